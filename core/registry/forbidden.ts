import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What belongs to a connection and not to one transaction. Connections are shared by all communities, so an extension that
 * leaves something on one would hand it to the next community. A wall against mistakes, not against hostile code.
 */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bset_config\s*\(/i, 'calls set_config'],
  [/`\s*set\s+(?!local\b)(session|role|app\.|search_path)/i, 'sets something for the whole session'],
  [
    /\bpg_(try_)?advisory_lock(_shared)?\s*\(/i,
    'takes an advisory lock for the whole session; use pg_advisory_xact_lock',
  ],
  [/`\s*(un)?listen\s+[a-z"*]/i, 'listens on a shared connection'],
  [/\bcreate\s+(local\s+|global\s+)?temp(orary)?\s/i, 'makes a temporary table, which stays on a shared connection'],
];

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');

/** Throws where the code of an extension, as it is on disk, touches what belongs to a connection. */
export function refuseConnectionState(directory: string): void {
  const outside = (name: string) => ['node_modules', 'test'].includes(path.basename(name));
  for (const file of globSync('**/*.{ts,tsx,js,mjs}', { cwd: directory, exclude: outside })) {
    if (file.endsWith('.d.ts')) continue;
    const text = withoutComments(readFileSync(path.join(directory, file), 'utf8'));
    for (const [pattern, what] of FORBIDDEN) if (pattern.test(text)) throw new Error(`${file} ${what}`);
  }
}
