/** Installations to measure: a folder with as many extensions as asked for, and files of as many communities. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

type Teardown = { teardown(work: () => unknown): unknown };

const repository = path.resolve(import.meta.dirname, '../..');
const REAL = ['groups', 'crowd-innovation'] as const;

export interface Installed {
  readonly root: string;
  readonly configDirectory: string;
  /** Short names of the communities. */
  readonly slugs: readonly string[];
}

const idOf = (n: number) => `bench-${String(n).padStart(2, '0')}`;

/** A small extension of every usual part: a setting, a permission, a page, a route, an entry of the navigation, a block. */
const source = (id: string) => `
import { defineExtension, extension, Type } from '@polyphony/core';
const settings = Type.Object({ greeting: Type.String({ default: 'Hello', description: 'What it says' }) });
const { route, page, block } = extension();
export default defineExtension({
  settings,
  permissions: { '${id}.greet': { title: 'Greet', description: 'Say hello.', grantedTo: ['member'] } },
  messages: { en: { '${id}.title': 'Hello' } },
  routes: () => [
    route({
      method: 'GET', path: '/${id}', summary: 'Says hello', access: 'anyone',
      schema: { response: { 200: Type.Object({ greeting: Type.String() }) } },
      handler: ({ ctx }) => ({ greeting: ctx.settings.greeting }),
    }),
  ],
  pages: () => [page({ path: '/${id}', access: { permission: '${id}.greet' }, view: async ({ ctx }) => ({ title: ctx.t('${id}.title'), body: null }) })],
  navigation: [{ id: '${id}', label: '${id}.title', short: '${id}.title', icon: 'house', path: '/${id}', order: 60, access: { permission: '${id}.greet' } }],
  blocks: () => [block({ id: '${id}.hello', region: 'home.side', order: 90, render: async () => null })],
});
`;

/** Makes a folder with `extensions` installed, the two real ones among them. */
export function installExtensions(t: Teardown, extensions: number): { readonly root: string; readonly ids: string[] } {
  const root = mkdtempSync(path.join(os.tmpdir(), 'polyphony-bench-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(path.join(root, 'extensions'));
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ name: 'bench', private: true, type: 'module' }));
  symlinkSync(path.join(repository, 'node_modules'), path.join(root, 'node_modules'));
  for (const id of REAL) symlinkSync(path.join(repository, 'extensions', id), path.join(root, 'extensions', id));
  const made = Array.from({ length: extensions - REAL.length }, (_, n) => idOf(n));
  for (const id of made) {
    const folder = path.join(root, 'extensions', id);
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({
        name: `@bench/${id}`,
        version: '1.0.0',
        type: 'module',
        polyphony: { id, title: id },
        exports: './index.js',
        peerDependencies: { '@polyphony/core': '^0.1.0' },
      }),
    );
    writeFileSync(path.join(folder, 'index.js'), source(id));
  }
  return { root, ids: [...REAL, ...made] };
}

/**
 * Writes the files of `count` communities. Each has the two real extensions; the others are spread so that there are `sets`
 * distinct sets, each a little larger than the one before.
 */
export function writeCommunities(
  t: Teardown,
  { root, ids }: { readonly root: string; readonly ids: readonly string[] },
  count: number,
  sets: number,
  limits: Readonly<Record<string, number>> = {},
): Installed {
  const configDirectory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-bench-config-'));
  t.teardown(() => rmSync(configDirectory, { recursive: true, force: true }));
  mkdirSync(path.join(configDirectory, 'communities'));
  writeFileSync(
    path.join(configDirectory, 'platform.yaml'),
    JSON.stringify({ demo: false, limits: { requestsPerMinute: 1_000_000, signInPerAddress: 1_000_000, ...limits } }),
  );
  const others = ids.slice(REAL.length);
  const slugs = Array.from({ length: count }, (_, n) => `c${n}`);
  for (const [n, slug] of slugs.entries()) {
    const set = n % sets;
    const on = [...REAL, ...(sets === 1 ? others : others.filter((_, at) => at < set || at === set - 1))];
    writeFileSync(
      path.join(configDirectory, 'communities', `${slug}.yaml`),
      JSON.stringify({
        name: `Community ${n}`,
        access: 'open',
        join: 'open',
        extensions: Object.fromEntries(on.map((id) => [id, {}])),
      }),
    );
  }
  return { root, configDirectory, slugs };
}

/** Another folder with the same files, for a second node that must not see the first one's edits on disk. */
export function copyOf(t: Teardown, { root, configDirectory, slugs }: Installed): Installed {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'polyphony-bench-config-'));
  t.teardown(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(configDirectory, copy, { recursive: true });
  return { root, configDirectory: copy, slugs };
}
