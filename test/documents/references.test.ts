/** What is written about code is what the code says: references in READMEs are current, and every part of the contract is described. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { repositoryRoot } from '@polyphony/core/testing';
import { readmes } from '../../core/documents/readmes.ts';

t.test('the reference in every README is what its definition says', async (t) => {
  const all = await readmes(repositoryRoot, { check: true });
  t.ok(all.length >= 3, `${all.length} references`);
  for (const { file, state } of all) t.equal(state, 'current', `${file}: run npm run docs`);
});

t.test('every export of the contract says what it is', async (t) => {
  let seen = 0;
  for (const file of globSync('core/contract/*.ts', { cwd: repositoryRoot }).sort()) {
    const lines = readFileSync(path.join(repositoryRoot, file), 'utf8').split('\n');
    const described = new Set<string>();
    for (const [at, line] of lines.entries()) {
      const name = /^export (?:abstract )?(?:const|function|interface|type|class) (\w+)/.exec(line)?.[1];
      if (name === undefined || described.has(name)) continue; // an overload is described with the first
      described.add(name);
      t.match(lines[at - 1], /\*\/$/, `${file}: ${name}`);
      seen++;
    }
  }
  t.ok(seen > 60, `${seen} exports`);
});
