import path from 'node:path';
import type { App } from '../../app.ts';
import type { CommandDefinition } from '../../contract/command.ts';
import { planFor } from '../../lifecycle/plan.ts';
import { communityNamed, extensionNamed, Refusal, turnOff, turnOn } from '../../lifecycle/switching.ts';
import { bootReport, mending } from '../../registry/report.ts';
import type { Print } from '../print.ts';
import { disableLines, enableLines } from '../print-plan.ts';
import { withApp, type Surroundings } from '../with-app.ts';
import { migrateCommand } from './migrate.ts';

/** Runs `work`, and prints every reason where it is refused. Exit code 1 then. */
export async function unlessRefused(print: Print, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    print('Nothing was changed:');
    for (const reason of error.reasons) print(`  ${reason}`);
    return 1;
  }
}

export const community = { flags: '--community <slug>', description: 'short name of the community' } as const;
export const plan = { flags: '--plan', description: 'show what it would mean, and change nothing' } as const;
export const id = { name: 'id', description: 'short name of the extension', required: true } as const;

async function switchCommand(
  app: App,
  place: Surroundings,
  print: Print,
  wanted: {
    readonly id: string;
    readonly slug: string;
    readonly on: boolean;
    readonly plan: boolean;
    readonly withDependencies: boolean;
  },
): Promise<number> {
  const { slug, on } = wanted;
  const record = extensionNamed(app, wanted.id);
  const view = communityNamed(app, slug);
  if (wanted.plan)
    for (const line of (on ? enableLines : disableLines)(await planFor(app, view, record), slug)) print(line);
  const change = on ? await turnOn(app, place, wanted) : await turnOff(app, place, wanted);
  const file = path.relative(process.cwd(), change.file);
  const names = change.extensions.join(' and ');
  if (!change.changes) {
    print(`${file} says so already: ${names} ${change.extensions.length === 1 ? 'is' : 'are'} ${on ? 'on' : 'off'}.`);
    return 0;
  }
  if (wanted.plan) {
    print(`Nothing was changed. It would turn ${on ? 'on' : 'off'} ${names} in ${file}.`);
    return 0;
  }
  await change.write();
  print(
    `${names} ${change.extensions.length === 1 ? 'is' : 'are'} ${on ? 'on' : 'off'} in ${file}. ${app.settings.config.watch ? 'A platform that runs follows within a second.' : 'Files are not watched here (config.watch); to apply it: polyphony config apply'}`,
  );
  if (!on)
    print(
      `Settings and rows are kept. To delete the rows: polyphony extension purge ${wanted.id} --community ${slug} --plan`,
    );
  return 0;
}

function switching(word: 'enable' | 'disable', summary: string): CommandDefinition {
  return {
    path: ['extension', word],
    summary,
    arguments: [id],
    options: [
      community,
      plan,
      ...(word === 'enable' ? [{ flags: '--with-dependencies', description: 'turn on what it needs as well' }] : []),
    ],
    async run({ arguments: { id: extension = '' }, options, print }) {
      const slug = options['community'] as string | undefined;
      if (!slug) {
        print(`Say where: polyphony extension ${word} ${extension} --community <slug>`);
        return 1;
      }
      return unlessRefused(print, () =>
        withApp(
          (app, place) =>
            switchCommand(app, place, print, {
              id: extension,
              slug,
              on: word === 'enable',
              plan: options['plan'] === true,
              withDependencies: options['withDependencies'] === true,
            }),
          // what is done follows from what the files say now; a plan changes nothing
          { files: options['plan'] === true ? 'ignore' : 'add' },
        ),
      );
    },
  };
}

export const extensionCommands: readonly CommandDefinition[] = [
  {
    path: ['extension', 'list'],
    summary: 'Installed extensions and how they are',
    async run({ print }) {
      return withApp(async (app) => {
        for (const { extension, version, state, reason, remedy, deprecations } of bootReport(app.registry)) {
          const why = reason ? `: ${mending({ reason, remedy })}` : '';
          print(`${extension.padEnd(24)} ${version.padEnd(10)} ${state}${why}`);
          for (const line of deprecations) print(`${' '.repeat(25)}${line}`);
        }
        return 0;
      });
    },
  },
  switching('enable', 'Turn an extension on in a community, in its file'),
  switching('disable', 'Turn an extension off in a community, in its file; settings and rows are kept'),
  {
    path: ['extension', 'update'],
    summary: 'Bring the tables of an extension, or of all, up to the installed release',
    arguments: [{ ...id, required: false }],
    options: [{ flags: '--all', description: 'of every extension' }, plan],
    async run({ arguments: { id: extension }, options, print }) {
      if ((extension === undefined) === (options['all'] !== true)) {
        print('Say which: polyphony extension update <id>, or --all');
        return 1;
      }
      return migrateCommand(print, { plan: options['plan'] === true, ...(extension ? { only: [extension] } : {}) });
    },
  },
];
