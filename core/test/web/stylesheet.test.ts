import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { compact, stylesheet } from '../../web/styles/stylesheet.ts';

const folder = path.join(import.meta.dirname, '../../web/styles');
const files = globSync('**/*.css', { cwd: folder });

t.test('the sheet of core names its layers in order and keeps to its weight', async (t) => {
  const { css, hash } = stylesheet();
  t.match(css, /^@layer reset,tokens,base,layout,components,extensions,utilities;/);
  t.ok(css.length < 34_000, `${css.length} bytes`);
  t.ok(gzipSync(css).length < 9_000, `${gzipSync(css).length} bytes compressed`);
  t.match(hash, /^[0-9a-f]{16}$/);
  t.equal(stylesheet().hash, hash);
  t.equal(css.split('{').length, css.split('}').length, 'every block is closed');
});

t.test('rules are written for every direction of writing', async (t) => {
  const physical =
    /(?<![-\w])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|float: (?:left|right)|text-align: (?:left|right)|(?:min-|max-)?(?:width|height))\s*:/;
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8').replaceAll(/@media[^{]+|\/\*[\s\S]*?\*\//g, '');
    t.notMatch(text, physical, file);
    if (!/^(?:reset|utilities)\.css$/.test(file)) t.notMatch(text, '!important', file);
  }
});

t.test('compacting leaves meaning alone', async (t) => {
  t.equal(
    compact("/* a */ .a  >  .b :is(h1, h2) {\n  content: ' ; } ';\n  width: calc(1px + 2px);\n}\n"),
    ".a>.b :is(h1,h2){content:' ; } ';width:calc(1px + 2px)}",
  );
  t.equal(compact('.a :focus-visible { color: red; }'), '.a :focus-visible{color:red}');
});
