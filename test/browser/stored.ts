// What the app has stored in somebody's browser: local and session storage, and its database.
import type { Person } from './person.ts';

/** All of it but empty lists, as JSON. */
export function storedIn({ page }: Person): Promise<string> {
  return page.evaluate(async () => {
    const kept = Object.entries(localStorage).filter(([, value]) => value !== '[]');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('kith');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const rows = [...database.objectStoreNames].map((name) => {
      const request = database.transaction(name).objectStore(name).getAll();
      return new Promise<unknown[]>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    });
    const found = (await Promise.all(rows)).flat();
    database.close();
    return JSON.stringify([...kept, ...Object.entries(sessionStorage), ...found]);
  });
}
