import type { CommandDefinition } from '../../contract/command.ts';
import { describeProblem } from '../../community/yaml.ts';
import { checkConfiguration } from '../check-configuration.ts';
import { readEnvironment } from '../environment.ts';

export const configCommands: readonly CommandDefinition[] = [
  {
    path: ['config', 'check'],
    summary: 'Check every configuration file against the installed extensions, without a database',
    async run({ print }) {
      const { root, configDirectory } = readEnvironment();
      const { communities, problems, warnings } = await checkConfiguration(root, configDirectory);
      for (const problem of problems) print(describeProblem(problem));
      for (const warning of warnings) print(`warning: ${describeProblem(warning)}`);
      if (problems.length > 0) return 1;
      print(communities.length === 1 ? '1 community, no mistakes.' : `${communities.length} communities, no mistakes.`);
      return 0;
    },
  },
];
