/** The platform's own programs as operators run them: a process of its own, told everything by its environment. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { coreDirectory } from '../package-version.ts';
import { installationRoot } from './locate.ts';

/** What a process is told: nothing of the test runner's own environment, and so nothing of its loaders. */
export function bareEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...more };
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  /** What it printed, and below it what it complained of. */
  readonly text: string;
}

/** The program of the command, for Node to run. */
export const commandFile = path.join(coreDirectory, 'cli/polyphony.js');

/**
 * `polyphony` in the folder of an installation, the one of the tests unless said otherwise:
 *
 *     const polyphony = commandIn({ DATABASE_URL: platform.ownerUrl, POLYPHONY_CONFIG: platform.configDirectory });
 *     const { code, text } = await polyphony('config', 'check');
 */
export const commandIn =
  (environment: Readonly<Record<string, string>> = {}, cwd = installationRoot()) =>
  (...words: readonly string[]): Promise<Outcome> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [commandFile, ...words],
        { cwd, env: bareEnvironment(environment), maxBuffer: 50_000_000 },
        (error, stdout, stderr) => {
          const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
          resolve({ code, stdout, text: `${stdout}${stderr}` });
        },
      );
    });
