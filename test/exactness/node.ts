/** The platform as operators run it: a process of its own from `core/dist`, told everything by its environment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { bareEnvironment } from '@polyphony/core/testing';

export interface Node {
  readonly url: string;
  readonly pid: number;
  /** Everything that it has printed until now. */
  output(): string;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, as an operator does, and gives its exit code. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number | null>;
  /** Its exit code, when it has ended. */
  readonly gone: Promise<number | null>;
}

type Teardown = { teardown(work: () => unknown): unknown };

const root = path.resolve(import.meta.dirname, '../..');
/** Longest start: migrations of an empty database, and a demo, on a busy machine. */
const PATIENCE = 120_000;

/** Starts a process on a free port and waits until it says that it is running. Ends it with the test, whatever happens. */
export async function startNode(
  t: Teardown,
  environment: Readonly<Record<string, string>>,
  cwd = root,
  program: readonly string[] = ['core/dist/main.js'],
): Promise<Node> {
  const [file = '', ...words] = program;
  const child = spawn(process.execPath, [path.join(root, file), ...words], {
    cwd,
    env: bareEnvironment({ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  let output = '';
  let announced = false;
  const started = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        // how to stop it is the last line of what it announces
        if (announced || !output.includes('Ctrl-C')) return;
        announced = true;
        resolve(/is running at \S+:(\d+)$/m.exec(output)?.[1] ?? 'it does not say where');
      });
  });
  const ended = once(child, 'close').then(() => 'it ended');
  const late = once(AbortSignal.timeout(PATIENCE), 'abort').then(() => 'it took too long');
  const port = await Promise.race([started, ended, late]);
  if (!/^\d+$/.test(port)) throw new Error(`the platform did not start: ${port}\n${output}`);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return gone;
    },
    gone,
  };
}
