import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CommandDefinition } from '../../contract/command.ts';
import { scaffoldExtension, ScaffoldError } from '../scaffold.ts';

export const newCommands: readonly CommandDefinition[] = [
  {
    path: ['new', 'extension'],
    summary: 'Write a new extension with the standard rooms, one example of each, and tests that pass',
    arguments: [{ name: 'id', description: 'lower case words joined by -, such as lending-library', required: true }],
    options: [
      { flags: '--title <title>', description: 'what people call it; made from the id if left out' },
      {
        flags: '--dir <folder>',
        description: 'a package of its own in this folder; without: extensions/<id> of the installation',
      },
      {
        flags: '--core <package>',
        description: 'with --dir: where core is installed from, a version or a file such as ./polyphony-core-0.1.0.tgz',
      },
      { flags: '--migrations <package>', description: 'with --dir: the same for @polyphony/migrations, beside a file' },
    ],
    async run({ arguments: { id = '' }, options, print }) {
      const { title, dir, core, migrations } = options as Record<string, string | undefined>;
      const isOwn = dir !== undefined;
      const directory = path.resolve(dir ?? path.join('extensions', id));
      if (!isOwn && !existsSync(path.resolve('extensions'))) {
        print('There is no folder extensions here: start in the folder of the installation, or give --dir <folder>.');
        return 1;
      }
      try {
        const files = scaffoldExtension({ id, directory, isOwn, title, core, migrations });
        print(`${id} stands in ${path.relative(process.cwd(), directory) || '.'}: ${files} files.`);
      } catch (error) {
        if (!(error instanceof ScaffoldError)) throw error;
        print(error.message);
        return 1;
      }
      if (isOwn) print(`Next: cd ${dir} && npm install && npm test`);
      else {
        print(`Next: npm run build, and its tests: node test/run.mjs extensions/${id}/test/*.test.ts`);
        print(`To turn it on, add under extensions in config/communities/<community>.yaml:   ${id}: {}`);
      }
      return 0;
    },
  },
];
