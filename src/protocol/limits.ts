// Every limit of the wire in one place. Sizes are in UTF-16 units for text, in bytes where the name says so.

/** Longest text of one message. */
export const MESSAGE_CHARS_MAX = 16_000;
/** Longest user name. */
export const USERNAME_CHARS_MAX = 50;
/** Longest display name. */
export const DISPLAY_NAME_CHARS_MAX = 100;
/** Longest e-mail address (RFC 5321, 4.5.3.1.3). */
export const EMAIL_CHARS_MAX = 254;
/** First name, family name, gender, city, country. */
export const PERSONAL_CHARS_MAX = 100;
/** Shortest password. */
export const PASSWORD_CHARS_MIN = 8;
/** Longest password. */
export const PASSWORD_CHARS_MAX = 1_024;
/** Longest name of a group or a room. */
export const CHAT_NAME_CHARS_MAX = 100;
/** Longest topic. */
export const TOPIC_CHARS_MAX = 500;
/** Longest name of a device. */
export const DEVICE_CHARS_MAX = 100;
/** Longest id that a client may mint for a command. */
export const COMMAND_ID_CHARS_MAX = 64;

/** Members of a group; rooms have no limit but the server's. */
export const GROUP_MEMBERS_MAX = 1_000;
/** People named when a chat is made. */
export const FIRST_MEMBERS_MAX = 100;
/** Above this many members nobody is told what arrived on whose device. */
export const DELIVERED_MEMBERS_MAX = 50;
/** A chat with everybody, while the server has at most this many people … */
export const EVERYBODY_PEOPLE_MAX = 500;
/** … and again only below this many, so that the switch does not flutter. */
export const EVERYBODY_PEOPLE_AGAIN = 450;

/** Items of one page of any list. */
export const PAGE_MAX = 200;
/** Items of a page unless asked otherwise. */
export const PAGE_DEFAULT = 50;
/** Events in one answer to `follow`, per log. */
export const FOLLOW_EVENTS_MAX = 200;
/** Logs in one call of `follow`. */
export const FOLLOW_LOGS_MAX = 1_000;
/** Logs that one connection follows. */
export const FOLLOWED_LOGS_MAX = 5_000;
/** People whose presence one connection looks at. */
export const WATCHED_PEOPLE_MAX = 500;
/** Sessions of one account; a new one ends the longest unused. */
export const SESSIONS_MAX = 100;
/** Live connections of one account. */
export const CONNECTIONS_PER_USER_MAX = 50;

/** Different emoji under one message, and those of one person under it. */
export const REACTIONS_MAX = 30;
/** Reactions of one person under one message. */
export const REACTIONS_PER_PERSON_MAX = 8;
/** UTF-16 units of one emoji, with skin tones and joiners. */
export const EMOJI_CHARS_MAX = 32;
/** Pinned messages of one chat or wall. */
export const PINS_MAX = 100;
/** How often one message is edited. */
export const EDITS_MAX = 500;
/** People whom one message names. */
export const MENTIONS_MAX = 50;
/** Files that go with one message. */
export const FILES_PER_MESSAGE_MAX = 20;
/** Caption of one file. */
export const CAPTION_CHARS_MAX = 1_000;
/** Name of a file. */
export const FILE_NAME_CHARS_MAX = 255;
/** Messages that one person hides from themselves, per chat. */
export const HIDDEN_MAX = 1_000;
/** Seqs (erased, mentioning, hidden) that a snapshot of a chat names at most. */
export const NAMED_SEQS_MAX = 1_000;
/** Chats that one person pins to the top of the list. */
export const PINNED_CHATS_MAX = 20;
/** What somebody says about themselves. */
export const ABOUT_CHARS_MAX = 500;
/** People in one's contacts, and requests that wait. */
export const CONTACTS_MAX = 5_000;
/** People whom one blocks. */
export const BLOCKS_MAX = 1_000;
/** Invite links of one chat that are open at a time. */
export const INVITES_MAX = 50;
/** Longest life of an invite link. */
export const INVITE_MS_MAX = 365 * 24 * 3_600_000;
/** People banned from one chat. */
export const BANS_MAX = 1_000;

/** One uploaded file unless the configuration says otherwise. */
export const BLOB_BYTES_MAX = 100 * 1024 * 1024;
/** Pixels of one picture; what has more is kept as a file. */
export const IMAGE_PIXELS_MAX = 50_000_000;
/** Longer side of a picture as it is served, and of its thumbnail. */
export const IMAGE_SIDE_MAX = 4_096;
/** Longer side of a thumbnail. */
export const THUMBNAIL_SIDE_MAX = 640;
/** Uploads of one account that no message refers to, at a time. */
export const LOOSE_BLOBS_MAX = 200;
/** How long an upload waits for a message that refers to it. */
export const LOOSE_BLOB_MS = 24 * 3_600_000;
/** Bars of a voice message's waveform. */
export const WAVEFORM_BARS = 64;

/** Body of one HTTP request. */
export const REQUEST_BYTES_MAX = 128 * 1024;
/** One packet that a client sends over the socket; above it the connection ends, below it the schemas say what is too long. */
export const PACKET_BYTES_MAX = 1024 * 1024;
/** Bytes that wait for one follower before its connection is ended. */
export const FOLLOWER_BYTES_MAX = 4 * 1024 * 1024;
/** Commands that wait for the store before new ones are refused. */
export const APPEND_QUEUE_MAX = 20_000;
/** Commands in one transaction. */
export const APPEND_BATCH_MAX = 512;
/** Events that one command may give, and logs they may be in. */
export const EVENTS_PER_COMMAND_MAX = 16;
/** Logs that one command's events may be in. */
export const LOGS_PER_COMMAND_MAX = 8;
