// Typed requests to the server's HTTP routes: from an answer to an outcome, and from a refusal to words for people.
// Knows how errors look on the wire; knows no route's meaning.
import type { Outcome, Refused } from './model.ts';
import type { HttpAnswer, Platform } from './platform.ts';

/** Requests of one account (or of nobody), with paths below `/api/v1`. Never throws. */
export interface Api {
  request<T>(method: string, path: string, body?: unknown): Promise<Outcome<T>>;
}

/** What an outcome is when nobody answered. */
export const OFFLINE: { ok: false; offline: true } = { ok: false, offline: true };

// What a proxy answers while the server behind it is away.
const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/** Requests as `account`; `signedOut` is called when the server no longer knows the session. */
export function apiOf(platform: Platform, account?: string, signedOut?: () => void): Api {
  return {
    async request<T>(method: string, path: string, body?: unknown): Promise<Outcome<T>> {
      let answer: HttpAnswer;
      try {
        answer = await platform.request(account, method, `/api/v1${path}`, body);
      } catch {
        return OFFLINE;
      }
      const outcome = outcomeOf<T>(answer);
      if ('refused' in outcome && outcome.refused.rejected === 'notSignedIn') signedOut?.();
      return outcome;
    },
  };
}

/** What an answer comes to: its body, or its refusal in words. */
export function outcomeOf<T>({ status, body }: HttpAnswer): Outcome<T> {
  if (status >= 200 && status < 300) return { ok: true, value: body as T };
  const error = isRecord(body) ? body.error : undefined;
  if (isRecord(error) && typeof error.code === 'string') {
    return { ok: false, refused: refusedOf({ ...error, rejected: error.code }) };
  }
  if (AWAY.has(status)) return OFFLINE;
  return { ok: false, refused: { rejected: 'fault', message: `${WORDS.fault} (${status})` } };
}

/** The outcome without its value. */
export function nothing(outcome: Outcome<unknown>): Outcome {
  return outcome.ok ? { ok: true, value: undefined } : outcome;
}

/** A refusal with words, from what came over the wire: the server's own words if there are any. */
export function refusedOf(rejection: Record<string, unknown>): Refused {
  const rejected = String(rejection.rejected);
  const { message, field, retryAfterMs } = rejection;
  return {
    rejected,
    message: typeof message === 'string' ? message : (WORDS[rejected] ?? NO_WORDS),
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
  };
}

/** Whether something from the wire is a rejection. */
export function isRejection(answer: unknown): answer is Record<string, unknown> {
  return isRecord(answer) && typeof answer.rejected === 'string';
}

/** Path with parameters: `?a=1&b=2`, without those that are undefined; empty when there are none. */
export function query(parameters: Record<string, string | number | undefined>): string {
  const parts = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

// Only for refusals that came without words.
const NO_WORDS = 'The server refused this.';
const WORDS: Readonly<Record<string, string>> = {
  fault: 'Something went wrong on the server.',
  notAllowed: 'You may not do this here.',
  notFound: 'There is no such chat.',
  notSignedIn: 'You are signed out.',
  tooLong: 'This is too long.',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
