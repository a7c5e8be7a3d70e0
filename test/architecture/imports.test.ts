/** The house keeps its lines: who may import whom, read from the sources. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';

const root = path.resolve(import.meta.dirname, '../..');
const sources = (pattern: string) =>
  globSync(pattern, { cwd: root, exclude: (name) => /(^|\/)(dist|node_modules|test)$/.test(String(name)) });
const importsOf = (file: string) =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, target]) => target ?? '',
  );
const resolved = (file: string, target: string) =>
  target.startsWith('.') ? path.normalize(path.join(path.dirname(file), target)) : target;

const core = sources('core/**/*.{ts,tsx}');
const extensions = sources('extensions/*/**/*.{ts,tsx}');

t.test('there is something to look at', async (t) => {
  t.ok(core.length > 50);
  t.ok(extensions.length > 20);
});

t.test('core imports no extension', async (t) => {
  for (const file of core)
    for (const target of importsOf(file)) {
      const to = resolved(file, target);
      if (to.startsWith('extensions/') || /^@polyphony\/(?!core|migrations)/.test(to))
        t.fail(`${file} imports ${target}`);
    }
  t.pass(`${core.length} files`);
});

t.test('the kernel imports nothing from the storey above it', async (t) => {
  const kernel = ['registry', 'community', 'http', 'database', 'events'];
  const above = ['spaces', 'content', 'access', 'web'];
  for (const file of core.filter((name) => kernel.some((room) => name.startsWith(`core/${room}/`))))
    for (const target of importsOf(file))
      if (above.some((room) => resolved(file, target).startsWith(`core/${room}/`))) t.fail(`${file} imports ${target}`);
  t.pass('held');
});

t.test('an extension imports the contract of core, its own files, and the entries of what it declares', async (t) => {
  for (const file of extensions) {
    const own = file.split('/').slice(0, 2).join('/');
    const { peerDependencies = {}, dependencies = {} } = JSON.parse(
      readFileSync(path.join(root, own, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    for (const target of importsOf(file)) {
      const to = resolved(file, target);
      const name = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
      const allowed = target.startsWith('.')
        ? to.startsWith(`${own}/`)
        : target.startsWith('node:') ||
          target in peerDependencies ||
          (name in dependencies && !name.startsWith('@polyphony/'));
      if (!allowed) t.fail(`${file} imports ${target}`);
    }
  }
  t.pass(`${extensions.length} files`);
});

t.test('an extension names its tables in its stores and migrations only', async (t) => {
  for (const file of extensions) {
    const [, id = '', room = ''] = file.split('/');
    if (['store', 'migrations', 'tables.ts', 'store.ts'].includes(room)) continue;
    const schema = id.replaceAll('-', '_');
    if (
      new RegExp(`['"\`\\s](${schema}|core|platform)\\.[a-z_]+['"\`\\s]\\)?`).test(
        readFileSync(path.join(root, file), 'utf8').replaceAll(/'[\w-]+\.[\w.-]+'/g, ''),
      )
    ) {
      const found =
        /\b(?:selectFrom|insertInto|updateTable|deleteFrom|from|into|update|join)\s*\(?['"`]?\s*(?:[a-z_]+)\.[a-z_]+/i.exec(
          readFileSync(path.join(root, file), 'utf8'),
        );
      if (found) t.fail(`${file}: ${found[0]}`);
    }
  }
  t.pass('held');
});

t.test('pages carry no style attribute, and no script but from a file', async (t) => {
  for (const file of [...core, ...extensions].filter((name) => name.endsWith('.tsx')))
    if (
      /\sstyle=|dangerouslySetInnerHTML|<script(?! src=)/.test(
        readFileSync(path.join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, ''),
      ) &&
      !file.endsWith('icon.tsx') &&
      file !== 'core/mail/message.tsx' && // mail programs drop stylesheets
      file !== 'core/web/components/prose.tsx' // what the sanitiser has passed
    )
      t.fail(file);
  t.pass('held');
});
