import type { CommandDefinition } from '../../contract/command.ts';
import type { Which } from '../../events/dead-letters.ts';
import { withApp } from '../with-app.ts';

const which = {
  arguments: [{ name: 'id', description: 'the id that `jobs list` prints', required: false }],
  options: [{ flags: '--job <name>', description: 'all of this kind' }],
} as const;

/** One by its id, or all of a kind; undefined where neither or both are said. */
const chosen = (id: string | undefined, job: unknown): Which | undefined => {
  if ((id === undefined) === (typeof job !== 'string')) return undefined;
  return id === undefined ? { job: job as string } : { id };
};

const acting = (what: 'replay' | 'discard', summary: string, done: (count: number) => string): CommandDefinition => ({
  path: ['jobs', what],
  summary,
  ...which,
  async run({ arguments: { id }, options, print }) {
    const wanted = chosen(id, options['job']);
    if (!wanted) {
      print(`Say which: polyphony jobs ${what} <id>, or polyphony jobs ${what} --job <name>`);
      return 1;
    }
    return withApp(async ({ jobs, log }) => {
      const count = await jobs.deadLetters[what](wanted);
      if (count === 0) {
        print(
          what === 'replay'
            ? 'Nothing runs again: there is no such job, or no installed extension does it any more. To see them: polyphony jobs list'
            : 'There is no such job. To see those that were given up: polyphony jobs list',
        );
        return 1;
      }
      // as the console does: at the level that an installation keeps unless told otherwise
      log.warn({ ...wanted, count, what, operator: 'command line' }, `${what} of jobs that were given up`);
      print(`${'id' in wanted ? wanted.id : wanted.job}: ${done(count)}`);
      return 0;
    });
  },
});

export const jobCommands: readonly CommandDefinition[] = [
  {
    path: ['jobs', 'list'],
    summary: 'Jobs that were given up, newest first',
    options: [
      { flags: '--job <name>', description: 'only of this kind' },
      { flags: '--limit <number>', description: 'how many at most', default: '50' },
    ],
    async run({ options, print }) {
      return withApp(async ({ jobs }) => {
        const job = options['job'] as string | undefined;
        const limit = Math.max(1, Math.trunc(Number(options['limit'])) || 50);
        const { items, next } = await jobs.deadLetters.list({ job, limit });
        if (items.length === 0) print('No job was given up.');
        for (const { id, job: name, community, failedAt, attempts, error, about } of items) {
          print(`${id}  ${name}  ${community ?? '-'}  ${failedAt.toISOString()}  ${attempts} attempts`);
          print(`    ${error}`);
          const ids = Object.entries(about).map(([field, value]) => `${field} ${value}`);
          if (ids.length > 0) print(`    ${ids.join(', ')}`);
        }
        if (next !== null) print(`There are more. To see them: --limit ${limit * 10}`);
        return 0;
      });
    },
  },
  acting('replay', 'Let jobs run again that were given up', (count) =>
    count === 1 ? 'runs again as soon as a node is there.' : `${count} jobs run again as soon as a node is there.`,
  ),
  acting('discard', 'Delete jobs that were given up, for good', (count) =>
    count === 1 ? 'is deleted, for good.' : `${count} jobs are deleted, for good.`,
  ),
];
