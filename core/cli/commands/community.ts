import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CommandDefinition } from '../../contract/command.ts';
import { fileNameOf, SLUG } from '../../community/files.ts';
import { survey } from '../../lifecycle/survey.ts';
import { checkConfiguration } from '../check-configuration.ts';
import { communityTemplate, type TemplateKind, templateKinds } from '../community-template.ts';
import { readEnvironment } from '../environment.ts';

export const communityCommands: readonly CommandDefinition[] = [
  {
    path: ['community', 'new'],
    summary: 'Write the file of a new community, with every choice explained',
    arguments: [{ name: 'slug', description: 'short name: lower case words joined by -', required: true }],
    options: [
      {
        flags: '--from <kind>',
        description: 'who may look in: anyone, anyone who knows of it, or members only',
        choices: [...templateKinds],
        default: 'listed',
      },
    ],
    async run({ arguments: { slug = '' }, options, print }) {
      const { configDirectory, port } = readEnvironment();
      if (!SLUG.test(slug) || slug.length > 60) {
        print(`${slug} cannot be a short name: write lower case words joined by -, such as river-friends.`);
        return 1;
      }
      const folder = path.join(configDirectory, 'communities');
      const taken = fileNameOf(configDirectory, slug);
      if (taken) {
        print(
          `There is a community ${slug} already: ${path.relative(process.cwd(), path.join(configDirectory, taken))}`,
        );
        return 1;
      }
      const file = path.join(folder, `${slug}.yaml`);
      mkdirSync(folder, { recursive: true });
      // never over a file that somebody else has just written
      writeFileSync(file, communityTemplate(slug, options['from'] as TemplateKind), { flag: 'wx' });
      print(`File:    ${path.relative(process.cwd(), file)}`);
      print(`Address: http://localhost:${port}/c/${slug}/ (at once, if the platform is running)`);
      print(`Then:    npx polyphony member add --community ${slug} --email <you> --role manager`);
      return 0;
    },
  },
  {
    path: ['community', 'list'],
    summary: 'The communities in the configuration, and what each has on',
    async run({ print }) {
      const { root, configDirectory } = readEnvironment();
      const { communities, problems } = await checkConfiguration(await survey(root), configDirectory);
      if (communities.length === 0) print('There is no community yet. Make one: polyphony community new <slug>');
      for (const { slug, name, access, extensions } of communities) {
        const on = Object.entries(extensions).flatMap(([id, { enabled }]) => (enabled ? [id] : []));
        print(`${slug.padEnd(24)} ${access.padEnd(8)} ${name}${on.length > 0 ? `: ${on.join(', ')}` : ''}`);
      }
      if (problems.length > 0) {
        print(`Files with mistakes are left out. To see the mistakes: polyphony config check`);
        return 1;
      }
      return 0;
    },
  },
];
