// Answers remembered for the time without a network: what was read last from the server is read again from the disk when
// nobody answers. The client catches up from the numbers in them as soon as there is a connection.
import type { HttpAnswer, Platform } from '#client/platform.ts';

const KEY = 'answer:';
// The list, chats, their newest messages, contacts. Not: pages of history, searches, files.
const REMEMBERED = /^\/api\/v1\/(chats(\/[^/?]+(\/messages)?)?|contacts)(\?[^&]*)?$/;
/** The platform with a memory for answers. */
export function rememberAnswers(platform: Platform): Platform {
  const { storage } = platform;
  const request: Platform['request'] = async (account, method, path, body) => {
    if (account === undefined || method !== 'GET' || !REMEMBERED.test(path)) {
      return platform.request(account, method, path, body);
    }
    let answer: HttpAnswer;
    try {
      answer = await platform.request(account, method, path, body);
    } catch (fault) {
      const kept = await storage.get(account, KEY + path).catch(() => undefined);
      if (kept === undefined) throw fault;
      return { status: 200, body: JSON.parse(kept) };
    }
    // Nobody waits for the disk.
    if (answer.status === 200) {
      storage.set(account, KEY + path, JSON.stringify(answer.body)).catch(() => undefined);
    }
    return answer;
  };
  return { ...platform, request };
}
