// The closed list of expected noes, each with the data that a person needs. Words for them live at the edges.

/** What can be missing. */
export type Missing =
  | 'route'
  | 'user'
  | 'chat'
  | 'message'
  | 'session'
  | 'blob'
  | 'upload'
  | 'invite'
  | 'contact';

/** Why a request was refused. `field` names the input at fault. */
export type Rejection =
  | { rejected: 'invalid'; field?: string; reason: string }
  | { rejected: 'tooLong'; field: string; max: number }
  | { rejected: 'tooShort'; field: string; min: number }
  | { rejected: 'tooLarge'; maxBytes: number }
  | { rejected: 'notSignedIn' }
  | { rejected: 'wrongCredentials' }
  | { rejected: 'wrongPassword'; field: string }
  | { rejected: 'bothCredentials' }
  | { rejected: 'accountNeeded' }
  | { rejected: 'wrongOrigin' }
  | { rejected: 'codeNeeded'; field: string }
  | { rejected: 'signUpClosed' }
  | { rejected: 'usernameTaken'; field: string }
  | { rejected: 'emailTaken'; field: string }
  | { rejected: 'notFound'; what: Missing }
  | { rejected: 'notAllowed' }
  | { rejected: 'alreadyThere'; what: 'chat' }
  | { rejected: 'notTaken'; reason: 'empty' | 'type' | 'broken' | 'pixels' }
  | { rejected: 'tooMany'; field: string; max: number }
  | { rejected: 'tooFast'; retryAfterMs: number }
  | { rejected: 'busy'; retryAfterMs: number }
  | { rejected: 'stale'; epoch: number }
  | { rejected: 'fault'; incident: string };

/** The stable code of a rejection. */
export type RejectionCode = Rejection['rejected'];

/** Codes after which the same request may succeed later: an outbox keeps it and tries again. */
export const RETRYABLE: ReadonlySet<RejectionCode> = new Set(['tooFast', 'busy', 'fault']);
