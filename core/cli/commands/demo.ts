import type { CommandDefinition } from '../../contract/command.ts';
import { counted } from '../../counted.ts';
import { hasDemo, realInDemo, removeDemo, removeDemoAccounts } from '../../demo/remove.ts';
import { withApp } from '../with-app.ts';

export const demoCommands: readonly CommandDefinition[] = [
  {
    path: ['demo', 'remove'],
    summary: 'Take the people of the demo out of every community, with what they made',
    options: [{ flags: '--yes', description: 'also where real people put something into it, which goes with it' }],
    async run({ options, print }) {
      return withApp(async (app) => {
        if (!(await hasDemo(app.platform))) {
          print('There is nothing of a demo in the database.');
          return 0;
        }
        const views = app.communities.all();
        const real = await Promise.all(
          views.map(async (view) => ({ name: view.name, words: await realInDemo(view, app) })),
        );
        const touched = real.filter(({ words }) => words.length > 0);
        for (const { name, words } of touched)
          print(`${name}: with the demo goes what real people put into it: ${words.join(', ')}.`);
        if (touched.length > 0 && options['yes'] !== true) {
          print('Nothing was removed. To remove all of it: polyphony demo remove --yes');
          return 1;
        }
        let failed = false;
        for (const view of views)
          try {
            const { people, spaces, items, former } = await removeDemo(view, app);
            const what = `${counted(people, 'person', 'people')}, ${counted(spaces, 'space')} and ${counted(items, 'item')}`;
            print(`${view.name}: removed ${what}.`);
            if (former > 0)
              print(
                `  ${counted(former, 'of them is', 'of them are')} kept as former members without a name, since something of real people refers to them.`,
              );
          } catch (error) {
            failed = true;
            print(`${view.name}: nothing was removed: ${(error as Error).message}`);
          }
        if (failed) return 1;
        print(`${counted(await removeDemoAccounts(app.platform), 'sign-in')} of the demo removed.`);
        print('A start in demo mode makes it anew. To prevent that, write `demo: false` in platform.yaml.');
        return 0;
      });
    },
  },
];
