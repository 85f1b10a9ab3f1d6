// What the parser may be asked. Its work grows with the square of some counts, so hostile texts are counted first; this
// count itself is one look at each line.

/** Marks outside fenced code. Four hundred bold words have 1,600. */
const MARKS_MAX = 1600;
/** Quotes and lists that one line may open. */
const OPENED_MAX = 12;
/** Quotes and lists that are opened or continued in all. */
const OPENINGS_MAX = 1000;

const FENCE = /^(`{3,}(?=[^`]*$)|~{3,})/;
const OPENING = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;
const MARK = /(?<![\p{L}\p{N}](?=_[\p{L}\p{N}]))[*_~[\]]/gu;

/** Whether the parser copes with the text in little time. Where not, it is shown as it was written. */
export function isBearable(text: string): boolean {
  let marks = 0;
  let openings = 0;
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    if (fence !== undefined) {
      if (closes(line, fence)) fence = undefined;
      continue;
    }
    // Only a fence at the very start of a line surely is one, whatever stands above it.
    fence = FENCE.exec(line)?.[1];
    const opened = openedBy(line);
    openings += opened;
    marks += line.match(MARK)?.length ?? 0;
    if (opened > OPENED_MAX || openings > OPENINGS_MAX || marks > MARKS_MAX) return false;
  }
  return true;
}

function closes(line: string, fence: string): boolean {
  const closing = line.trim();
  return closing.length >= fence.length && closing === fence.charAt(0).repeat(closing.length);
}

function openedBy(line: string): number {
  let opened = 0;
  OPENING.lastIndex = 0;
  while (opened <= OPENED_MAX && OPENING.test(line)) opened++;
  return opened;
}
