// Kith as a process of its own, on one core: the whole server as `open-server.ts` composes it, over a furnished data
// folder, without limits on how often somebody may post unless a bench asks for them.
import { GATEWAY_NAMES } from '#gateways/compat/frame/gateway.ts';
import type { Allowance } from '#messenger/throttle.ts';
import { type KithOptions, ownOptions, type Stored } from './options.ts';
import { answerQuestions } from './questions.ts';
import { placeStandIns } from './stand-ins.ts';

const options = ownOptions<KithOptions>();
placeStandIns(options);
const { openServer } = await import('#server/open-server.ts');
const { quietWorkers } = await import('#server/quiet-workers.ts');

const OPEN: Allowance = { burst: 1e9, refillMs: 1 };
const ALLOWANCES = {
  signInByAccount: OPEN,
  signInByAddress: OPEN,
  signUpByAddress: OPEN,
  postByUser: OPEN,
  signalByUser: OPEN,
  inviteByUser: OPEN,
  uploadByUser: OPEN,
};

await quietWorkers();
const server = await openServer(
  {
    port: 0,
    host: '127.0.0.1',
    data: options.data,
    trustedHops: 0,
    uploadBytes: 100 * 1024 * 1024,
    name: 'Kith',
    signUp: 'open',
    ...(options.compat && { compat: GATEWAY_NAMES.map((name) => ({ name, port: 0 })) }),
  },
  {
    ...(!options.limited && { allowances: ALLOWANCES }),
    ...(options.web && { webRoot: options.web }),
    quickFrames: options.quickFrames ?? true,
  },
);

const compat = Object.fromEntries(server.compat.map(({ name, port }) => [name, port]));
answerQuestions({ port: server.port, compat, stored, stop: () => server.close() });

async function stored(): Promise<Stored> {
  const row = await server.store.read((q) =>
    q.get<{ posts: number; bytes: number | null }>(
      `SELECT count(*) AS posts, sum(length(CAST(event AS BLOB)) + 1) AS bytes
       FROM events WHERE class = 'post'`,
    ),
  );
  return { posts: row?.posts ?? 0, bytes: row?.bytes ?? 0 };
}
