/** The platform as operators run it: a process of its own from `core/dist`, told everything by its environment. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface Node {
  readonly url: string;
  readonly pid: number;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, as an operator does, and gives its exit code. */
  stop(): Promise<number | null>;
}

type Teardown = { teardown(work: () => unknown): unknown };

const root = path.resolve(import.meta.dirname, '../..');
/** Longest start: migrations of an empty database on a busy machine. */
const PATIENCE = 60_000;

/** Starts a process on a free port and waits until it says that it is running. Ends it with the test, whatever happens. */
export async function startNode(t: Teardown, environment: Readonly<Record<string, string>>, cwd = root): Promise<Node> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'core/dist/main.js')], {
    cwd,
    // nothing of the test runner's own environment, and so nothing of its loaders
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  const port = await portOf(child, gone);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    stop() {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

async function portOf(child: ChildProcess, gone: Promise<unknown>): Promise<string> {
  if (!child.stdout || !child.stderr) throw new Error('a process without output');
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const port = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const found = /is running at \S+:(\d+)$/.exec(line)?.[1];
      if (found) resolve(found);
      else said.push(line);
    });
  });
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const late = once(AbortSignal.timeout(PATIENCE), 'abort').then(() => 'it took too long');
  const first = await Promise.race([port, gone.then(() => 'it ended'), late]);
  if (/^\d+$/.test(first)) return first;
  throw new Error(`the platform did not start: ${first}\n${said.join('\n')}`);
}
