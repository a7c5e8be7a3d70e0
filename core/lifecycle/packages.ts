/** Extensions as npm packages of the root: installing, and taking out again. Workspace folders are their owner's to move. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { coreVersion } from '../package-version.ts';
import { discover } from '../registry/discover.ts';
import type { Candidate } from '../registry/record.ts';
import { whyOut } from '../registry/report.ts';
import { resolve } from '../registry/resolve.ts';
import { survey } from './survey.ts';
import { Refusal } from './switching.ts';

export type Source = { readonly kind: 'package' } | { readonly kind: 'folder'; readonly folder: string };

const dependenciesOf = (root: string) =>
  (
    JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies?: Readonly<Record<string, string>>;
    }
  ).dependencies ?? {};

/** Whether an extension came by npm, or is a folder of this repository. */
export function sourceOf(
  root: string,
  { packageName, directory }: Pick<Candidate, 'packageName' | 'directory'>,
): Source {
  const home = path.join(root, 'extensions');
  const folder = path.relative(root, directory);
  return directory.startsWith(`${home}${path.sep}`) || !Object.hasOwn(dependenciesOf(root), packageName)
    ? { kind: 'folder', folder }
    : { kind: 'package' };
}

/** npm as the installation has it: the one that runs this, the one beside Node, or the one of the path. */
async function npm(root: string, ...words: readonly string[]): Promise<string> {
  const beside = path.resolve(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const cli = [process.env.npm_execpath, beside].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  const [command, args] = cli ? [process.execPath, [cli, ...words]] : ['npm', [...words]];
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: root, maxBuffer: 20_000_000 });
    return stdout;
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new Refusal([`npm ${words[0]} failed: ${(stderr || message).trim().split('\n').slice(-6).join(' | ')}`]);
  }
}

/** Peers are not npm's to fetch: what an extension needs is checked below, and named to whoever installs it. */
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error', '--legacy-peer-deps'];

export async function removePackage(root: string, packageName: string): Promise<void> {
  await npm(root, 'uninstall', packageName, '--ignore-scripts', ...QUIET);
}

export interface Installed {
  readonly candidate: Candidate;
  /** What of `kinds`, permissions, settings and pages it brings, in words. */
  readonly brings: readonly string[];
}

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly version?: string; readonly hasInstallScript?: boolean }>>;
}

/** Packages with a script of their installation, by folder and version: what npm notes of what is in node_modules. */
function withScripts(root: string): ReadonlyMap<string, string> {
  const file = path.join(root, 'node_modules/.package-lock.json');
  const { packages = {} } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Lock) : {};
  return new Map(
    Object.entries(packages).flatMap(([folder, one]) => (one.hasInstallScript ? [[folder, one.version ?? '']] : [])),
  );
}

/**
 * Installs a package (a name with an optional range, or the path of a tarball or folder) in its exact version, reads what it says of itself
 * and imports it once. Takes it out again where it is no extension, its ranges do not fit, or it does not load. Scripts of its
 * installation, and of what it brought, run after its package.json was found right, never before.
 * @throws Refusal
 */
export async function installPackage(root: string, what: string): Promise<Installed> {
  const before = dependenciesOf(root);
  const scriptsBefore = withScripts(root);
  const local = existsSync(path.resolve(root, what)) ? path.resolve(root, what) : undefined;
  await npm(root, 'install', local ?? what, '--save-exact', '--ignore-scripts', ...QUIET);
  const after = dependenciesOf(root);
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  const name = names[0] ?? Object.keys(after).find((known) => what === known || what.startsWith(`${known}@`));
  const undo = async (...reasons: readonly string[]): Promise<never> => {
    for (const added of names) {
      const had = before[added];
      if (had === undefined) await removePackage(root, added);
      else await npm(root, 'install', `${added}@${had}`, '--save-exact', ...QUIET);
    }
    throw new Refusal(reasons);
  };
  if (!name) return undo(`npm installed nothing new for ${what}.`);
  const { candidates, unfit } = discover(root);
  const candidate = candidates.find(({ packageName }) => packageName === name);
  if (!candidate) {
    const bad = unfit.find(({ directory }) => directory.endsWith(path.join('node_modules', ...name.split('/'))));
    return undo(
      bad
        ? `${name} cannot be an extension: ${bad.reason}`
        : `${name} is no extension: its package.json has no key "polyphony".`,
    );
  }
  const refused = whyOut(candidate.id, resolve(candidates, coreVersion).refused.get(candidate.id));
  if (refused) return undo(refused);
  try {
    const scripted = [...withScripts(root)].filter(([folder, version]) => scriptsBefore.get(folder) !== version);
    if (scripted.length > 0) await npm(root, 'rebuild', ...scripted.map(([folder]) => `./${folder}`), ...QUIET);
    // as the next start admits it, so that it is not turned away then
    const { status, definition } = (await survey(root)).record(candidate.id) ?? {};
    if (!definition || status?.state !== 'admitted') return undo(whyOut(candidate.id, status) ?? `${name} is gone`);
    const count = (of: object | undefined) => Object.keys(of ?? {}).length;
    return {
      candidate,
      brings: [
        `${count(definition.permissions)} permissions, ${count(definition.settings.properties)} settings`,
        `${definition.kinds?.length ?? 0} kinds of content, ${definition.spaces?.length ?? 0} kinds of spaces`,
        definition.migrations ? 'tables of its own, made by the next start or by polyphony migrate' : 'no tables',
      ],
    };
  } catch (error) {
    return undo(`${candidate.id} cannot be installed: ${(error as Error).message}`);
  }
}
