// Whether the terminal shows pictures by Kitty's graphics protocol with Unicode placeholders: it is asked, when it may be one
// that does. Others know the protocol without the placeholders, or print what they do not know.

const ESC = '\u001b';
const KITTY_FROM = [0, 28] as const;

/** One pixel to be looked at and not kept; the terminal's name; the size of a cell; and what every terminal answers. */
export const QUESTION = `${ESC}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA${ESC}\\${ESC}[>q${ESC}[16t${ESC}[c`;

/** The size of something in pixels. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** What is known so far. `last`: nothing more is to come. */
export interface Known {
  readonly graphics: boolean;
  readonly placeholders: boolean;
  readonly cell: Pixels | undefined;
  readonly last: boolean;
}

/** Before any answer. */
export const NOTHING: Known = {
  graphics: false,
  placeholders: false,
  cell: undefined,
  last: false,
};

/** Whether asking makes sense: Kitty and Ghostty say who they are. In tmux and screen it is those that would answer. */
export function mayAsk({
  TERM = '',
  TERM_PROGRAM,
  KITTY_WINDOW_ID,
  TMUX,
}: NodeJS.ProcessEnv): boolean {
  if (TMUX || /^(tmux|screen)/.test(TERM)) return false;
  return (
    /^xterm-(kitty|ghostty)/.test(TERM) ||
    KITTY_WINDOW_ID !== undefined ||
    /^(kitty|ghostty)$/.test(TERM_PROGRAM ?? '')
  );
}

/** What is known after one more answer. */
export function learn(known: Known, answer: string): Known {
  const body = answer.slice(ESC.length);
  if (body.startsWith('_Gi=31;OK')) return { ...known, graphics: true };
  if (body.startsWith('P>|')) return { ...known, placeholders: hasPlaceholders(body.slice(3)) };
  if (body.startsWith('[?')) return { ...known, last: true };
  const [, height, width] = /^\[6;(\d+);(\d+)t$/.exec(body)?.map(Number) ?? [];
  return height && width ? { ...known, cell: { width, height } } : known;
}

/** From its name and version: `kitty(0.41.1)`, `ghostty 1.2.0`. */
function hasPlaceholders(name: string): boolean {
  const [, major, minor] = /^kitty\((\d+)\.(\d+)/.exec(name)?.map(Number) ?? [];
  if (major === undefined || minor === undefined) return /^ghostty\b/i.test(name);
  return major > KITTY_FROM[0] || minor >= KITTY_FROM[1];
}
