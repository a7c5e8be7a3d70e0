import { watch as watchFolder, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Log } from '../contract/context.ts';

/** Milliseconds between two looks at everything; how many times as long as a look takes, where that is more; and at most. */
const EVERY = 1000;
const REST = 100;
const LONGEST = 30_000;

/**
 * Calls `reload` soon after something in the configuration directory changed, with the names of the files in `communities` that did,
 * where it knows. The watcher is a hint, which some file systems never give; a look at everything is what makes it sure, as the
 * files' hashes decide. That comes once a second, and less often where there are so many files that it would be all there is to do.
 */
export function watchConfiguration(
  directory: string,
  reload: (changed?: ReadonlySet<string>) => Promise<unknown>,
  log: Log,
): { close(): void } {
  let closed = false;
  let hint: NodeJS.Timeout | undefined;
  let round: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let changed = new Set<string>();
  /** Something changed, and nobody knows what. */
  let unknown = false;

  const run = (names?: ReadonlySet<string>) => {
    const work = () =>
      closed
        ? undefined
        : reload(names).catch((error: unknown) => log.error({ err: error }, 'the configuration could not be read'));
    running = running.then(work);
    return running;
  };
  const told = () => {
    const names = unknown ? undefined : changed;
    changed = new Set();
    unknown = false;
    void run(names);
  };
  const soon = (name: string | null) => {
    // another name may be that of a folder or link which stands for all of them
    if (name === null || !/\.ya?ml$/.test(name)) unknown = true;
    else changed.add(name);
    clearTimeout(hint);
    hint = setTimeout(told, 50);
  };
  const lookAround = async () => {
    const began = performance.now();
    await run();
    if (closed) return;
    round = setTimeout(lookAround, Math.min(LONGEST, Math.max(EVERY, REST * (performance.now() - began))));
    round.unref();
  };
  const watchers = [directory, path.join(directory, 'communities')].flatMap((folder): FSWatcher[] => {
    try {
      const watcher = watchFolder(folder, (_event, name) => soon(name));
      watcher.on('error', () => watcher.close());
      return [watcher];
    } catch {
      return [];
    }
  });
  round = setTimeout(lookAround, EVERY);
  round.unref();
  return {
    close() {
      closed = true;
      clearTimeout(hint);
      clearTimeout(round);
      for (const watcher of watchers) watcher.close();
    },
  };
}
