// Everything that can be asked for as it stands, each read through the actor's permissions. Composition only.
import type { Reads } from '#core/messenger.ts';
import type { House } from '../house.ts';
import { profileReads } from '../profiles.ts';
import { chatReads } from './chats.ts';
import { memberReads } from './members.ts';
import { messageReads } from './messages.ts';
import { ownReads } from './own.ts';
import { peopleReads } from './people.ts';

/** Opens the reads. */
export function openReads(house: House): Reads {
  return {
    ...peopleReads(house),
    ...profileReads(house),
    ...chatReads(house),
    ...memberReads(house),
    ...messageReads(house),
    ...ownReads(house),
    file: house.blobs.file,
  };
}
