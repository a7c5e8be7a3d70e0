import { isUuid, limitOf, pageFrom, placeInText } from '../access/index.ts';
import type { Context } from '../contract/context.ts';
import { coreEvents } from '../contract/core-events.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { audit, type PageOf, type PageRequest } from '../contract/services.ts';
import { emailOf } from '../identity/store.ts';
import { mailToken } from '../mail/contract.ts';
import { platformDatabase } from '../tokens.ts';
import { revokeInvitationsOf } from './invitation-store.ts';
import { membershipEnded } from './mails.ts';
import {
  countPeople,
  endMembership,
  lockPeople,
  peopleByName,
  personById,
  resumeMembership,
  writeRoles,
  type PersonRow,
} from './people-store.ts';
import { give, MANAGE_MEMBERS, reachBeyond, rolesThatGive, rolesToGive } from './roles.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly joinedAt: Date;
  /** Null for a member of now. */
  readonly endedAt: Date | null;
  /** Holds a permission that the actor lacks, who can look and change nothing. */
  readonly above: boolean;
}

export interface PeopleQuery extends PageRequest {
  readonly q?: string | undefined;
  readonly role?: string | undefined;
  readonly state?: 'member' | 'ended' | undefined;
}

const personOf = (ctx: Context, row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  roles: row.roles,
  joinedAt: row.joined_at,
  endedAt: row.removed_at,
  above: reachBeyond(ctx, row.roles),
});

const byName = (a: string, b: string) => (a < b ? -1 : 1);

/** Members by name, and how many there are in all. */
export async function listPeople(
  ctx: Context,
  query: PeopleQuery,
): Promise<PageOf<Person> & { readonly total: number }> {
  ctx.require(MANAGE_MEMBERS);
  const q = query.q?.trim().toLowerCase().replaceAll('\0', '');
  const filter = {
    like: q ? `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%` : null,
    role: query.role ?? null,
    ended: query.state === 'ended',
  };
  const limit = limitOf(query);
  const [rows, total] = await Promise.all([
    peopleByName(ctx, filter, { ...placeInText(query.after), limit: limit + 1 }),
    countPeople(ctx, filter),
  ]);
  return { ...pageFrom(rows, limit, (row) => personOf(ctx, row)), total };
}

export async function getPerson(ctx: Context, id: string): Promise<Person> {
  ctx.require(MANAGE_MEMBERS);
  const row = isUuid(id) ? await personById(ctx, id) : undefined;
  if (!row) throw coreProblems.notFound();
  return personOf(ctx, row);
}

interface Held {
  readonly person: PersonRow;
  /** Throws where nobody would be left who can manage members. */
  keepOneManager(): void;
}

/**
 * The person, locked together with everybody who can manage members. Whoever was demoted or removed while they waited for the
 * lock acts no more.
 */
async function hold(tx: Context, id: string): Promise<Held> {
  if (!isUuid(id)) throw coreProblems.notFound();
  const { community, actor } = tx;
  const roles = rolesThatGive(community, MANAGE_MEMBERS);
  const rows = await lockPeople(tx, { ids: actor ? [id, actor.id] : [id], roles: roles ?? [] });
  const person = rows.find((row) => row.id === id.toLowerCase());
  if (!person) throw coreProblems.notFound();
  const manages = (row: PersonRow) => row.removed_at === null && give(community, row.roles, MANAGE_MEMBERS);
  const self = rows.find((row) => row.id === actor?.id);
  if (actor && self?.id !== person.id && !(self && manages(self))) throw coreProblems.notPermitted();
  return {
    person,
    keepOneManager() {
      if (roles !== null && manages(person) && rows.filter(manages).length < 2) throw coreProblems.lastManager();
    },
  };
}

function requireReach(ctx: Context, roles: readonly string[]): void {
  if (reachBeyond(ctx, roles)) throw coreProblems.aboveYourRole();
}

/** Gives exactly these roles. Only what changes has to be within the actor's reach. */
export function setRoles(ctx: Context, id: string, wanted: readonly string[]): Promise<Person> {
  ctx.require(MANAGE_MEMBERS);
  const known = rolesToGive(ctx.community);
  const unknown = wanted.find((role) => !known.includes(role));
  if (unknown !== undefined)
    throw coreProblems.invalid(
      {},
      { fields: [{ pointer: '/roles', detail: ctx.t('core.membership.roleUnknown', { role: unknown }) }] },
    );
  return ctx.transaction(async (tx) => {
    const { person, keepOneManager } = await hold(tx, id);
    if (person.removed_at !== null) throw coreProblems.noMemberAnyMore();
    const before = person.roles;
    // a role that the file no longer has gives nothing; it stays until the file has it again
    const after = [...new Set([...wanted, ...before.filter((role) => !known.includes(role))])].sort(byName);
    const changed = [
      ...after.filter((role) => !before.includes(role)),
      ...before.filter((role) => !after.includes(role)),
    ];
    if (changed.length === 0) return personOf(tx, person);
    requireReach(tx, before);
    requireReach(tx, changed);
    if (!give(tx.community, after, MANAGE_MEMBERS)) keepOneManager();
    await writeRoles(tx, person.id, after);
    await tx.get(audit).record(tx, {
      action: 'core.member.roles-changed',
      subject: 'member',
      subjectId: person.id,
      detail: { before: [...before].sort(byName), after },
    });
    return personOf(tx, { ...person, roles: after });
  });
}

/** What was open to them before opens nothing afterwards: neither a session nor an invitation. */
async function end(tx: Context, person: PersonRow): Promise<void> {
  await endMembership(tx, person);
  await tx.emit(coreEvents.memberLeft, { member: person.id });
  if (person.account_id !== null) await revokeInvitationsOf(tx, person.account_id, tx.actor?.id ?? null);
}

/** Ends somebody's membership. `tell`: they get the reason by mail. */
export function endPerson(
  ctx: Context,
  id: string,
  { reason, tell = false }: { readonly reason: string; readonly tell?: boolean | undefined },
): Promise<void> {
  ctx.require(MANAGE_MEMBERS);
  return ctx.transaction(async (tx) => {
    const { person, keepOneManager } = await hold(tx, id);
    if (person.removed_at !== null) return;
    requireReach(tx, person.roles);
    keepOneManager();
    await end(tx, person);
    await tx.get(audit).record(tx, {
      action: 'core.member.ended',
      subject: 'member',
      subjectId: person.id,
      detail: { reason: reason.trim(), told: tell },
    });
    const address = tell && person.account_id ? await emailOf(tx.get(platformDatabase), person.account_id) : null;
    if (address !== null)
      await tx
        .get(mailToken)
        .post(
          tx,
          membershipEnded,
          { address, ...(person.language === null ? {} : { language: person.language }) },
          { member: person.id },
        );
  });
}

/** Lets somebody come back whose membership was ended, to everything that they had. */
export function restorePerson(ctx: Context, id: string): Promise<void> {
  ctx.require(MANAGE_MEMBERS);
  return ctx.transaction(async (tx) => {
    const { person } = await hold(tx, id);
    if (person.removed_at === null) return;
    requireReach(tx, person.roles);
    await resumeMembership(tx, person.id);
    await tx.emit(coreEvents.memberJoined, { member: person.id });
    await tx.get(audit).record(tx, { action: 'core.member.returned', subject: 'member', subjectId: person.id });
  });
}

/** A member goes by themself. What they wrote and decided stays. */
export function leave(ctx: Context): Promise<void> {
  const { actor } = ctx;
  if (!actor) throw coreProblems.signInRequired();
  return ctx.transaction(async (tx) => {
    const { person, keepOneManager } = await hold(tx, actor.id);
    if (person.removed_at !== null) return;
    keepOneManager();
    await end(tx, person);
    await tx.get(audit).record(tx, { action: 'core.member.left', subject: 'member', subjectId: person.id });
  });
}
