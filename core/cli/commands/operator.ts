import type { CommandDefinition } from '../../contract/command.ts';
import { Problem } from '../../contract/problem.ts';
import { isAddress } from '../is-address.ts';
import { withApp } from '../with-app.ts';

const email = { flags: '--email <address>', description: 'address that they sign in with' } as const;
export const operatorCommands: readonly CommandDefinition[] = [
  {
    path: ['operator', 'add'],
    summary: 'Let somebody sign in to the console, or give them a new password',
    options: [
      email,
      {
        flags: '--password <password>',
        description: 'at least 10 characters; taken from POLYPHONY_PASSWORD if left out',
      },
    ],
    async run({ options, print }) {
      const address = options['email'] as string | undefined;
      const password = (options['password'] as string | undefined) ?? process.env.POLYPHONY_PASSWORD;
      if (!isAddress(address)) {
        print('Say who: polyphony operator add --email <address> [--password <password>]');
        return 1;
      }
      return withApp(async ({ operators, addresses }) => {
        try {
          const { existed, hasPassword } = await operators.add({ email: address, password });
          print(
            `${address} ${existed ? 'was an operator' : 'is an operator'}${password ? ' and has this password' : ''}.`,
          );
          print(
            hasPassword
              ? `They sign in at ${addresses.platform}/sign-in`
              : 'They have no password yet: run this again with --password, or set POLYPHONY_PASSWORD.',
          );
          return 0;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          print(`Nothing was changed: ${error.entry.detail}`);
          return 1;
        }
      });
    },
  },
  {
    path: ['operator', 'list'],
    summary: 'Who may sign in to the console',
    async run({ print }) {
      return withApp(async ({ operators }) => {
        const all = await operators.list();
        if (all.length === 0) print('There is no operator. Add one: polyphony operator add --email <address>');
        for (const { email: address, since, hasPassword, demo } of all) {
          const notes = [demo ? 'of the demo' : '', hasPassword ? '' : 'no password yet'].filter(Boolean).join(', ');
          print(`${address.padEnd(34)} since ${since.toISOString().slice(0, 10)}${notes ? ` (${notes})` : ''}`);
        }
        return 0;
      });
    },
  },
  {
    path: ['operator', 'remove'],
    summary: 'Take the role away; their sessions of the console end at once',
    options: [email],
    async run({ options, print }) {
      const address = options['email'] as string | undefined;
      if (!isAddress(address)) {
        print('Say who: polyphony operator remove --email <address>');
        return 1;
      }
      return withApp(async ({ operators }) => {
        if (!(await operators.remove(address))) {
          print(`${address} is no operator. To see who is: polyphony operator list`);
          return 1;
        }
        print(`${address} is no operator any more. What they are in communities has not changed.`);
        // whoever runs this can always add one, so nobody is locked out
        if ((await operators.list()).length === 0)
          print('There is no operator now. To add one: polyphony operator add --email <address>');
        return 0;
      });
    },
  },
];
