import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package `@polyphony/core`, whether this runs from sources or from `dist`. */
export const coreDirectory = (() => {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return path.basename(here) === 'dist' ? path.dirname(here) : here;
})();

export const coreVersion = (
  JSON.parse(readFileSync(path.join(coreDirectory, 'package.json'), 'utf8')) as { version: string }
).version;
