import type { CommandDefinition } from '../../contract/command.ts';
import { installPackage } from '../../lifecycle/packages.ts';
import { readEnvironment } from '../environment.ts';
import { unlessRefused } from './extension.ts';

export const installCommands: readonly CommandDefinition[] = [
  {
    path: ['extension', 'install'],
    summary: 'Install an extension from npm or a tarball, in its exact version',
    arguments: [{ name: 'package', description: 'name[@version], or the path of a .tgz', required: true }],
    run: ({ arguments: { package: what = '' }, print }) =>
      unlessRefused(print, async () => {
        const { candidate, brings } = await installPackage(readEnvironment().root, what);
        print(`Installed ${candidate.title} (${candidate.id}), ${candidate.packageName} ${candidate.version}.`);
        if (candidate.description) print(`  ${candidate.description}`);
        for (const line of brings) print(`  It brings ${line}.`);
        print(
          'Start the platform again to have it; then: polyphony extension enable ' +
            `${candidate.id} --community <slug> --plan`,
        );
        return 0;
      }),
  },
];
