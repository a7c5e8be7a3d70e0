/** What becomes of errors that nobody waited for or caught, such as a throw from a timer. */
import { realpathSync } from 'node:fs';
import { coreDirectory } from '../package-version.ts';
import { discover } from '../registry/discover.ts';
import { whoRuns } from '../registry/running.ts';
import type { Runs } from '../registry/runs.ts';
import { culpritOf, type Culprit, type Home } from '../registry/strays.ts';

export interface Guard {
  /** Where incidents are kept from here on; those of the start are handed over. */
  keepIn(runs: Runs): void;
}

/** What is said of an error, for the log. */
interface Culpable {
  readonly err: unknown;
  readonly extension: string;
  readonly place: string;
  readonly id: string;
}

export interface GuardOptions {
  /** Folder of the installation. */
  readonly root: string;
  readonly log: { error(facts: Culpable, words: string): void };
  /** Ends the process in order, as the platform's own state is not to be trusted any more. */
  readonly end: (error: unknown) => void;
}

/** Milliseconds in which the same place is named in the log once; each time counts. */
const QUIET = 60_000;
/** Places that are remembered for that. */
const KEPT = 500;

function homesOf(root: string): readonly Home[] {
  const home = ({ id, directory }: Home) => ({ id, directory: realpathSync(directory) });
  const core = home({ id: 'core', directory: coreDirectory });
  try {
    return [core, ...discover(root).candidates.map(home)];
  } catch {
    return [core]; // a folder without an installation
  }
}

/**
 * Watches over the process. An error that comes out of an extension is an incident of it, at the place `timer`, and the process
 * goes on; the platform's own ends it, as node would, with exit code 1 and after what runs has finished.
 */
export function guardProcess({ root, log, end }: GuardOptions): Guard {
  const homes = homesOf(root);
  const said = new Map<string, number>();
  let keep: Runs | undefined;
  const early: { readonly culprit: Culprit; readonly error: unknown }[] = [];

  const note = ({ extension, at }: Culprit, error: unknown) =>
    keep?.note({ extension, place: 'timer', id: at, outcome: 'throw', milliseconds: 0 }, error);

  const caught = (error: unknown, origin: 'uncaughtException' | 'unhandledRejection') => {
    const culprit = culpritOf(error, origin, homes, whoRuns());
    if (!culprit) {
      end(error);
      return;
    }
    if (keep) note(culprit, error);
    else if (early.length < KEPT) early.push({ culprit, error });
    const { extension, at } = culprit;
    const key = `${extension} ${at}`;
    const now = performance.now();
    if (now - (said.get(key) ?? -QUIET) < QUIET) return;
    if (said.size >= KEPT) said.clear();
    said.set(key, now);
    log.error(
      { err: error, extension, place: 'timer', id: at },
      `${extension} threw where nobody waits for it, and the rest goes on`,
    );
  };
  process.on('uncaughtException', (error: unknown) => caught(error, 'uncaughtException'));
  process.on('unhandledRejection', (reason: unknown) => caught(reason, 'unhandledRejection'));

  return {
    keepIn(runs) {
      keep = runs;
      for (const { culprit, error } of early.splice(0)) note(culprit, error);
    },
  };
}
