// HTML that cannot forget to escape: what is put into the template is text, unless it was made here too.

/** A piece of HTML, as opposed to text. Only `html` makes them. */
export class Html {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** The source, for the answer's body. */
  toString(): string {
    return this.#source;
  }
}

/** What may stand in a template. Nothing at all for false and undefined. */
export type Part = string | number | Html | readonly Part[] | false | undefined;

/** A template; quote its attributes: `html`<p title="${title}">${text}</p>``. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const source = texts.map((text, at) => text + (at < parts.length ? sourceOf(parts[at]) : ''));
  return new Html(source.join(''));
}

function sourceOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'object') return part.map(sourceOf).join('');
  return escapeHtml(String(part));
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML source, safe between tags and in quoted attributes. For clients that read innerHTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
}
