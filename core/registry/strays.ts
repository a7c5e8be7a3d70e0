/** Errors that nobody waited for or caught: whose they are. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Running } from './running.ts';

/** Where the code of somebody lies: of an extension by its id, or of core. */
export interface Home {
  readonly id: string;
  /** Without links. */
  readonly directory: string;
}

/** An extension, and where in it: a file and its line, or what it was called for. */
export interface Culprit {
  readonly extension: string;
  readonly at: string;
}

interface Frame {
  readonly file: string;
  readonly line: string;
}

/** `at name (file:///folder/file.js:3:5)`, `at async /folder/file.js:3:5`; node's own files have no slash in front. */
const FRAME = /^\s+at (?:.*?\()?(?:async )?((?:file:\/\/)?\/.*?):(\d+):\d+\)?$/;
/** Causes of causes that are looked at. */
const DEPTH = 5;

function pathOf(file: string): string {
  try {
    return file.startsWith('file:') ? fileURLToPath(file) : file;
  } catch {
    return file;
  }
}

/** What an error says of where it came about, innermost first, with what its causes say behind. */
function framesOf(error: unknown): readonly Frame[] {
  const frames: Frame[] = [];
  let one = error;
  for (let depth = 0; depth < DEPTH && one instanceof Error; depth += 1, one = one.cause) {
    const { stack, message } = one;
    // a message may quote the stack of somebody else
    const from = typeof stack === 'string' ? Math.max(0, stack.indexOf(message)) + message.length : 0;
    for (const line of String(stack).slice(from).split('\n')) {
      const [, file, at] = FRAME.exec(line) ?? [];
      if (file !== undefined && at !== undefined) frames.push({ file: pathOf(file), line: at });
    }
  }
  return frames;
}

const isInside = (file: string, directory: string) => file.startsWith(`${directory}${path.sep}`);

/**
 * Whose file it is: of homes within homes the innermost. An extension that is the whole installation has the packages of everybody
 * below it; those are nobody's.
 */
function homeOf(file: string, homes: readonly Home[]): Home | undefined {
  const [home] = homes
    .filter(({ directory }) => isInside(file, directory))
    .sort((a, b) => b.directory.length - a.directory.length);
  if (!home) return undefined;
  const isShared = homes.some((other) => isInside(other.directory, home.directory));
  const within = path.relative(home.directory, file).split(path.sep);
  return isShared && within.includes('node_modules') ? undefined : home;
}

/**
 * The extension that an error is from, or undefined where it is the platform's own. The innermost file of an extension in the stack
 * decides. Where there is none, `running` is asked, whose function core had called when the work began: for a promise that nobody
 * awaits, such as a query of a handler that went on, and for what node itself reports, such as a socket without a listener of its
 * errors. A throw in the midst of core's own code, or of a package that core calls, is never an extension's.
 */
export function culpritOf(
  error: unknown,
  origin: 'uncaughtException' | 'unhandledRejection',
  homes: readonly Home[],
  running: Running | undefined,
): Culprit | undefined {
  const frames = framesOf(error);
  for (const { file, line } of frames) {
    const home = homeOf(file, homes);
    if (home && home.id !== 'core') return { extension: home.id, at: `${path.relative(home.directory, file)}:${line}` };
  }
  const isBare = frames.length === 0;
  if (running && running.extension !== 'core' && (origin === 'unhandledRejection' || isBare))
    return { extension: running.extension, at: `${running.place} ${running.id}` };
  return undefined;
}
