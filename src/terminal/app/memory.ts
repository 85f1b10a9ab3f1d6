// Must be the first import of the program: the engine is told to stay small, which a client that is open all day can pay
// for with a little speed. Measured with 200 chats: 140 MB instead of 205 after a while of scrolling.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--optimize-for-size');
