import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { coreDirectory } from '../../package-version.ts';
import { hashOfText } from '../styles/stylesheet.ts';

/** A script as it is served: its text and the hash that names it, so that it may be cached for ever. */
export interface ServedScript {
  readonly js: string;
  readonly hash: string;
}

/**
 * What htmx is told, in the page: no styles of its own, which the policy would have to let in, and no part in the browser's
 * history, as an answer in place keeps the address. There is nothing to switch off for `eval`: version 4 evaluates only `hx-on`,
 * `js:` and filters of triggers, which nobody writes here and the policy refuses.
 */
export const scriptSettings = JSON.stringify({ includeIndicatorCSS: false, history: false, prefix: '' });

/** A script of this folder. */
const own = (name: string) => path.join(coreDirectory, 'web/scripts', name);

/** htmx and what it leaves to the page, in one file. Reads the files, so call it once, at start. */
export function script(): ServedScript {
  const htmx = createRequire(path.join(coreDirectory, 'package.json')).resolve('htmx.org/dist/htmx.min.js');
  return served([htmx, own('in-place.js')]);
}

/** What sends requests from the pages that describe the API. */
export const requestScript = (): ServedScript => served([own('send-request.js')]);

function served(files: readonly string[]): ServedScript {
  const js = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return { js, hash: hashOfText(js) };
}
