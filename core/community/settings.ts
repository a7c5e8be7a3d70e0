import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely } from 'kysely';
import type { TObject, TSchema } from 'typebox';
import type { CommunityView } from '../contract/community.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { audit } from '../contract/services.ts';
import { ownerOf } from '../registry/admit.ts';
import type { Registry } from '../registry/registry.ts';
import { compile, fieldProblems } from '../registry/schemas.ts';
import type { Communities } from './communities.ts';
import {
  declaredOf,
  fromEnvironment,
  isCurrentFormat,
  readDocument,
  settingsSchemaOf,
  type RevisionDocument,
  type Values,
} from './document.ts';
import { managedIn } from './history.ts';
import { newestRevision, revisionById, revisions, write, type RevisionRow } from './revisions.ts';

/** Who may change managers' settings; the pages and routes for it ask for the same. */
export const MANAGE_SETTINGS = 'core.settings.manage';

/** One field of a settings schema, as it stands in one community. */
export interface SettingField {
  readonly name: string;
  /** With description, default and limits; `owner` among its keys. */
  readonly schema: TSchema;
  readonly owner: 'operator' | 'manager';
  /** What holds now: default < managed < declared. Undefined where it is `hidden`. */
  readonly value: unknown;
  /** The file takes it from the environment, or did before revisions kept that: no value is shown, only who set it. */
  readonly hidden: boolean;
  readonly default: unknown;
  /** The file names it, so that it is locked: "Set by your operator". */
  readonly declared: boolean;
  /** A manager decided it. Kept below a lock, and back in force when the file names the field no more. */
  readonly managed: boolean;
}

export interface SettingsSheet {
  /** `core` for the community's own fields. */
  readonly extension: string;
  /** Number of the revision that was read, for `base` of the next change. */
  readonly revision: number;
  /** In the order of the schema. */
  readonly fields: readonly SettingField[];
}

/** A change by a manager: which fields, what they were and what they became; undefined where the default held. */
export interface SettingsChange {
  readonly revision: number;
  readonly at: Date;
  /** Null where it was no member, or one who is gone. */
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly kind: 'manager' | 'undo';
  /** The change that an undo took back. */
  readonly restores: number | null;
  readonly extension: string;
  readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

export interface ChangeRequest {
  /** Id of an extension, or `core`. */
  readonly extension: string;
  /** New values by field; fields that are not named stay as they are. JSON types as the schema has them, not form texts. */
  readonly values?: Values | undefined;
  /** Fields that go back to their default. */
  readonly reset?: readonly string[] | undefined;
  /** The revision that the person saw. Where this extension's settings changed since, nothing is saved. */
  readonly base?: number | undefined;
}

/**
 * What managers decide of the settings of their community. Every call needs the permission `core.settings.manage`. A change is
 * a revision like one from a file: it serves on every node within 300 ms, on this one when the call returns.
 */
export interface Settings {
  /** Ids of what has fields of managers here: `core`, and reachable extensions in the order of the menu. */
  extensions(view: CommunityView): readonly string[];
  /** The fields of one extension, now or as a revision had them. `core.not-found` where it is not reachable here. */
  read(ctx: Context, extension: string, at?: number): Promise<SettingsSheet>;
  /**
   * Writes managers' values. Throws `core.invalid` with a field each where a value is not valid, unknown or the operator's,
   * `core.setting-locked` where the file names a field, and `core.changed-meanwhile` where somebody was faster.
   */
  change(ctx: Context, request: ChangeRequest): Promise<SettingsSheet>;
  /** Changes by managers, newest first; of one extension or of all. `before` pages back. */
  history(
    ctx: Context,
    filter?: {
      readonly extension?: string | undefined;
      readonly before?: number | undefined;
      readonly limit?: number | undefined;
    },
  ): Promise<readonly SettingsChange[]>;
  /**
   * Takes one change back: the fields that it changed become what they were before it, whatever came after, and nothing else
   * changes. `core.not-found` where it is no change by a manager of this community.
   */
  undo(ctx: Context, revision: number, base?: number): Promise<SettingsSheet>;
}

export interface SettingsOptions {
  readonly registry: () => Registry;
  readonly communities: () => Communities;
  readonly platform: Kysely<any>;
}

const defaultsOf = (schema: TObject): Values =>
  Object.fromEntries(
    Object.entries(schema.properties).map(([name, field]) => [name, (field as { default?: unknown }).default]),
  );

const only = (schema: TObject, values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => schema.properties[name] !== undefined));

export function createSettings({ registry, communities, platform }: SettingsOptions): Settings {
  const schemaOf = (view: CommunityView, extension: string): TObject => {
    const schema =
      extension === 'core' || view.extensions.has(extension) ? settingsSchemaOf(registry(), extension) : undefined;
    if (!schema) throw coreProblems.notFound();
    return schema;
  };

  function sheet(
    view: CommunityView,
    extension: string,
    revision: number,
    document: RevisionDocument,
    /** False for a revision that kept values of the environment in clear. */
    current = true,
  ): SettingsSheet {
    const schema = schemaOf(view, extension);
    const defaults = defaultsOf(schema);
    const declared = declaredOf(document, extension);
    const managed = document.managed[extension] ?? {};
    const active = communities().active(view.slug);
    const shown = active?.document;
    // an older revision is read with the values of now
    const live = active ? declaredOf(active.stored, extension) : {};
    const now = ((extension === 'core' ? shown : shown?.extensions[extension]?.settings) ?? {}) as Values;
    return {
      extension,
      revision,
      fields: Object.entries(schema.properties).map(([name, field]) => {
        const hidden = name in declared && (!current || fromEnvironment(declared[name]) || fromEnvironment(live[name]));
        return {
          name,
          schema: field,
          owner: ownerOf(field),
          // where this node has not shown the revision yet, what it will show
          value: hidden
            ? undefined
            : name in declared
              ? (now[name] ?? declared[name])
              : (managed[name] ?? defaults[name]),
          hidden,
          default: defaults[name],
          declared: name in declared,
          managed: name in managed,
        };
      }),
    };
  }

  async function newest(db: Kysely<any>, view: CommunityView) {
    const row = await newestRevision(db, view.id);
    if (!row) throw coreProblems.notFound();
    return { row, document: readDocument(row.document) };
  }

  /** Somebody else changed this extension's settings after `base`, in the file or on a page. */
  async function movedOn(db: Kysely<any>, now: RevisionDocument, base: number, view: CommunityView, extension: string) {
    const then = await revisionById(db, base);
    if (!then || then.communityId !== view.id) return true;
    const seen = readDocument(then.document);
    const schema = schemaOf(view, extension);
    const of = (document: RevisionDocument) => [
      only(schema, declaredOf(document, extension)),
      document.managed[extension] ?? {},
    ];
    return !isDeepStrictEqual(of(seen), of(now));
  }

  /** Refuses what managers may not decide, and what is not valid together with everything else. */
  function checked(ctx: Context, schema: TObject, document: RevisionDocument, extension: string, values: Values): void {
    const declared = declaredOf(document, extension);
    const wrong = Object.keys(values).flatMap((name) => {
      const field = schema.properties[name];
      if (field === undefined) return [{ pointer: `/${name}`, detail: ctx.t('core.settings.unknown') }];
      if (ownerOf(field) === 'operator') return [{ pointer: `/${name}`, detail: ctx.t('core.settings.operator') }];
      return [];
    });
    if (wrong.length > 0) throw coreProblems.invalid({}, { fields: wrong });
    const locked = Object.keys(values).filter((name) => name in declared);
    if (locked.length > 0)
      throw coreProblems.settingLocked(
        { field: locked.join(', ') },
        { fields: locked.map((name) => ({ pointer: `/${name}`, detail: ctx.t('core.settings.locked') })) },
      );
    const validate = compile(schema, 'strict');
    const whole = { ...(extension === 'core' ? { name: ctx.community.name } : {}), ...structuredClone(values) };
    if (validate(whole)) return;
    // what the file says was checked with the file
    const own = (validate.errors ?? []).filter(({ instancePath }) => (instancePath.split('/')[1] ?? '') in values);
    if (own.length > 0) throw coreProblems.invalid({}, { fields: fieldProblems(own, ctx.t) });
  }

  /** Replaces managers' values of one extension by a new revision. */
  async function save(
    ctx: Context,
    extension: string,
    base: number | undefined,
    kind: { readonly kind: 'manager' } | { readonly kind: 'undo'; readonly restores: number },
    next: (document: RevisionDocument, schema: TObject) => Values,
  ): Promise<SettingsSheet> {
    ctx.require(MANAGE_SETTINGS);
    const view = ctx.community;
    const schema = schemaOf(view, extension);
    const saved = await ctx.transaction((tx) =>
      write(tx.db, async (writing) => {
        const { row, document } = await newest(tx.db, view);
        if (base !== undefined && (await movedOn(tx.db, document, base, view, extension)))
          throw coreProblems.changedMeanwhile();
        const before = document.managed[extension] ?? {};
        const after = next(document, schema);
        const fields = changes(before, after).map(({ name }) => name);
        if (fields.length === 0) return { revision: row.id, document };
        const managed = { ...document.managed, [extension]: after };
        if (Object.keys(after).length === 0) delete managed[extension];
        const changed: RevisionDocument = { ...document, managed };
        const revision = await writing.add(view.id, {
          document: changed,
          fileHash: row.fileHash,
          source: row.source,
          extension,
          appliedBy: ctx.actor?.id ?? null,
          ...kind,
        });
        await tx.get(audit).record(tx, {
          action: kind.kind === 'undo' ? 'core.settings.restored' : 'core.settings.changed',
          subject: 'settings',
          subjectId: extension,
          detail: { fields, revision: String(revision) },
        });
        return { revision, document: changed };
      }),
    );
    // it is saved whatever happens here, and this node tries again by itself
    await communities()
      .converge()
      .catch((error: unknown) => ctx.log.error({ err: error }, 'a saved change could not be shown at once'));
    return sheet(view, extension, saved.revision, saved.document);
  }

  async function namesOf(ctx: Context, rows: readonly RevisionRow[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(rows.flatMap(({ appliedBy }) => appliedBy ?? []))];
    if (ids.length === 0) return new Map();
    const { rows: people } = await sql<{ id: string; name: string }>`
      select id, display_name as name from core.member
      where community_id = ${ctx.community.id} and id = any(${ids}::uuid[]) and erased_at is null`.execute(ctx.db);
    return new Map(people.map(({ id, name }) => [id, name]));
  }

  return {
    extensions(view) {
      const has = (id: string) =>
        Object.values(settingsSchemaOf(registry(), id)?.properties ?? {}).some((field) => ownerOf(field) === 'manager');
      return ['core', ...view.extensions.keys()].filter(has);
    },
    async read(ctx, extension, at) {
      ctx.require(MANAGE_SETTINGS);
      schemaOf(ctx.community, extension);
      if (at === undefined) {
        const { row, document } = await newest(ctx.db, ctx.community);
        return sheet(ctx.community, extension, row.id, document, isCurrentFormat(row.document));
      }
      const then = await revisionById(ctx.db, at);
      if (!then || then.communityId !== ctx.community.id) throw coreProblems.notFound();
      return sheet(ctx.community, extension, then.id, readDocument(then.document), isCurrentFormat(then.document));
    },
    change(ctx, { extension, values = {}, reset = [], base }) {
      return save(ctx, extension, base, { kind: 'manager' }, (document, schema) => {
        const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
        checked(ctx, schema, document, extension, given);
        const kept = Object.entries(document.managed[extension] ?? {}).filter(([name]) => !reset.includes(name));
        return { ...Object.fromEntries(kept), ...given };
      });
    },
    async history(ctx, { extension, before, limit = 50 } = {}) {
      ctx.require(MANAGE_SETTINGS);
      const rows = await revisions(platform, {
        community: ctx.community.id,
        extension,
        kinds: ['manager', 'undo'],
        before,
        limit,
      });
      const names = await namesOf(ctx, rows);
      return rows.map((row) => {
        const { before, after } = managedIn(row);
        const name = row.appliedBy === null ? undefined : names.get(row.appliedBy);
        return {
          revision: row.id,
          at: row.at,
          by: row.appliedBy === null || name === undefined ? null : { id: row.appliedBy, name },
          kind: row.kind as 'manager' | 'undo',
          restores: row.restores,
          extension: row.extension ?? '',
          fields: changes(before, after),
        };
      });
    },
    async undo(ctx, revision, base) {
      ctx.require(MANAGE_SETTINGS);
      const row = Number.isSafeInteger(revision) ? await revisionById(platform, revision) : undefined;
      if (!row || row.communityId !== ctx.community.id || row.extension === null) throw coreProblems.notFound();
      const { extension } = row;
      const { before: former, after } = managedIn(row);
      const changed = changes(former, after).map(({ name }) => name);
      return save(ctx, extension, base, { kind: 'undo', restores: revision }, (document, schema) => {
        const declared = declaredOf(document, extension);
        // what this release does not know any more is left behind
        const back = only(
          schema,
          Object.fromEntries(Object.entries(former).filter(([name]) => changed.includes(name))),
        );
        // what the file names meanwhile is its own affair
        const free = Object.entries(back).filter(([name]) => !(name in declared));
        checked(ctx, schema, document, extension, Object.fromEntries(free));
        const others = Object.entries(document.managed[extension] ?? {}).filter(([name]) => !changed.includes(name));
        return { ...Object.fromEntries(others), ...back };
      });
    },
  };
}

/** Fields that differ, by name. */
function changes(before: Values, after: Values): { name: string; before: unknown; after: unknown }[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => ({ name, before: before[name], after: after[name] }));
}
