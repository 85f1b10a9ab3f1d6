// What survives a reload, in IndexedDB, shared by all tabs: messages that wait, drafts, the last chat.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { LocalFile } from '#client/model.ts';
import type { Outgoing, Storage } from '#client/platform.ts';

interface Schema extends DBSchema {
  outgoing: { key: [string, string]; value: Outgoing; indexes: { account: string } };
  values: {
    key: [string, string];
    value: { account: string; key: string; value: string };
    indexes: { account: string };
  };
  files: {
    key: [string, string];
    value: { account: string; key: string; file: LocalFile };
    indexes: { account: string };
  };
}

type Opened = Promise<IDBPDatabase<Schema>>;

/** Opens the storage. Where the browser gives none (some private modes), each call rejects and the client goes on. */
export function openStorage(): Storage {
  let opened: Opened | undefined;
  const database = (): Opened => {
    opened ??= open(() => {
      opened = undefined;
    }).catch((fault: unknown) => {
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
    keepFile: async (account, key, file) =>
      void (await (await database()).put('files', { account, key, file })),
    file: async (account, key) => (await (await database()).get('files', [account, key]))?.file,
    dropFile: async (account, key) => (await database()).delete('files', [account, key]),
    forget: async (account) => forget(await database(), account),
  };
}

/** `outdated` is called when a newer page wants to change the stores: whoever holds them open would keep it waiting. */
function open(outdated: () => void): Opened {
  const opening: Opened = openDB<Schema>('kith', 2, {
    blocking: () => {
      outdated();
      void opening.then((db) => db.close());
    },
    upgrade(db, from) {
      if (from < 2) {
        const files = db.createObjectStore('files', { keyPath: ['account', 'key'] });
        files.createIndex('account', 'account');
      }
      if (from >= 1) return;
      const outgoing = db.createObjectStore('outgoing', { keyPath: ['account', 'command'] });
      outgoing.createIndex('account', 'account');
      const values = db.createObjectStore('values', { keyPath: ['account', 'key'] });
      values.createIndex('account', 'account');
    },
  });
  return opening;
}

async function forget(db: IDBPDatabase<Schema>, account: string): Promise<void> {
  const write = db.transaction(['outgoing', 'values', 'files'], 'readwrite');
  for (const store of ['outgoing', 'values', 'files'] as const) {
    const keys = await write.objectStore(store).index('account').getAllKeys(account);
    for (const key of keys) await write.objectStore(store).delete(key);
  }
  await write.done;
}
