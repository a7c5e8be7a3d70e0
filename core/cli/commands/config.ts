import { counted } from '../../counted.ts';
import type { CommandDefinition } from '../../contract/command.ts';
import { describeProblem } from '../../community/yaml.ts';
import { survey } from '../../lifecycle/survey.ts';
import { checkConfiguration } from '../check-configuration.ts';
import { readEnvironment } from '../environment.ts';
import { withApp } from '../with-app.ts';
import { configReading } from './config-reading.ts';
import { writeSchemas } from '../configuration-schemas.ts';

export const configCommands: readonly CommandDefinition[] = [
  {
    path: ['config', 'check'],
    summary: 'Check every configuration file against the installed extensions, without a database',
    async run({ print }) {
      const { root, configDirectory } = readEnvironment();
      const { communities, problems, warnings } = await checkConfiguration(await survey(root), configDirectory);
      for (const problem of problems) print(describeProblem(problem));
      for (const warning of warnings) print(`warning: ${describeProblem(warning)}`);
      if (problems.length > 0) return 1;
      print(communities.length === 1 ? '1 community, no mistakes.' : `${communities.length} communities, no mistakes.`);
      return 0;
    },
  },
  ...configReading,
  {
    path: ['config', 'apply'],
    summary: 'Apply changed files now, on every node; what is right is applied, what is refused stays as it was',
    async run({ print }) {
      return withApp(async ({ communities }) => {
        const { applied, removed, policies } = await communities.reload({ files: 'follow' });
        if (policies) print('platform.yaml: policies applied');
        for (const { slug, revision } of applied) print(`${slug}: applied as revision ${revision}`);
        for (const slug of removed) print(`${slug}: removed; its data stay`);
        const problems = communities.problems();
        for (const problem of problems) print(describeProblem(problem));
        if (problems.length > 0) print(`${counted(problems.length, 'mistake')}; what served, goes on.`);
        else if (!policies && applied.length + removed.length === 0) print('Nothing has changed.');
        return problems.length > 0 ? 1 : 0;
      });
    },
  },
  {
    path: ['config', 'rollback'],
    summary: 'Return a community to an earlier revision; its file is applied again when it changes',
    arguments: [{ name: 'revision', description: 'number, from polyphony config history', required: true }],
    async run({ arguments: { revision = '' }, print }) {
      if (!/^\d{1,15}$/.test(revision)) {
        print(`${revision} is no number of a revision; polyphony config history lists them.`);
        return 1;
      }
      return withApp(async ({ communities }) => {
        const { slug, revision: made, problems } = await communities.rollback(Number(revision));
        for (const problem of problems) print(describeProblem(problem));
        if (made === undefined) {
          print('Nothing was changed.');
          return 1;
        }
        print(`${slug}: returned to revision ${revision}, as revision ${made}.`);
        print(`Its file says something else now. To see what: polyphony config diff --community ${slug}`);
        print(`To write this one as a file: polyphony config export --community ${slug} --out <directory>`);
        return 0;
      });
    },
  },
  {
    path: ['config', 'schema'],
    summary: 'Write JSON Schemas for editors into config/schema, with the settings of what is installed',
    async run({ print }) {
      const { root, configDirectory } = readEnvironment();
      for (const file of await writeSchemas(root, configDirectory)) print(file);
      return 0;
    },
  },
];
