/** A platform in a process of its own, to be measured from outside: started by `startServer`, it answers questions about itself. */
import { fork } from 'node:child_process';
import path from 'node:path';

type Teardown = { teardown(work: () => unknown): unknown };

export interface ServerSettings {
  readonly root: string;
  readonly configDirectory: string;
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** Whether it reads its files again when they change. */
  readonly watch: boolean;
}

export interface Measured {
  /** Bytes in use; of what is still needed, where it was collected before. */
  readonly heap: number;
  /** Microseconds of processor time since the start. */
  readonly cpu: number;
}

export interface Server {
  readonly url: string;
  readonly bootMs: number;
  /** Figures as they are: what a collection costs would count as the cost of requests. */
  measure(): Promise<Measured>;
  /** Figures after a garbage collection. */
  collected(): Promise<Measured>;
  stop(): Promise<void>;
}

/** Starts a platform from `core/dist`, as in production. */
export async function startServer(t: Teardown, settings: ServerSettings): Promise<Server> {
  const child = fork(path.join(import.meta.dirname, 'process.mjs'), {
    execArgv: ['--expose-gc'],
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS')),
      BENCH: JSON.stringify(settings),
    },
    cwd: settings.root,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  const answer = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      void gone.then(() => reject(new Error('the platform ended')));
    });
  const { url, bootMs } = await answer<{ url: string; bootMs: number }>();
  const ask = (question: string) => {
    const measured = answer<Measured>();
    child.send(question);
    return measured;
  };
  return {
    url,
    bootMs,
    measure: () => ask('measure'),
    collected: () => ask('collect'),
    async stop() {
      child.send('stop');
      await gone;
    },
  };
}
