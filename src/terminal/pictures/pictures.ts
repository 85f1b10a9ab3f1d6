// Pictures of messages as lines: in the best way that the terminal can, loaded when they come on screen; some are kept. Where
// there is no way, or a picture cannot be had, the link to the file is what there is.
import type { FileView } from '#client/model.ts';
import { clock } from '../platform/clock.ts';
import type { Line } from '../text/spans.ts';
import { learn, mayAsk, NOTHING, QUESTION } from './asking.ts';
import type { Box } from './kitty.ts';
import { blocks, boxOf, kitty, type Shown, type Way } from './ways.ts';

const KEPT_MAX = 60;
const LOAD_MS_MAX = 20_000;
/** Whoever has not said by then what it can is not waited for; what it says later counts. */
const ANSWER_MS_MAX = 1_000;

/** What pictures need. */
export interface PictureParts {
  readonly origin: string;
  readonly env: NodeJS.ProcessEnv;
  token(): string | undefined;
  /** Writes to the terminal what nobody sees. */
  write(bytes: string): void;
  /** Other lines than before are here. */
  came(): void;
}

/** Gives pictures as lines. */
export interface Pictures {
  /** Empty lines while it is loaded, so that nothing moves when it comes; undefined when there is no picture. */
  pictureLines(file: FileView, columns: number): readonly Line[] | undefined;
  /** Takes what the terminal answers. */
  answered(answer: string): void;
  /** Tries again what could not be had. */
  retry(): void;
  /** Loads everything anew: the terminal may have lost it. */
  restart(): void;
  /** The terminal forgets what it got. */
  close(): void;
}

/** Opens them; asks the terminal what it can, and waits for nothing. */
export function openPictures(parts: PictureParts): Pictures {
  const { env, came } = parts;
  let closed = false;
  const write = (bytes: string): void => {
    if (!closed) parts.write(bytes);
  };
  const colors = !env.NO_COLOR && env.TERM !== 'dumb';
  const otherwise = colors && /truecolor|24bit/.test(env.COLORTERM ?? '') ? blocks : undefined;
  const album = openAlbum(parts);
  let known = NOTHING;
  let way: Way | undefined;
  const choose = (chosen: Way | undefined): void => {
    way = chosen;
    album.clear();
    came();
  };
  const asks = colors && mayAsk(env);
  const timer = asks ? clock.after(ANSWER_MS_MAX, () => choose(otherwise)) : undefined;
  if (asks) write(QUESTION);
  else way = otherwise;
  return {
    pictureLines: (file, columns) => (way ? album.lines(way, file, columns) : undefined),
    answered(answer) {
      if (!asks || known.last) return;
      known = learn(known, answer);
      if (!known.last) return;
      timer?.cancel();
      choose(known.graphics && known.placeholders ? kitty(known.cell, write) : otherwise);
    },
    retry() {
      if (album.forgetMissing()) came();
    },
    restart() {
      album.clear();
      came();
    },
    close() {
      timer?.cancel();
      way = undefined;
      album.clear();
      closed = true;
    },
  };
}

type Page = Shown | { readonly lines: readonly Line[] | undefined };

interface Album {
  lines(way: Way, file: FileView, columns: number): readonly Line[] | undefined;
  /** Forgets what could not be had; whether there was such. */
  forgetMissing(): boolean;
  clear(): void;
}

/** The pictures that are kept: those shown last. */
function openAlbum({ origin, token, came }: PictureParts): Album {
  const pages = new Map<string, Page>();
  const drop = (key: string): void => {
    const page = pages.get(key);
    pages.delete(key);
    if (page && 'drop' in page) page.drop();
  };
  const put = (key: string, page: Page): void => {
    pages.delete(key);
    pages.set(key, page);
    for (const old of pages.keys()) {
      if (pages.size <= KEPT_MAX) break;
      drop(old);
    }
  };
  const load = async (way: Way, file: FileView, key: string, box: Box): Promise<void> => {
    const waiting: Page = { lines: Array.from({ length: box.rows }, () => []) };
    put(key, waiting);
    const bytes = await fetchBytes(origin + (file.small ?? file.full), token()).catch(
      () => undefined,
    );
    const drawn = bytes && (await way.draw(bytes, box).catch(() => undefined));
    // It may have been put away meanwhile.
    if (pages.get(key) === waiting) put(key, drawn ?? { lines: undefined });
    else drawn?.drop();
    came();
  };
  return {
    lines(way, file, columns) {
      const { width, height } = file;
      if (!width || !height) return undefined;
      const box = boxOf({ width, height }, way.cell, columns);
      const key = `${file.id} ${box.columns}`;
      const page = pages.get(key);
      if (page) put(key, page);
      else void load(way, file, key, box);
      return pages.get(key)?.lines;
    },
    forgetMissing() {
      const missing = [...pages].filter(([, { lines }]) => lines === undefined);
      for (const [key] of missing) pages.delete(key);
      return missing.length > 0;
    },
    clear() {
      for (const key of [...pages.keys()]) drop(key);
    },
  };
}

async function fetchBytes(
  address: string,
  token: string | undefined,
): Promise<ArrayBuffer | undefined> {
  const answer = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(LOAD_MS_MAX),
  });
  return answer.ok ? answer.arrayBuffer() : undefined;
}
