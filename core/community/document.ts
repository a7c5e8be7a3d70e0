import type { TObject } from 'typebox';
import type { ErrorObject } from 'ajv';
import { ownerOf } from '../registry/admit.ts';
import { needsOf } from '../registry/needs.ts';
import { compile } from '../registry/schemas.ts';
import type { Installed } from './check.ts';
import { locksOf, type Lock } from './policies.ts';
import { CommunityFile, type CommunityDocument, type Policy } from './schema.ts';
import { unescaped } from './yaml.ts';

export type Values = Readonly<Record<string, unknown>>;

/** What a revision keeps: only what somebody said. Defaults belong to the code and secrets to the environment of each node. */
export interface RevisionDocument {
  readonly format: 2;
  /** What the file names, with `$env:NAME` as it stands there. It locks. */
  readonly declared: Values;
  /** What managers decided, by extension; `core` holds the community's own fields. */
  readonly managed: Readonly<Record<string, Values>>;
}

export const isCurrentFormat = (document: Values): boolean => document['format'] === 2;

/** Reads a revision of any age. Before format 2 a document was complete, so that everything in it counts as declared. */
export function readDocument(document: Values): RevisionDocument {
  if (isCurrentFormat(document)) return document as unknown as RevisionDocument;
  const { slug: _slug, ...declared } = document;
  return { format: 2, declared, managed: {} };
}

/** Settings that a file declares of one extension; `core` stands for the fields of the community itself. */
export function declaredOf({ declared }: Pick<RevisionDocument, 'declared'>, extension: string): Values {
  if (extension === 'core') return declared;
  const entries = (declared['extensions'] ?? {}) as Record<string, { settings?: Values } | null>;
  return entries[extension]?.settings ?? {};
}

/** Whether any part of what a file declares is taken from the environment of a node: such a value is shown to nobody. */
export function fromEnvironment(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('$env:');
  return value !== null && typeof value === 'object' && Object.values(value).some(fromEnvironment);
}

/** The schema of an extension's settings; of the community's own fields for `core`, undefined for what is not installed. */
export const settingsSchemaOf = (registry: Installed, extension: string): TObject | undefined =>
  extension === 'core' ? CommunityFile : registry.record(extension)?.definition?.settings;

/** Something that a revision says and this node cannot do; `path` leads to it in the file. */
export interface Obstacle {
  readonly path: readonly string[];
  readonly reason: string;
}

export interface Effective {
  readonly document: CommunityDocument;
  readonly locks: ReadonlyMap<string, Lock>;
  readonly obstacles: readonly Obstacle[];
}

export interface EffectiveOptions {
  readonly registry: Installed;
  readonly env: NodeJS.ProcessEnv;
  readonly policies: readonly Policy[];
}

type Say = (path: readonly string[], reason: string) => void;
type Draft = Record<string, unknown>;

/** `$env:NAME` of what a file declares. Managers' values never pass here, or they could read the environment. */
function resolved(value: unknown, env: NodeJS.ProcessEnv, path: readonly string[], say: Say): unknown {
  if (typeof value === 'string' && value.startsWith('$env:')) {
    const name = value.slice('$env:'.length);
    if (env[name] === undefined) say(path, `the environment of this node has no variable ${name}; the default is used`);
    return env[name];
  }
  if (Array.isArray(value)) return value.map((one, at) => resolved(one, env, [...path, String(at)], say));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const now = resolved(one, env, [...path, key], say);
      return now === undefined ? [] : [[key, now]];
    }),
  );
}

const keyOf = ({ instancePath, params }: ErrorObject): string | undefined =>
  instancePath.split('/').slice(1).map(unescaped)[0] ?? (params['additionalProperty'] as string | undefined);

/** Fills defaults in, and leaves out what the schema of this release refuses: a stored value must never stop a community. */
function settle(schema: TObject, values: Draft, path: readonly string[], say: Say): Draft {
  const validate = compile(schema, 'strict');
  let current = values;
  for (;;) {
    const attempt = structuredClone(current);
    if (validate(attempt)) return attempt;
    const refused = new Map(
      (validate.errors ?? []).flatMap((error) => {
        const key = keyOf(error);
        return key !== undefined && key in current ? [[key, error.message ?? 'is not valid'] as const] : [];
      }),
    );
    if (refused.size === 0 && Object.keys(current).length === 0) return attempt;
    if (refused.size === 0) say(path, 'is not valid in this release; the defaults are used');
    for (const [key, reason] of refused)
      say([...path, key], `${reason} in this release; the default is used until the file or a manager changes it`);
    current =
      refused.size === 0 ? {} : Object.fromEntries(Object.entries(current).filter(([key]) => !refused.has(key)));
  }
}

/** Managers' values of fields that are theirs. One that became the operator's since keeps its value in the revision, unused. */
function managedValues(schema: TObject | undefined, values: Values | undefined): Draft {
  if (!values) return {};
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => {
      const field = schema?.properties[name];
      return field !== undefined && ownerOf(field) === 'manager';
    }),
  );
}

/** Turns off what cannot be on: what a policy forbids, what is not installed, and what lacks something that it needs. */
function switches(
  extensions: Record<string, { enabled: boolean; settings: Draft }>,
  locks: ReadonlyMap<string, Lock>,
  without: ReadonlySet<string>,
  registry: Installed,
  say: Say,
): void {
  for (const [id, { rule, reason }] of locks) {
    const entry = extensions[id];
    if (rule === 'forbid' && entry?.enabled) {
      say(['extensions', id], `is off, as a policy of the platform forbids it: ${reason}`);
      entry.enabled = false;
    }
    if (rule === 'force' && entry && !entry.enabled) {
      say(['extensions', id], `is on, as a policy of the platform says so: ${reason}`);
      entry.enabled = true;
    }
    if (rule === 'force' && !entry) extensions[id] = { enabled: true, settings: {} };
  }
  for (const id of without) if (extensions[id]) extensions[id].enabled = false;
  for (let again = true; again;) {
    again = false;
    for (const [id, entry] of Object.entries(extensions)) {
      const record = registry.record(id);
      if (!entry.enabled || !record) continue;
      const lacking = needsOf(registry, record).find((other) => registry.record(other) && !extensions[other]?.enabled);
      if (lacking === undefined) continue;
      say(['extensions', id], `is off, as it needs ${lacking}, which is not on here`);
      entry.enabled = false;
      again = true;
    }
  }
}

/**
 * What a community has on this node: defaults < what managers decided < what the file says, and policies over all. Never
 * throws for what is stored: what this release cannot take is an obstacle, and its default holds. `without` are extensions to
 * leave off.
 */
export function effective(
  slug: string,
  stored: RevisionDocument,
  options: EffectiveOptions,
  without: ReadonlySet<string> = new Set(),
): Effective {
  const { registry, env, policies } = options;
  const obstacles: Obstacle[] = [];
  const say: Say = (path, reason) => obstacles.push({ path, reason });
  const { extensions: named, ...own } = resolved(stored.declared, env, [], say) as Draft;
  const core = settle(
    CommunityFile,
    { name: slug, ...managedValues(CommunityFile, stored.managed['core']), ...own },
    [],
    say,
  ) as unknown as CommunityFile;
  const locks = locksOf(policies, { ...core, slug });

  const extensions: Record<string, { enabled: boolean; settings: Draft }> = {};
  for (const [id, entry] of Object.entries((named ?? {}) as Record<string, Draft | null>))
    extensions[id] = {
      enabled: entry?.['enabled'] !== false,
      settings: (entry?.['settings'] ?? {}) as Draft,
    };
  for (const id of Object.keys(extensions))
    if (!registry.record(id))
      say(['extensions', id], 'is not installed; the community goes on without it, its data stay');
  switches(extensions, locks, without, registry, say);
  for (const [id, entry] of Object.entries(extensions)) {
    const schema = settingsSchemaOf(registry, id);
    // what does not load cannot say what it knows; its values wait as they are
    if (schema)
      entry.settings = settle(
        schema,
        { ...managedValues(schema, stored.managed[id]), ...entry.settings },
        ['extensions', id, 'settings'],
        say,
      );
  }
  return { document: { ...core, slug, extensions } as CommunityDocument, locks, obstacles };
}
