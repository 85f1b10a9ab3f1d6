// The pages of an export, to be read without a server: plain HTML without scripts, in which everything that people
// wrote is escaped.
import type { File } from '#protocol/blob.ts';
import type { Message } from '#protocol/chat.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML shows it, in elements and between quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

// What file systems do not take, and what turns the direction of what follows.
const NOT_IN_NAMES = /[\\/:*?"<>|\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Where a file lies in the export: its id makes it unique, its name is made harmless. */
export function pathOf({ id, name }: Pick<File, 'id' | 'name'>): string {
  const harmless = [...name.toWellFormed().replace(NOT_IN_NAMES, '_')].slice(-80).join('');
  return `files/${id}-${harmless}`;
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
  article { margin: 1rem 0; }
  .text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
  .by { font-weight: 600; }
  time, .note { color: GrayText; font-size: 0.875rem; }`;

/** The beginning of a page. */
export function headOf(title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1 dir="auto">${escaped(title)}</h1>
`;
}

/** The end of a page. */
export const FOOT = '</body>\n</html>\n';

/** A link within the export. `to` is a path from where the page is. */
export function linkTo(to: string, text: string): string {
  const address = to.split('/').map(encodeURIComponent).join('/');
  return `<a href="${escaped(address)}">${escaped(text)}</a>`;
}

/** A message of a chat's page; `by` is its author's name. */
export function messageOf(message: Message, by: string): string {
  const { at, body, deleted } = message;
  const when = new Date(at).toISOString();
  const files = 'files' in body ? (body.files ?? []) : [];
  const text = 'text' in body ? body.text : '';
  const said = deleted
    ? '<p class="note">This message was deleted.</p>'
    : `<p class="text" dir="auto">${escaped(text)}</p>`;
  return `<article id="m${message.seq}">
<div><span class="by" dir="auto">${escaped(by)}</span> <time datetime="${when}">${when.slice(0, 16).replace('T', ' ')} UTC</time></div>
${said}
${files.map((file) => `<p>${linkTo(`../${pathOf(file)}`, file.name)}${captionOf(file)}</p>\n`).join('')}</article>
`;
}

function captionOf({ caption }: File): string {
  return caption ? ` <span dir="auto">${escaped(caption)}</span>` : '';
}
