// Markdown that tries to be more than words: OWASP's vectors against script filters in links, images, code and HTML, and
// characters that turn, hide, pile up or pretend. What runs sets `__owned`; no host in it may ever be reached.

const OWN = 'window.__owned=1';

const LINKS: readonly string[] = [
  `[press](javascript:${OWN})`,
  `[press](JaVaScRiPt:${OWN})`,
  `[press](javascript://example.org/%0a${OWN})`,
  `[press](java&Tab;script:${OWN})`,
  `[press](javascript&colon;${OWN})`,
  `[press](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;${OWN})`,
  `[press](<java\tscript:${OWN}>)`,
  `[press](<javascript:${OWN}> "title")`,
  `[press](\u0001javascript:${OWN})`,
  `[press](\\javascript:${OWN})`,
  `[press](vbscript:msgbox(1))`,
  `[press](data:text/html;base64,PHNjcmlwdD53aW5kb3cuX19vd25lZD0xPC9zY3JpcHQ+)`,
  `[press](data:image/svg+xml,<svg onload=${OWN}>)`,
  `[press](blob:https://evil.example/1)`,
  `[press](file:///etc/passwd)`,
  `[press](//evil.example)`,
  `[press](/account)`,
  `[press](https://evil.example/"onmouseover="${OWN})`,
  `[press](https://evil.example/ "\\" onclick=${OWN} x=\\"")`,
  `[https://kith.example/](https://evil.example/)`,
  `[kith.example](https://evil.example/)`,
  `[press](https://kith.example@evil.example/)`,
  `[press][1]\n\n[1]: javascript:${OWN}`,
  `[1]: <https://evil.example/> "onload='${OWN}'"\n[1]`,
  `<javascript:${OWN}>`,
  `<https://evil.example/"onclick=${OWN}//>`,
  `<data:text/html,<script>${OWN}</script>>`,
  `https://evil.example/'onclick='${OWN}`,
  `[a](https://evil.example/[b](javascript:${OWN}))`,
  `[![a](javascript:${OWN})](javascript:${OWN})`,
];

const IMAGES: readonly string[] = [
  `![x](https://evil.example/pixel.png)`,
  `![x](javascript:${OWN})`,
  `![x" onerror="${OWN}](https://evil.example/x.png)`,
  `![x](https://evil.example/x.png"onerror="${OWN})`,
  `![<img src=x onerror=${OWN}>](https://evil.example/x.png)`,
  `![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9Ind0Ii8+)`,
];

const HTML: readonly string[] = [
  `<script>${OWN}</script>`,
  `**<img src=x onerror=${OWN}>**`,
  `> <svg/onload=${OWN}>`,
  `- <iframe srcdoc="<script>parent.__owned=1</script>">`,
  `# <details open ontoggle=${OWN}>`,
  `<a href="javascript:${OWN}">**press**</a>`,
  `<style>*{display:none}</style>\n\n*a*`,
  `<div style="position:fixed;inset:0">\n\n*over everything*\n\n</div>`,
  `<!-- -->\n<base href="https://evil.example/">`,
  `<![CDATA[<script>${OWN}</script>]]>`,
  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>`,
  `&lt;script&gt;${OWN}&lt;/script&gt;`,
  `<b>*a</b>*`,
  `</p></article></main><h1>Out</h1>`,
  `<input autofocus onfocus=${OWN}>`,
  `<meta http-equiv="refresh" content="0;url=https://evil.example/">`,
];

const CODE: readonly string[] = [
  `\`<img src=x onerror=${OWN}>\``,
  `\`\`\`html\n<script>${OWN}</script>\n\`\`\``,
  `\`\`\`js\n</span></code></pre><img src=x onerror=${OWN}>\n\`\`\``,
  `\`\`\`"onclick=${OWN}\nx\n\`\`\``,
  `\`\`\`__proto__\nx\n\`\`\``,
  `\`\`\`constructor\nx\n\`\`\``,
  `\`\`\`${'a'.repeat(3000)}\nx\n\`\`\``,
  `\`\`\`js\n<span class="hljs-keyword" onclick=${OWN}>&amp;&#x27;&lt;\n\`\`\``,
  `\`\`\`html\n<style>*{}</style><script>let a = \`\${${OWN}}\`</script>\n\`\`\``,
  `\`\`\`js\n${'('.repeat(2000)}${'`${'.repeat(500)}\n\`\`\``,
];

const CHARACTERS: readonly string[] = [
  '**\u202egpj.exe** and after',
  '[\u202ehttps://elpmaxe.htik](https://evil.example/)',
  '`\u2066\u202e code` after',
  '```js\n/*\u202e } \u2066if (admin)\u2069 \u2066 begin */\n```',
  '@\u200bann @an\u200dn @аnn @ann\u202e',
  '[\u200b](https://evil.example/\u200b)',
  `*${'Z\u0300\u0301\u0302\u0303\u0489'.repeat(60)}*`,
  '\ud800**\udc00**\ud83d',
  '\0**a**\0\ufeff_b_',
  '**\u3164** _\u00a0_ ~~\u2800~~',
  'a\u2028**b**\u2029# c\u0085- d',
  '\u{e0041}\u{e0042}**tagged**\u{e007f}',
];

const SHAPES: readonly string[] = [
  '>'.repeat(300),
  `${'> '.repeat(60)}deep`,
  `${'- '.repeat(60)}deep`,
  '1. '.repeat(400),
  `${'['.repeat(400)}${']'.repeat(400)}`,
  '[a]('.repeat(300),
  '![['.repeat(300),
  '*_'.repeat(700),
  '**a '.repeat(400),
  'a*'.repeat(700),
  `${'`'.repeat(99)}${'a`'.repeat(400)}`,
  '999999999. a\n1000000000. b',
  `# ${'# '.repeat(300)}`,
  `${'\\'.repeat(999)}*a*`,
  `[${'a'.repeat(2000)}](https://evil.example/${'b'.repeat(2000)})`,
  `| a |\n| - |\n${'| b |\n'.repeat(50)}`,
  `- ${'a\n\n  - '.repeat(30)}`,
  '@'.repeat(500),
  '@a'.repeat(500),
  'https://'.repeat(300),
];

/** Hostile texts to be sent through the app. None may run, load, lead astray, throw, or leave its bubble. */
export const MARKDOWN_CORPUS: readonly string[] = [
  ...LINKS,
  ...IMAGES,
  ...HTML,
  ...CODE,
  ...CHARACTERS,
  ...SHAPES,
];
