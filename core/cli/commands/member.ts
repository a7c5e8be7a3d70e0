import type { App } from '../../app.ts';
import type { CommandDefinition } from '../../contract/command.ts';
import type { CommunityView } from '../../contract/community.ts';
import { createContext } from '../../context.ts';
import { Problem } from '../../contract/problem.ts';
import { noCommunity } from '../../lifecycle/switching.ts';
import { inviteByOperator } from '../../membership/invitations.ts';
import { isAddress } from '../is-address.ts';
import { erasePerson, exportPerson, memberByEmail, PrivacyError } from '../../privacy/index.ts';
import type { Print } from '../print.ts';
import { withApp } from '../with-app.ts';

/** The community, or undefined after saying which there are. */
function communityNamed(app: App, slug: string, print: Print): CommunityView | undefined {
  const view = app.communities.bySlug(slug);
  if (!view) print(noCommunity(app, slug));
  return view;
}

/** The same, also of one whose file was written a moment ago with nothing running that follows it. */
async function communityWritten(app: App, slug: string, print: Print) {
  if (!app.communities.bySlug(slug) && app.settings.config.watch) await app.communities.reload({ files: 'add' });
  return communityNamed(app, slug, print);
}

const personOptions = [
  { flags: '--community <slug>', description: 'short name of the community' },
  { flags: '--email <address>', description: 'address that they sign in with' },
] as const;

/** Finds a member by address, and turns what stands in the way into words. */
async function withPerson(
  options: Readonly<Record<string, unknown>>,
  print: Print,
  word: string,
  work: (app: App, view: CommunityView, person: { readonly id: string; readonly name: string }) => Promise<number>,
): Promise<number> {
  const { community, email } = options as Record<string, string | undefined>;
  if (!community || !isAddress(email)) {
    print(`Say who and where: polyphony member ${word} --community <slug> --email <address>`);
    return 1;
  }
  return withApp(async (app) => {
    const view = communityNamed(app, community, print);
    if (!view) return 1;
    const person = await memberByEmail(view, email);
    if (!person) {
      print(`${view.name} has no member with the address ${email}.`);
      return 1;
    }
    try {
      return await work(app, view, person);
    } catch (error) {
      if (!(error instanceof PrivacyError)) throw error;
      print(error.message);
      return 1;
    }
  });
}

export const memberCommands: readonly CommandDefinition[] = [
  {
    path: ['member', 'add'],
    summary: 'Make somebody a member of a community, with roles',
    options: [
      ...personOptions,
      { flags: '--role <role>', description: 'a role, such as manager' },
      { flags: '--name <name>', description: 'what others see; the part of the address before the @ if left out' },
      {
        flags: '--password <password>',
        description: 'at least 10 characters; asked for by POLYPHONY_PASSWORD if left out',
      },
    ],
    async run({ options, print }) {
      const { community, email, role, name } = options as Record<string, string | undefined>;
      const password = (options['password'] as string | undefined) ?? process.env.POLYPHONY_PASSWORD;
      if (!community || !email) {
        print('Say who and where: polyphony member add --community <slug> --email <address> [--role manager]');
        return 1;
      }
      if (!isAddress(email)) {
        print(`${email} is no e-mail address.`);
        return 1;
      }
      if (password !== undefined && password.length < 10) {
        print('The password needs at least 10 characters.');
        return 1;
      }
      return withApp(async (app) => {
        const view = await communityWritten(app, community, print);
        if (!view) return 1;
        if (role && !view.roles.has(role)) {
          print(
            `${view.name} has no role ${role}. It has: ${[...view.roles.keys()].filter((known) => known !== 'visitor').join(', ')}.`,
          );
          return 1;
        }
        const { existed } = await app.identity.addMember(view, {
          email,
          name: name ?? email.split('@')[0] ?? email,
          roles: role && role !== 'member' ? [role] : [],
          password,
        });
        print(
          `${email} ${existed ? 'was a member' : 'is a member'} of ${view.name}${role ? ` and has the role ${role}` : ''}.`,
        );
        if (password === undefined && !existed)
          print(
            'They have no password, and need none: the page of signing in mails a link to this address. Or give them one with --password.',
          );
        return 0;
      });
    },
  },
  {
    path: ['member', 'invite'],
    summary: 'Invite somebody to a community by mail',
    options: [
      { flags: '--community <slug>', description: 'short name of the community' },
      { flags: '--email <address>', description: 'address that the invitation goes to' },
      { flags: '--role <role>', description: 'a role, such as manager' },
      { flags: '--name <name>', description: 'what others see, until they change it' },
    ],
    async run({ options, print }) {
      const { community, email, role, name } = options as Record<string, string | undefined>;
      if (!community || !email || !isAddress(email)) {
        print('Say who and where: polyphony member invite --community <slug> --email <address> [--role manager]');
        return 1;
      }
      return withApp(async (app) => {
        const view = await communityWritten(app, community, print);
        if (!view) return 1;
        const ctx = createContext(app.registry, 'core', { view, actor: null, log: app.log });
        try {
          await inviteByOperator(ctx, { email, name, roles: role && role !== 'member' ? [role] : [] });
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          print(`${error.entry.title}. ${error.fields[0]?.detail ?? error.entry.detail}`);
          return 1;
        }
        print(
          app.mail === 'none'
            ? `${email} is invited to ${view.name}. No mail server is set, so the mail waits until there is one.`
            : `${email} is invited to ${view.name}. The mail leaves as soon as the platform runs.`,
        );
        return 0;
      });
    },
  },
  {
    path: ['member', 'export'],
    summary: 'Print everything that a community holds about one of its members, as JSON',
    options: personOptions,
    run: ({ options, print }) =>
      withPerson(options, print, 'export', async (app, view, person) => {
        const { registry, platform, log, databaseOf } = app;
        const all = await exportPerson(view, person.id, { registry, platform, log, databaseOf });
        print(JSON.stringify(all, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2));
        return 0;
      }),
  },
  {
    path: ['member', 'erase'],
    summary: 'Erase a member of a community, in every extension, and say what is kept and why',
    options: [...personOptions, { flags: '--yes', description: 'do it; without, only the person is looked up' }],
    run: ({ options, print }) =>
      withPerson(options, print, 'erase', async (app, view, person) => {
        const { registry, platform, log, databaseOf } = app;
        if (options['yes'] !== true) {
          print(`This erases ${person.name} of ${view.name} for good. To do it, add --yes.`);
          return 1;
        }
        const kept = await erasePerson(view, person.id, { registry, platform, log, databaseOf });
        print(`${person.name} is erased from ${view.name}.${kept.length > 0 ? ' What is kept:' : ' Nothing is kept.'}`);
        for (const { extension, what, why, until } of kept)
          print(`  ${extension}: ${what}: ${why}${until ? `, until ${until.toISOString().slice(0, 10)}` : ''}`);
        return 0;
      }),
  },
];
