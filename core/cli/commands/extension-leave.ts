/** Commands that delete: each exports first, and shows what is meant until it is told `--yes`. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CommandDefinition } from '../../contract/command.ts';
import type { Exported } from '../../lifecycle/export.ts';
import {
  allRows,
  blockersIn,
  loaded,
  purge,
  reasonsToStay,
  refuseWhileOn,
  uninstall,
} from '../../lifecycle/leaving.ts';
import { removePackage, sourceOf } from '../../lifecycle/packages.ts';
import { planFor } from '../../lifecycle/plan.ts';
import { communityNamed, Refusal } from '../../lifecycle/switching.ts';
import type { Print } from '../print.ts';
import { rowLines } from '../print-plan.ts';
import { withApp, type Surroundings } from '../with-app.ts';
import { community, id, plan, unlessRefused } from './extension.ts';

const yes = { flags: '--yes', description: 'do it; without, only what is meant is shown' } as const;
const out = { flags: '--out <directory>', description: 'where the export goes; <data>/exports if left out' } as const;

const exportsOf = ({ dataDirectory }: Surroundings, options: Readonly<Record<string, unknown>>) =>
  typeof options['out'] === 'string' ? path.resolve(options['out']) : path.join(dataDirectory, 'exports');

function printExport(print: Print, { directory, tables }: Exported): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  print(
    `${rows} rows of ${tables.filter((table) => table.rows > 0).length} tables were exported to ${path.relative(process.cwd(), directory) || directory}, counted, and deleted.`,
  );
}

export const leavingCommands: readonly CommandDefinition[] = [
  {
    path: ['extension', 'purge'],
    summary: 'Export and delete what an extension keeps of one community',
    arguments: [id],
    options: [community, plan, yes, out],
    async run({ arguments: { id: extension = '' }, options, print }) {
      const slug = options['community'] as string | undefined;
      if (!slug) {
        print(`Say where: polyphony extension purge ${extension} --community <slug>`);
        return 1;
      }
      return unlessRefused(print, () =>
        withApp(
          async (app, place) => {
            const record = loaded(app, extension);
            const view = communityNamed(app, slug);
            const { rows, jobs } = await planFor(app, view, record);
            print(`To purge ${extension} from ${slug} means to export and delete:`);
            for (const line of rowLines(rows)) print(`  ${line}`);
            for (const { queue, count } of jobs) print(`  ${count} waiting of ${queue}, which will find nothing to do`);
            for (const blocker of await blockersIn(app, view, extension)) print(`  Unfinished there: ${blocker}`);
            refuseWhileOn(view, extension);
            if (options['plan'] === true || options['yes'] !== true) {
              print('Nothing was changed. To do it, add --yes.');
              return options['plan'] === true ? 0 : 1;
            }
            printExport(print, await purge(app, view, extension, { ...place, exports: exportsOf(place, options) }));
            return 0;
          },
          { files: options['plan'] === true || options['yes'] !== true ? 'ignore' : 'add' },
        ),
      );
    },
  },
  {
    path: ['extension', 'uninstall'],
    summary: 'Export what an extension keeps of all communities, drop its tables, and remove its package',
    arguments: [id],
    options: [plan, yes, out],
    async run({ arguments: { id: extension = '' }, options, print }) {
      return unlessRefused(print, () =>
        withApp(
          async (app, place) => {
            const record = loaded(app, extension);
            const source = sourceOf(place.root, record);
            print(`To uninstall ${extension} ${record.version} means to export and delete, of all communities:`);
            for (const line of rowLines(await allRows(place.ownerUrl, record))) print(`  ${line}`);
            print(
              `  then its schema with the ledger, and ${source.kind === 'package' ? `the package ${record.packageName}` : `by hand, the folder ${source.folder}`}`,
            );
            if (options['plan'] === true || options['yes'] !== true) {
              const reasons = await reasonsToStay(app, extension);
              if (reasons.length > 0) throw new Refusal(reasons);
              print('Nothing was changed. To do it, add --yes.');
              return options['plan'] === true ? 0 : 1;
            }
            printExport(print, await uninstall(app, extension, { ...place, exports: exportsOf(place, options) }));
            if (source.kind === 'package') {
              await removePackage(place.root, record.packageName);
              print(
                `The package ${record.packageName} was removed. A platform that runs keeps its code until it is started again.`,
              );
            } else if (existsSync(source.folder)) {
              print(`Remove the folder ${source.folder} before the next start, which would make its tables anew.`);
            }
            return 0;
          },
          { files: options['plan'] === true || options['yes'] !== true ? 'ignore' : 'add' },
        ),
      );
    },
  },
];
