import { watch as watchFolder, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Log } from '../contract/context.ts';

/**
 * Calls `reload` soon after something in the configuration directory changed. The watcher is a hint, which some file systems
 * never give; the look once a second is what makes it sure, as the files' hashes decide.
 */
export function watchConfiguration(directory: string, reload: () => Promise<unknown>, log: Log): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  const run = () => {
    if (running) return;
    running = true;
    reload()
      .catch((error: unknown) => log.error({ err: error }, 'the configuration could not be read'))
      .finally(() => (running = false));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(run, 50);
  };
  const watchers = [directory, path.join(directory, 'communities')].flatMap((folder): FSWatcher[] => {
    try {
      const watcher = watchFolder(folder, soon);
      watcher.on('error', () => watcher.close());
      return [watcher];
    } catch {
      return [];
    }
  });
  const every = setInterval(run, 1000);
  every.unref();
  return {
    close() {
      clearTimeout(timer);
      clearInterval(every);
      for (const watcher of watchers) watcher.close();
    },
  };
}
