// Figures of one bench, medians over its rounds, each beside the baseline of the same run.

/** What one server gave, one value per round. */
export interface Figure {
  readonly name: string;
  readonly values: readonly number[];
}

/** A line of a bench's table: a figure, what it is compared with, and what is aimed at. */
export interface Line {
  readonly what: string;
  readonly unit: string;
  readonly figure: Figure;
  readonly baseline?: Figure | undefined;
  readonly aim?: string | undefined;
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share of the values lies, between neighbours in proportion. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** Prints a bench's table as Markdown. */
export function printTable(title: string, lines: readonly Line[]): void {
  const heads = ['', 'server', 'median (lowest – highest)', 'baseline', 'of it', 'ratio', 'aim'];
  const rows = lines.map(rowOf);
  const widths = heads.map((head, at) => {
    return Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0));
  });
  const print = (cells: readonly string[]): void => {
    console.log(`| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  };
  console.log(`\n## ${title}\n`);
  print(heads);
  print(widths.map((width) => '-'.repeat(width)));
  for (const row of rows) print(row);
}

function rowOf({ what, unit, figure, baseline, aim }: Line): string[] {
  const range = [Math.min(...figure.values), Math.max(...figure.values)].map(short).join(' – ');
  const value = median(figure.values);
  const base = baseline && median(baseline.values);
  return [
    what,
    figure.name,
    `${short(value)}${unit}${figure.values.length > 1 ? ` (${range})` : ''}`,
    baseline?.name ?? '',
    base === undefined ? '' : short(base) + unit,
    base === undefined ? '' : (value / base).toFixed(2),
    aim ?? '',
  ];
}

/** Three significant digits, thousands apart. */
function short(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}
