// What a decision may know. The store gathers it in the same transaction that will keep the events.
import type { File } from '#protocol/blob.ts';
import type { OpenBody } from '#protocol/body.ts';
import type { ChatKind, ChatState, ContactState, Named, Role } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';

/** A chat as decisions see it. */
export interface ChatFacts {
  readonly id: string;
  readonly kind: ChatKind;
  readonly name: string;
  readonly topic: string;
  /** Id of a picture; empty for none. */
  readonly avatar: string;
  readonly listed: boolean;
  readonly readOnly: boolean;
  readonly openHistory: boolean;
  readonly membersAdd: boolean;
  readonly closed: boolean;
  readonly memberCount: number;
}

/** A wall as decisions see it: whose it is, and what the actor may do there. */
export interface WallFacts {
  readonly owner: string;
  readonly mayRead: boolean;
  readonly mayPost: boolean;
}

/** The message that an ask is about, as it stands; only if the actor may read it. */
export interface MessageFacts {
  readonly seq: number;
  readonly by: string;
  readonly erased: boolean;
  /** The text as it stands; empty for sealed bodies. */
  readonly text: string;
  /** Whether it says what somebody else has said, which is not the forwarder's to change. */
  readonly forwarded: boolean;
  /** The actor's reactions under it, and how many different ones there are. */
  readonly mine: readonly string[];
  readonly emojis: readonly string[];
  readonly pinned: boolean;
  /** Who never got to see it: what changes it is kept from them, too. */
  readonly withheld?: string | undefined;
  /** How often it was edited, for asks to edit it. */
  readonly edits?: number | undefined;
}

/** Facts for asks about messages. */
export interface FactsOfMessages {
  readonly message?: MessageFacts | undefined;
  /** Whether the message that is answered is one that the actor may read here. */
  readonly replyFound?: boolean | undefined;
  /** The files that are to go along, in order; undefined when one is not there or not the actor's. */
  readonly files?: readonly File[] | undefined;
  /** What is to be forwarded; undefined when there is none that the actor may read. */
  readonly source?: { readonly by: string; readonly body: OpenBody } | undefined;
  /** Whom the text names, among those who can read it. */
  readonly named?: Named | undefined;
  /** How many messages are pinned here. */
  readonly pins?: number | undefined;
  /** The other one of a direct chat, when they block the actor: what is written is withheld from them. */
  readonly withheldFrom?: string | undefined;
}

/** Facts for asks about chats and members. */
export interface FactsOfChats {
  /** The chat of the log; undefined when it has no event yet. */
  readonly chat?: ChatFacts | undefined;
  /** The actor's role there; undefined when not a member now. */
  readonly role?: Role | undefined;
  /** The wall of the log. */
  readonly wall?: WallFacts | undefined;
  /** The person named in the ask, or the other one of a direct chat, if that account exists and is not deleted. */
  readonly target?:
    | { readonly id: string; readonly role?: Role | undefined; readonly banned?: boolean }
    | undefined;
  /** Whether the actor is banned here. */
  readonly banned?: boolean | undefined;
  readonly bans?: number | undefined;
  /** Whether the invite link that the ask names works and leads here. */
  readonly invited?: boolean | undefined;
  /** Whether the picture that the ask names is the actor's. */
  readonly avatarFound?: boolean | undefined;
  /** Who follows when the owner leaves: the longest-serving admin, else member. */
  readonly heir?: string | undefined;
}

/** Facts for what only one person knows of a chat. */
export interface FactsOfOwn {
  /** For read marks, of a chat or of one's own wall: where it is, where the log ends, and how many posts there are up to the wanted seq. */
  readonly mark?:
    | { readonly seq: number; readonly head: number; readonly posts: number }
    | undefined;
  /** One's state of the chat that the ask names; undefined when one may not know that chat. */
  readonly state?: ChatState | undefined;
  /** How many chats one has pinned. */
  readonly pinnedChats?: number | undefined;
  /** Whether the message to hide can be read, and how many are hidden in its chat. */
  readonly toHide?:
    | { readonly found: boolean; readonly hidden: boolean; readonly count: number }
    | undefined;
}

/** Facts for asks about accounts and how people stand. */
export interface FactsOfPeople {
  readonly account?: User | undefined;
  readonly usernameTaken?: boolean;
  readonly emailTaken?: boolean;
  readonly people?: number;
  readonly everybody?: boolean;
  /** Whether the account is the one that looks after the server. */
  readonly owner?: boolean;
  /** Whether the Lobby is there already: the first account opens it, but not once more. */
  readonly lobby?: boolean;
  /** The person that the ask names, if that account exists and is not deleted, and how the two stand. */
  readonly other?:
    | {
        readonly id: string;
        readonly mine: ContactState;
        readonly theirs: ContactState;
        /** Whether that person wants to be asked. */
        readonly asks: boolean;
        readonly blocked: boolean;
        /** Whether they block the actor: requests go nowhere, without a word. */
        readonly blocksMe: boolean;
      }
    | undefined;
  /** Of the messages that a deleted account's erasure names: those that are there, and from whom they are withheld. */
  readonly erasable?:
    | readonly { readonly seq: number; readonly withheld?: string | undefined }[]
    | undefined;
  readonly contacts?: number | undefined;
  readonly blocks?: number | undefined;
}

/** Everything a decision needs; what the ask at hand does not concern is undefined. */
export interface Facts extends FactsOfMessages, FactsOfChats, FactsOfOwn, FactsOfPeople {
  readonly log: string;
  /** Whose command it is. */
  readonly actor: string;
  /** The log's epoch, for `expect`. */
  readonly epoch: number;
  /** Its last seq, and how many posts it holds that are not withheld. */
  readonly head?: number;
  readonly posts?: number;
}
