import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ConfigurationProblem } from './yaml.ts';

export interface ConfigurationFile {
  /** Relative to the configuration directory, as messages name it. */
  readonly file: string;
  readonly slug: string;
  readonly text: string;
  /** SHA-256 of the text: the truth about whether a file has changed. */
  readonly hash: string;
}

/** What stands in `communities/` at one moment. */
export interface CommunityFiles {
  readonly files: readonly ConfigurationFile[];
  readonly problems: readonly ConfigurationProblem[];
  /** Short names that have a file, readable or not: their communities are not removed. */
  readonly present: ReadonlySet<string>;
  /** False where the folder itself could not be read, which says nothing about what is in it. */
  readonly readable: boolean;
}

/** A short name of a community. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The file of a community, relative to the configuration directory; undefined where there is none. */
export const fileNameOf = (directory: string, slug: string): string | undefined =>
  ['yaml', 'yml']
    .map((ending) => `communities/${slug}.${ending}`)
    .find((file) => existsSync(path.join(directory, file)));

/** Nobody writes so much by hand; reading more would only hold up the process that serves people. */
const FILE_LIMIT = 262_144;

export const hashOf = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

interface Remembered {
  readonly stamp: string;
  readonly text: string;
  readonly hash: string;
}

/** Text of files by path, read again only where modification time, size or inode differ. One for each reader that looks often. */
export type FileMemory = Map<string, Remembered>;

export const problemOf = (file: string, reason: string): ConfigurationProblem => ({
  file,
  line: 1,
  column: 1,
  key: '',
  reason,
});

class Unreadable extends Error {}

/**
 * Text and hash of one file; undefined where there is none.
 * @throws Error with a reason for people, where it is too large, no UTF-8, or not readable
 */
export async function readConfigurationFile(
  pathname: string,
  memory?: FileMemory,
): Promise<{ readonly text: string; readonly hash: string } | undefined> {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(pathname);
    if (size > FILE_LIMIT)
      throw new Unreadable(
        `has ${size} bytes, and at most ${FILE_LIMIT} are read; take out what is no configuration of this community`,
      );
    const stamp = `${mtimeMs}:${ctimeMs}:${size}:${ino}`;
    const known = memory?.get(pathname);
    // what was changed within the grain of the clock could be changed again without a trace
    if (known?.stamp === stamp && Date.now() - mtimeMs > 2000) return known;
    const bytes = await readFile(pathname);
    const hash = hashOf(bytes);
    if (known?.hash === hash) {
      memory?.set(pathname, { ...known, stamp });
      return known;
    }
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new Unreadable('is not UTF-8; save it with the encoding UTF-8');
    }
    const read = { stamp, text, hash };
    memory?.set(pathname, read);
    return read;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    // it is not what it was: nobody takes it for that who looks at other files
    memory?.delete(pathname);
    if (error instanceof Unreadable) throw error;
    throw new Error(`cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** So many files are asked for at a time. */
const AT_ONCE = 64;

/**
 * Reads `communities/*.yaml`, but `*.managed.yaml`, which managers' values are exported to. A file that cannot be read or has an
 * unfit name is a problem, not an exception. Where somebody tells which have changed, the others are taken as they are remembered.
 */
export async function readCommunityFiles(
  directory: string,
  memory?: FileMemory,
  changed?: ReadonlySet<string>,
): Promise<CommunityFiles> {
  const folder = path.join(directory, 'communities');
  const files: ConfigurationFile[] = [];
  const problems: ConfigurationProblem[] = [];
  const present = new Set<string>();
  const names = await readdir(folder).catch((error: Error & { code?: string }) => {
    if (error.code === 'ENOENT') return []; // a first start, or a mistake: whoever serves communities can tell
    problems.push(problemOf('communities', `cannot be read: ${error.message}`));
    return undefined;
  });
  if (!names) return { files, problems, present, readable: false };

  const wanted = new Map<string, { readonly name: string; readonly file: string }>();
  for (const name of names.filter((entry) => /(?<!\.managed)\.ya?ml$/.test(entry)).sort()) {
    const file = `communities/${name}`;
    const slug = name.replace(/\.ya?ml$/, '');
    if (!SLUG.test(slug))
      problems.push(
        problemOf(file, 'the name of the file is the short name of the community: lower case words joined by -'),
      );
    else if (wanted.has(slug))
      problems.push(problemOf(file, `there is a file of ${slug} already, communities/${slug}.yaml; take one away`));
    else wanted.set(slug, { name, file });
  }

  const read = async ([slug, { name, file }]: readonly [string, { readonly name: string; readonly file: string }]) => {
    const pathname = path.join(folder, name);
    try {
      const known = changed?.has(name) === false ? memory?.get(pathname) : undefined;
      const found = known ?? (await readConfigurationFile(pathname, memory));
      if (!found) return; // it went away between the two looks
      present.add(slug);
      files.push({ file, slug, text: found.text, hash: found.hash });
    } catch (error) {
      present.add(slug);
      problems.push(problemOf(file, (error as Error).message));
    }
  };
  const all = [...wanted];
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(read));
  const inOrder = (one: { readonly file: string }, other: { readonly file: string }) =>
    one.file < other.file ? -1 : 1;
  return { files: files.sort(inOrder), problems: problems.sort(inOrder), present, readable: true };
}
