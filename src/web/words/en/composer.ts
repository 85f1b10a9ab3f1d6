// Words of the place where one writes, in English.
import type { Plural } from '../plural.ts';

/** The part of the catalogue about writing. */
export const enComposer = {
  add: 'Add files',
  emoji: 'Add an emoji',
  drop: 'Drop to add',
  folder: 'A folder cannot be added. Choose the files in it.',
  failedFile: 'A file could not be added. Try it again, or leave it out.',
  notWhileEditing: 'Files go with new messages. Finish this change first.',
  pasted: 'Pasted text',
  asFile: 'Add as a file',
  tooLong: (count: string, max: string) =>
    `What you pasted has ${count} characters; ${max} fit in a message.`,

  replying: (name: string) => `Reply to ${name}`,
  replyingSelf: 'Reply to yourself',
  noReply: 'Do not reply',
  editing: 'Change your message',
  noEdit: 'Leave it as it was',
  editLabel: 'Your message',
  editEmpty: 'Nothing is left of this message. To take it away, delete it.',
  save: 'Save the change',

  tray: 'Files that go with your message',
  caption: 'Caption',
  captionOf: (name: string) => `Caption of ${name}`,
  place: (name: string, at: number, of: number) =>
    of > 1 ? `${name}, ${at} of ${of}. Arrow keys move it.` : name,
  movedTo: (at: number, of: number) => `Now ${at} of ${of}`,
  again: 'Try again',

  all: (count: number, plural: Plural) =>
    plural(count, {
      one: 'This tells 1 person. Send?',
      other: `This tells ${count} people. Send?`,
    }),
  allHint: '@all rings for everybody here.',
  allSend: 'Send',
  allKeep: 'Keep writing',

  voice: {
    record: 'Record a voice message',
    recording: 'Recording',
    cancel: 'Throw the recording away',
    send: 'Send the voice message',
    length: 'Length',
    name: 'Voice message',
    denied: 'The browser does not let Kith use the microphone. Allow it in the site settings.',
    missing: 'There is no microphone here.',
    failed: 'The microphone did not work. Try again.',
  },
};
