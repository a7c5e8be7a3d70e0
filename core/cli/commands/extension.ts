import type { CommandDefinition } from '../../contract/command.ts';
import { bootReport } from '../../registry/report.ts';
import { withApp } from '../with-app.ts';

export const extensionCommands: readonly CommandDefinition[] = [
  {
    path: ['extension', 'list'],
    summary: 'Installed extensions and how they are',
    async run({ print }) {
      return withApp(async (app) => {
        for (const { extension, version, state, reason, remedy, deprecations } of bootReport(app.registry)) {
          print(`${extension.padEnd(24)} ${version.padEnd(10)} ${state}${reason ? `: ${reason}. ${remedy}` : ''}`);
          for (const line of deprecations) print(`${' '.repeat(25)}${line}`);
        }
        return 0;
      });
    },
  },
];
