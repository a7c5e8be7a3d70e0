/** Writes a new extension from the one in `core/scaffold/template`, which is a real extension with tests of its own. */
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { coreDirectory, coreVersion } from '../package-version.ts';
import { ID } from '../registry/discover.ts';
import { schemaOf } from '../registry/record.ts';

export class ScaffoldError extends Error {}

export interface Scaffolding {
  readonly id: string;
  readonly directory: string;
  /** A package of its own, outside of an installation. */
  readonly isOwn: boolean;
  readonly title?: string | undefined;
  /** What `npm install` is given for core and its migrations. */
  readonly core?: string | undefined;
  readonly migrations?: string | undefined;
}

const template = path.join(coreDirectory, 'scaffold/template');

const titleOf = (id: string) => {
  const words = id.replaceAll('-', ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
};

/** With the tools that the tests need, in the versions that core is tested with. */
const ownTools = { '@types/node': '24.19.2', 'fast-check': '4.10.2', tap: '21.8.0', typescript: '5.9.3' };

function packageOf({ id, isOwn, title, core, migrations }: Scaffolding) {
  const file = JSON.parse(readFileSync(path.join(template, 'package.json'), 'utf8')) as Record<string, unknown>;
  const common = {
    ...file,
    name: isOwn ? `polyphony-${id}` : `@polyphony/${id}`,
    ...(isOwn ? {} : { private: true }),
    description: `${title ?? titleOf(id)} of a community`,
    polyphony: { id, title: title ?? titleOf(id) },
    peerDependencies: { '@polyphony/core': `^${coreVersion}` },
  };
  if (!isOwn) return common;
  return {
    ...common,
    scripts: {
      build: 'tsc -p tsconfig.build.json',
      typecheck: 'tsc -p .',
      test: 'npm run -s build && tap',
      prepack: 'npm run -s build',
    },
    tap: {
      include: ['test/**/*.test.ts'],
      'allow-incomplete-coverage': true,
      'disable-coverage': true,
      timeout: 240,
      jobs: 2,
    },
    devDependencies: {
      '@polyphony/core': core ?? `^${coreVersion}`,
      ...(migrations ? { '@polyphony/migrations': migrations } : {}),
      ...ownTools,
    },
  };
}

const build = { composite: true, rootDir: '.', outDir: 'dist', tsBuildInfoFile: 'dist/.tsbuildinfo' };
const sources = ['**/*.ts', '**/*.tsx'];

/** Inside an installation: like every extension of it. Outside: everything that the tests and the build need to know. */
const configurations = (isOwn: boolean): Readonly<Record<string, object>> =>
  isOwn
    ? {
        'tsconfig.json': {
          compilerOptions: {
            target: 'es2024',
            lib: ['es2024', 'esnext.disposable'],
            module: 'nodenext',
            moduleResolution: 'nodenext',
            strict: true,
            noUncheckedIndexedAccess: true,
            exactOptionalPropertyTypes: true,
            isolatedModules: true,
            verbatimModuleSyntax: true,
            erasableSyntaxOnly: true,
            allowImportingTsExtensions: true,
            noEmit: true,
            jsx: 'react-jsx',
            jsxImportSource: '@polyphony/core',
            types: ['node'],
            skipLibCheck: true,
          },
          include: sources,
          exclude: ['dist', 'node_modules'],
        },
        'tsconfig.build.json': {
          extends: './tsconfig.json',
          compilerOptions: {
            noEmit: false,
            allowImportingTsExtensions: false,
            rewriteRelativeImportExtensions: true,
            declaration: true,
            sourceMap: true,
            rootDir: '.',
            outDir: 'dist',
          },
          include: sources,
          exclude: ['dist', 'node_modules', 'test'],
        },
      }
    : {
        'tsconfig.json': {
          extends: '../../tsconfig.json',
          compilerOptions: build,
          include: sources,
          exclude: ['dist', 'node_modules', 'test'],
          references: [{ path: '../../core' }],
        },
      };

/** Returns how many files were written. @throws ScaffoldError where there is something already, or the id is none */
export function scaffoldExtension(options: Scaffolding): number {
  const { id, directory, isOwn, title } = options;
  if (!ID.test(id) || id === 'core')
    throw new ScaffoldError(`${id} cannot be an id: use lower case words joined by -, such as lending-library.`);
  if (existsSync(directory) && readdirSync(directory).some((name) => !name.endsWith('.tgz')))
    throw new ScaffoldError(`There is something in ${directory} already.`);
  const words = (text: string) =>
    text
      .replaceAll('sample-items', id)
      .replaceAll('sample_items', schemaOf(id))
      .replaceAll('Sample items', title ?? titleOf(id));
  const write = (file: string, text: string) => {
    const target = path.join(directory, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  const files = globSync('**/*.{ts,tsx,md}', {
    cwd: template,
    exclude: (name) => ['node_modules', 'dist', '.tap'].includes(path.basename(name)),
  });
  for (const file of files) write(file, words(readFileSync(path.join(template, file), 'utf8')));
  const made: Readonly<Record<string, object>> = { 'package.json': packageOf(options), ...configurations(isOwn) };
  for (const [file, value] of Object.entries(made)) write(file, `${JSON.stringify(value, null, 2)}\n`);
  if (isOwn) write('.gitignore', 'node_modules/\ndist/\n.tap/\n*.tgz\n');
  return files.length + Object.keys(made).length + (isOwn ? 1 : 0);
}
