import { sql } from 'kysely';
import type { Context } from '../contract/context.ts';
import type { DemoContent, DemoRemains } from '../contract/demo.ts';
import { newId } from '../contract/id.ts';
import { insertAccount } from '../identity/store.ts';
import { insertInvitation } from './invitation-store.ts';
import { markAsked, writeJoining } from './joining-store.ts';

/** Somebody who asks to be let in, and somebody who is invited, so that a manager of the demo finds something to decide. */
interface Newcomers {
  /** The persona who invited. */
  readonly by: string;
  readonly asks: { readonly name: string; readonly email: string; readonly question: string; readonly answer: string };
  readonly invited: { readonly name: string; readonly email: string; readonly message: string };
}

const communities: Readonly<Record<string, Newcomers>> = {
  'peer-circle': {
    by: 'lead',
    asks: {
      name: 'Sam',
      email: 'sam@peercircle.example',
      question: 'Who told you about the circle?',
      answer: 'Joan at the health centre. I would like to come to the Monday circle first.',
    },
    invited: { name: 'Alex', email: 'alex@peercircle.example', message: 'We kept a chair free for you on Monday.' },
  },
};

async function create(ctx: Context, { asks, invited }: Newcomers): Promise<void> {
  const { db, community, actor } = ctx;
  const accountId = newId();
  // made up, and so without a sign-in of their own; goes with the other accounts of the demo
  if (!(await insertAccount(db, { id: accountId, email: asks.email, passwordHash: null, demo: true }))) return;
  const id = newId();
  const answers = [{ question: asks.question, answer: asks.answer }];
  await writeJoining(db, community.id, {
    id,
    accountId,
    name: asks.name,
    language: undefined,
    answers,
    rulesVersion: 0,
  });
  await markAsked(db, community.id, id);
  await insertInvitation(ctx, { id: newId(), ...invited, roles: [], by: actor?.id ?? null });
}

/** What refers to people of the demo goes or forgets them; requests and invitations of real people stay. */
async function remove({ db, community }: Context, { people }: DemoRemains): Promise<void> {
  const ids = sql`any (${[...people]}::uuid[])`;
  await sql`select core.forget_demo_log(${community.id})`.execute(db);
  await sql`delete from core.agreement where community_id = ${community.id} and member_id = ${ids}`.execute(db);
  await sql`delete from core.next_step where community_id = ${community.id} and member_id = ${ids}`.execute(db);
  await sql`
    delete from core.joining j using platform.account a
    where j.community_id = ${community.id} and a.id = j.account_id and a.demo`.execute(db);
  await sql`update core.joining set decided_by = null where community_id = ${community.id} and decided_by = ${ids}`.execute(
    db,
  );
  await sql`
    delete from core.invitation
    where community_id = ${community.id} and invited_by = ${ids} and (accepted_by is null or accepted_by = ${ids})`.execute(
    db,
  );
  for (const column of ['invited_by', 'accepted_by', 'revoked_by'])
    await sql`
      update core.invitation set ${sql.ref(column)} = null
      where community_id = ${community.id} and ${sql.ref(column)} = ${ids}`.execute(db);
}

export const membershipDemo: DemoContent = Object.freeze({
  async create(demo) {
    const found = communities[demo.community];
    if (found) await (await demo.as(found.by)).transaction((tx) => create(tx, found));
  },
  remove,
} satisfies DemoContent);
