/** What a change would mean, before anybody makes it: who gains or loses what, what appears or vanishes, and how many rows are meant. */
import { sql } from 'kysely';
import type { App } from '../app.ts';
import type { CommunityView } from '../contract/community.ts';
import { JOB_SCHEMA } from '../events/install.ts';
import { extensionOfQueue } from '../events/tasks.ts';
import { dependentsOf } from '../registry/needs.ts';
import { sheets, type SettingSheet } from '../operators/sheet.ts';
import { headcount } from '../operators/store.ts';
import type { ExtensionRecord } from '../registry/record.ts';
import { belongingsOf, countRows, type RowCount } from './rows.ts';

export interface RolePlan {
  readonly role: string;
  /** Null for visitors, whom nobody counts. */
  readonly members: number | null;
  readonly permissions: readonly string[];
}

export interface ExtensionPlan {
  readonly extension: string;
  readonly title: string;
  readonly version: string;
  readonly roles: readonly RolePlan[];
  readonly pages: readonly string[];
  readonly routes: readonly string[];
  readonly navigation: readonly string[];
  readonly blocks: readonly string[];
  readonly notifications: readonly string[];
  readonly settings: readonly SettingSheet[];
  /** Work of it that waits in this community, by queue. */
  readonly jobs: readonly { readonly queue: string; readonly count: number }[];
  readonly rows: readonly RowCount[];
  /** Extensions that are on there and cannot do without it. */
  readonly dependents: readonly string[];
}

/** What an extension is, or would be, in one community. */
export async function planFor(app: App, view: CommunityView, record: ExtensionRecord): Promise<ExtensionPlan> {
  const { registry } = app;
  const { id, title, version, definition } = record;
  const sheet = sheets(registry, [], 'en').find((one) => one.id === id);
  const belongings = await belongingsOf(view.db, id, definition ?? {}, view.id);
  return {
    extension: id,
    title,
    version,
    roles: await rolesOf(view, record),
    pages: (sheet?.pages ?? []).filter(({ kind }) => kind !== 'action').map(({ path }) => path),
    routes: (sheet?.routes ?? []).map(({ method, path }) => `${method} ${path}`),
    navigation: (definition?.navigation ?? []).map(({ path }) => path),
    blocks: (sheet?.blocks ?? []).map(({ id: block, region }) => `${block} (${region})`),
    notifications: (sheet?.notifications ?? []).map((kind) => kind.id),
    settings: sheet?.settings ?? [],
    jobs: await waiting(app, view, id),
    rows: await countRows(view.db, belongings),
    dependents: dependentsIn(app, view, id),
  };
}

/** Extensions that are on in a community and need this one. */
export const dependentsIn = ({ registry }: Pick<App, 'registry'>, view: CommunityView, id: string): readonly string[] =>
  dependentsOf(registry, id)
    .map((other) => other.id)
    .filter((other) => view.extensions.has(other));

/** Members by role, with the permissions of this extension that the role gives: what it gives by itself, and what the file adds. */
async function rolesOf(view: CommunityView, { definition }: ExtensionRecord): Promise<RolePlan[]> {
  const own = Object.entries(definition?.permissions ?? {});
  const plans: RolePlan[] = [];
  for (const [role, { permissions }] of view.roles) {
    const given = own.flatMap(([permission, { grantedTo = [] }]) =>
      permissions.includes(permission) || grantedTo.some((name) => name === role) ? [permission] : [],
    );
    if (given.length === 0) continue;
    const { members, managers } = await headcount(view.db, view.id, [role]);
    plans.push({
      role,
      members: role === 'visitor' ? null : role === 'member' ? members : managers,
      permissions: given,
    });
  }
  return plans;
}

async function waiting({ platform }: App, view: CommunityView, id: string): Promise<ExtensionPlan['jobs']> {
  const { rows } = await sql<{ queue: string; count: number }>`
    select name as queue, count(*)::int as count from ${sql.table(`${JOB_SCHEMA}.job`)}
    where state in ('created', 'retry') and data ->> 'community' = ${String(view.id)} group by name order by name`.execute(
    platform,
  );
  return rows.filter(({ queue }) => extensionOfQueue(queue) === id);
}
