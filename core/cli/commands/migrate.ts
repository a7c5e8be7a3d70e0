import type { CommandDefinition } from '../../contract/command.ts';
import { installedSchemas, migrateInstallation, standings } from '../../lifecycle/schemas.ts';
import { survey } from '../../lifecycle/survey.ts';
import { bootReport, isOut, mending } from '../../registry/report.ts';
import type { Print } from '../print.ts';
import { needsAttention, outcomeLine, standingLine } from '../print-migrations.ts';
import { withDatabase } from '../with-database.ts';

/**
 * Shows what is pending, or runs it. `only` narrows what is shown and run to these extensions; core's own tables come first in
 * any case, as everything refers to them.
 */
export async function migrateCommand(
  print: Print,
  { plan, only }: { readonly plan: boolean; readonly only?: readonly string[] },
): Promise<number> {
  return withDatabase(async ({ root, ...database }) => {
    const admission = await survey(root);
    const schemas = await installedSchemas(admission);
    const wanted = schemas.filter(
      ({ extension }) => !only || only.includes(extension) || extension === 'platform' || extension === 'core',
    );
    const missing = bootReport(admission).filter((line) => isOut(line) && (!only || only.includes(line.extension)));
    for (const line of missing) print(`${line.extension.padEnd(24)} left out: ${mending(line)}`);
    if (plan) {
      const found = await standings(database.ownerUrl, wanted);
      for (const one of found) print(standingLine(one));
      print('Nothing was changed. To run what is pending: polyphony migrate');
      return missing.length > 0 || found.some(needsAttention) ? 1 : 0;
    }
    const outcomes = await migrateInstallation(database, wanted);
    for (const outcome of outcomes) print(outcomeLine(outcome));
    const bad = outcomes.some(({ error, migrated }) => error !== undefined || migrated.outcome === 'ahead');
    return missing.length > 0 || bad ? 1 : 0;
  });
}

export const migrateCommands: readonly CommandDefinition[] = [
  {
    path: ['migrate'],
    summary: 'Bring all tables up to the installed releases, and make the login of the application',
    options: [{ flags: '--plan', description: 'show what is pending, and change nothing' }],
    run: ({ options, print }) => migrateCommand(print, { plan: options['plan'] === true }),
  },
];
