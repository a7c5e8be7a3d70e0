import {
  coreProblems,
  Problem,
  token,
  type AuditService,
  type Context,
  type MemberContext,
  type MemberService,
  type PageOf,
  type PageRequest,
  type Space,
  type SpaceMember,
  type SpaceService,
} from '@polyphony/core';
import { opennessOf, rulesOf, type Openness } from '../openness.ts';
import { problems } from '../problems.ts';
import { groupsWithoutOrganiser, organiserIds } from '../store/organisers.ts';
import { insertProfile, profilesOf, updateProfile, type Profile } from '../store/profiles.ts';
import type { Tables } from '../tables.ts';

/** A group as one reader may know it. Where `locked`, everything but its name, purpose and openness is null. */
export interface Group {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Its purpose in a sentence or two. */
  readonly summary: string;
  readonly openness: Openness;
  readonly locked: boolean;
  readonly about: string | null;
  readonly kindLabel: string | null;
  readonly memberCount: number | null;
  readonly membership: Space['membership'];
  readonly createdAt: Date | null;
  /** Given back with a change, it refuses to overwrite what somebody else wrote in between. */
  readonly version: number | null;
}

export interface NewGroup {
  readonly title: string;
  readonly summary: string;
  readonly about?: string | undefined;
  readonly openness: Openness;
  readonly kindLabel?: string | null | undefined;
}
export type GroupChanges = { readonly [K in keyof NewGroup]?: NewGroup[K] | undefined } & {
  readonly version?: number | undefined;
};

export type GroupRole = 'member' | 'organiser';
type Ctx = Context<Tables>;

/** Groups, found by id or slug. What the actor may not see is `core.not-found`, as if it did not exist. */
export interface Groups {
  /** What the actor may see, by title; on each page the actor's own come first. */
  list(ctx: Ctx, page: PageRequest): Promise<PageOf<Group>>;
  get(ctx: Ctx, group: string): Promise<Group>;
  /** Needs `groups.group.create`. The actor becomes its first organiser. */
  create(ctx: Ctx, input: NewGroup): Promise<Group>;
  /** For its organisers and whoever holds `groups.group.manage`. Refuses with `core.changed-meanwhile` by `version`. */
  change(ctx: Ctx, group: string, changes: GroupChanges): Promise<Group>;
  /** Needs `groups.group.join`. Refuses with `core.joining-closed` where the group is closed. */
  join(ctx: Ctx, group: string): Promise<Group>;
  /** Refuses with `core.last-organiser`. */
  leave(ctx: Ctx, group: string): Promise<void>;
  /** Its members by name, for members of the community who may read the group. */
  members(ctx: Ctx, group: string, page: PageRequest): Promise<PageOf<SpaceMember>>;
  /** Who organises it, for whoever may read it. */
  organisers(ctx: Ctx, group: Group): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /**
   * For organisers and `groups.group.manage`. Somebody who is in already gets the role, or keeps theirs where none is given.
   * Refuses with `groups.last-organiser`.
   */
  add(ctx: Ctx, group: string, memberId: string, role?: GroupRole): Promise<void>;
  /** As `add`; taking oneself out is leaving. Idempotent. */
  remove(ctx: Ctx, group: string, memberId: string): Promise<void>;
  /** Whether the actor organises it or looks after all groups. */
  mayManage(ctx: Ctx, group: Group): boolean;
  /** `get` for those who may manage it; `core.not-permitted` for others who may see it. */
  toManage(ctx: Ctx, group: string): Promise<Group>;
  /** Groups that nobody organises, as far as the actor may see them; at most ten. */
  withoutOrganiser(ctx: Ctx): Promise<readonly Group[]>;
}
export const groups = token<Groups>('groups.Groups');

export const KIND = 'group';

export class GroupService implements Groups {
  readonly #spaces: SpaceService;
  readonly #members: MemberService;
  readonly #audit: AuditService;

  constructor(spaces: SpaceService, members: MemberService, audit: AuditService) {
    this.#spaces = spaces;
    this.#members = members;
    this.#audit = audit;
  }

  async list(ctx: Ctx, { limit, after }: PageRequest): Promise<PageOf<Group>> {
    const page = await this.#spaces.list(ctx, { kind: KIND, limit, after });
    const profiles = await profilesOf(
      ctx,
      page.items.map(({ id }) => id),
    );
    const items = page.items.map((space) => toGroup(space, profiles.get(space.id)));
    return { items: [...items.filter(isMine), ...items.filter((group) => !isMine(group))], next: page.next };
  }

  async get(ctx: Ctx, group: string): Promise<Group> {
    const space = await this.#spaces.get(ctx, KIND, group);
    if (!space) throw coreProblems.notFound();
    const profiles = space.locked ? new Map<string, Profile>() : await profilesOf(ctx, [space.id]);
    return toGroup(space, profiles.get(space.id));
  }

  async create(ctx: Ctx, input: NewGroup): Promise<Group> {
    ctx.require('groups.group.create');
    const title = written(ctx, 'title', input.title);
    const summary = written(ctx, 'summary', input.summary);
    return ctx.transaction(async (tx) => {
      const member = signedIn(tx);
      const slug = slugBesides(title);
      const space = await this.#spaces.create(member, {
        kind: KIND,
        title,
        summary,
        ...rulesOf[input.openness],
        ...(slug !== undefined && { slug }),
      });
      await insertProfile(tx, {
        id: space.id,
        about: clean(input.about ?? ''),
        kindLabel: clean(input.kindLabel ?? '') || null,
        createdBy: member.actor.id,
      });
      await this.#record(tx, 'groups.create', space.id, { openness: input.openness });
      return this.get(tx, space.id);
    });
  }

  async change(ctx: Ctx, group: string, { version, openness, ...changes }: GroupChanges): Promise<Group> {
    return ctx.transaction(async (tx) => {
      const { id } = await this.toManage(tx, group);
      const title = changes.title === undefined ? undefined : written(tx, 'title', changes.title);
      const summary = changes.summary === undefined ? undefined : written(tx, 'summary', changes.summary);
      const about = changes.about === undefined ? undefined : clean(changes.about);
      const kindLabel = changes.kindLabel === undefined ? undefined : clean(changes.kindLabel ?? '') || null;
      if (!(await updateProfile(tx, id, { about, kindLabel }, version))) throw coreProblems.changedMeanwhile();
      await this.#spaces.update(tx, id, {
        ...(title !== undefined && { title }),
        ...(summary !== undefined && { summary }),
        ...(openness !== undefined && rulesOf[openness]),
      });
      await this.#record(tx, 'groups.change', id, openness === undefined ? {} : { openness });
      return this.get(tx, id);
    });
  }

  async join(ctx: Ctx, group: string): Promise<Group> {
    ctx.require('groups.group.join');
    const { id } = await this.get(ctx, group);
    await this.#spaces.join(signedIn(ctx), id);
    return this.get(ctx, id);
  }

  async leave(ctx: Ctx, group: string): Promise<void> {
    const member = signedIn(ctx);
    const { id } = await this.get(ctx, group);
    await this.#spaces.leave(member, id);
  }

  async members(ctx: Ctx, group: string, page: PageRequest): Promise<PageOf<SpaceMember>> {
    signedIn(ctx);
    const { id, locked } = await this.get(ctx, group);
    if (locked) throw coreProblems.notFound();
    return this.#spaces.members(ctx, id, page);
  }

  async organisers(ctx: Ctx, group: Group) {
    if (group.locked) return [];
    const ids = await organiserIds(ctx, group.id);
    const names = await this.#members.names(ctx, ids);
    return ids.flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ id, name }];
    });
  }

  async add(ctx: Ctx, group: string, memberId: string, role?: GroupRole): Promise<void> {
    await ctx.transaction(async (tx) => {
      const { id } = await this.toManage(tx, group);
      if (!(await this.#members.get(tx, memberId))) throw problems.noSuchMember();
      await keepingAnOrganiser(() => this.#spaces.add(tx, id, memberId, role));
      await this.#record(tx, 'groups.member.add', id, { member: memberId, ...(role && { role }) });
    });
  }

  async remove(ctx: Ctx, group: string, memberId: string): Promise<void> {
    if (memberId === ctx.actor?.id) return this.leave(ctx, group);
    await ctx.transaction(async (tx) => {
      const { id } = await this.toManage(tx, group);
      await keepingAnOrganiser(() => this.#spaces.remove(tx, id, memberId));
      await this.#record(tx, 'groups.member.remove', id, { member: memberId });
    });
  }

  mayManage(ctx: Ctx, { membership }: Group): boolean {
    const organises = membership?.state === 'member' && membership.role === 'organiser';
    return organises || ctx.can('groups.group.manage');
  }

  async toManage(ctx: Ctx, group: string): Promise<Group> {
    signedIn(ctx);
    const found = await this.get(ctx, group);
    if (!this.mayManage(ctx, found)) throw coreProblems.notPermitted();
    if (!found.locked) return found;
    // whoever looks after a group that they are not in writes its text, and so reads it, and nothing else of it
    const profile = (await profilesOf(ctx, [found.id])).get(found.id);
    return {
      ...found,
      about: profile?.about ?? '',
      kindLabel: profile?.kindLabel ?? null,
      version: profile?.version ?? null,
    };
  }

  async withoutOrganiser(ctx: Ctx): Promise<readonly Group[]> {
    const ids = await groupsWithoutOrganiser(ctx, 10);
    const found = await Promise.all(ids.map((id) => this.#spaces.get(ctx, KIND, id)));
    return found.flatMap((space) => (space ? [toGroup(space, undefined)] : []));
  }

  #record(tx: Ctx, action: string, id: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#audit.record(tx, { action, subject: 'group', subjectId: id, detail });
  }
}

/** Core's refusal speaks to the last organiser; here it is said about somebody else. */
async function keepingAnOrganiser(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof Problem && error.code === 'core.last-organiser' ? problems.lastOrganiser() : error;
  }
}

const isMine = ({ membership }: Group): boolean => membership?.state === 'member';

function toGroup(space: Space, profile: Profile | undefined): Group {
  const { id, slug, title, summary, locked, membership } = space;
  const known = { id, slug, title, summary, openness: opennessOf(space.joining), locked, membership };
  return locked
    ? { ...known, about: null, kindLabel: null, memberCount: null, createdAt: null, version: null }
    : {
        ...known,
        about: profile?.about ?? '',
        kindLabel: profile?.kindLabel ?? null,
        memberCount: space.memberCount,
        createdAt: space.createdAt,
        version: profile?.version ?? null,
      };
}

function signedIn(ctx: Ctx): MemberContext<Tables> {
  if (!ctx.actor) throw coreProblems.signInRequired();
  return ctx as MemberContext<Tables>;
}

/** Without the spaces around it, and without the one character that PostgreSQL cannot keep in a text. */
const clean = (text: string): string => text.replaceAll('\0', '').trim();

/** A text that has to be there; spaces alone are no text. */
function written(ctx: Ctx, field: 'title' | 'summary', text: string): string {
  const trimmed = clean(text);
  if (trimmed === '')
    throw coreProblems.invalid(
      {},
      { fields: [{ pointer: `/${field}`, detail: ctx.t(`groups.form.${field}.needed`) }] },
    );
  return trimmed;
}

/** A slug of our own where the one made from the title would be the address of the page that starts groups. */
const slugBesides = (title: string): string | undefined =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '') === 'new'
    ? 'new-group'
    : undefined;
