// What survives a reload, in IndexedDB, shared by all tabs: messages that wait, drafts, the last chat.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Outgoing, Storage } from '#client/platform.ts';

interface Schema extends DBSchema {
  outgoing: { key: [string, string]; value: Outgoing; indexes: { account: string } };
  values: {
    key: [string, string];
    value: { account: string; key: string; value: string };
    indexes: { account: string };
  };
}

type Opened = Promise<IDBPDatabase<Schema>>;

/** Opens the storage. Where the browser gives none (some private modes), each call rejects and the client goes on. */
export function openStorage(): Storage {
  let opened: Opened | undefined;
  const database = (): Opened => {
    opened ??= open().catch((fault: unknown) => {
      opened = undefined;
      throw fault;
    });
    return opened;
  };
  return {
    outgoing: async (account) => (await database()).getAllFromIndex('outgoing', 'account', account),
    keep: async (outgoing) => void (await (await database()).put('outgoing', outgoing)),
    drop: async (account, command) => (await database()).delete('outgoing', [account, command]),
    get: async (account, key) => (await (await database()).get('values', [account, key]))?.value,
    set: async (account, key, value) => {
      const db = await database();
      if (value === undefined) await db.delete('values', [account, key]);
      else await db.put('values', { account, key, value });
    },
    forget: async (account) => forget(await database(), account),
  };
}

function open(): Opened {
  return openDB<Schema>('kith', 1, {
    upgrade(db) {
      const outgoing = db.createObjectStore('outgoing', { keyPath: ['account', 'command'] });
      outgoing.createIndex('account', 'account');
      const values = db.createObjectStore('values', { keyPath: ['account', 'key'] });
      values.createIndex('account', 'account');
    },
  });
}

async function forget(db: IDBPDatabase<Schema>, account: string): Promise<void> {
  const write = db.transaction(['outgoing', 'values'], 'readwrite');
  for (const store of ['outgoing', 'values'] as const) {
    const keys = await write.objectStore(store).index('account').getAllKeys(account);
    for (const key of keys) await write.objectStore(store).delete(key);
  }
  await write.done;
}
