// What a page says about itself in cookies that its own script has set: its name and its room. Claims, no proof.
import type { IncomingMessage } from 'node:http';

/** The two cookies of the original's page. */
export interface Claims {
  readonly username: string | undefined;
  readonly room: string | undefined;
}

/** The claims of a handshake. */
export function claimsIn({ headers }: Pick<IncomingMessage, 'headers'>): Claims {
  const cookies = new Map<string, string>();
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name = '', ...value] = pair.trim().split('=');
    cookies.set(name, decoded(value.join('=')));
  }
  return { username: cookies.get('username'), room: cookies.get('room_id') };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
