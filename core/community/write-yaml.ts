import { stringify } from 'yaml';
import { CommunityFile } from './schema.ts';
import type { Values } from './document.ts';

const order = Object.keys(CommunityFile.properties);

/** What a revision declares, as a file that says the same. Keys stand as in the schema, so that two of them can be compared. */
export function yamlOf(declared: Values): string {
  const keys = Object.keys(declared).sort((a, b) => rank(a) - rank(b));
  return stringify(Object.fromEntries(keys.map((key) => [key, declared[key]])), { lineWidth: 0 });
}

const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
