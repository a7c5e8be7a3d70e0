import type { CommandDefinition } from '../../contract/command.ts';
import { readmes } from '../../documents/readmes.ts';
import { referenceMarkers } from '../../documents/reference.ts';
import { readEnvironment } from '../environment.ts';

export const docsCommands: readonly CommandDefinition[] = [
  {
    path: ['docs'],
    summary: 'Bring the reference in the README of each extension up to date with its definition',
    options: [{ flags: '--check', description: 'write nothing; fail where one is not current' }],
    async run({ options, print }) {
      const check = options['check'] === true;
      const all = await readmes(readEnvironment().root, { check });
      const stale = all.filter(({ state }) => state === 'stale');
      for (const { file } of stale)
        print(check ? `${file} is not current. Run: polyphony docs` : `${file} is written.`);
      for (const { file, state } of all)
        if (state === 'unmarked')
          print(`${file} has no place for its reference. Put these lines in:\n${referenceMarkers}`);
      if (stale.length === 0) print(`${all.length} references are current.`);
      return check && stale.length > 0 ? 1 : 0;
    },
  },
];
