// Words about files in the language in use.
import { enFiles } from './en/files.ts';

/** Words of pictures, files and voice messages. */
export const fileWords = enFiles;
