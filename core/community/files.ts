import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
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

/** A short name of a community. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads `communities/*.yaml`. A file that cannot be read or has an unfit name is a problem, not an exception. */
export async function readCommunityFiles(
  directory: string,
): Promise<{ readonly files: readonly ConfigurationFile[]; readonly problems: readonly ConfigurationProblem[] }> {
  const folder = path.join(directory, 'communities');
  const names = await readdir(folder).catch(() => [] as string[]);
  const files: ConfigurationFile[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const name of names.filter((entry) => /\.ya?ml$/.test(entry)).sort()) {
    const file = `communities/${name}`;
    const slug = name.replace(/\.ya?ml$/, '');
    const refuse = (reason: string) => problems.push({ file, line: 1, column: 1, key: '', reason });
    if (!SLUG.test(slug)) {
      refuse('the name of the file is the short name of the community: lower case words joined by -');
      continue;
    }
    try {
      const text = await readFile(path.join(folder, name), 'utf8');
      files.push({ file, slug, text, hash: createHash('sha256').update(text).digest('hex') });
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') refuse(`cannot be read: ${(error as Error).message}`);
    }
  }
  return { files, problems };
}
