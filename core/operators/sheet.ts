import type { TObject, TSchema } from 'typebox';
import type { RouteAccess } from '../contract/route.ts';
import { translatorOf, type Translate } from '../messages/translator.ts';
import { needsOf } from '../registry/needs.ts';
import type { ExtensionRecord } from '../registry/record.ts';
import type { Registry } from '../registry/registry.ts';
import type { CommunityOverview, Standing } from './overview.ts';

export interface SettingSheet {
  readonly name: string;
  /** In the words of JSON Schema, or the values there are. */
  readonly type: string;
  /** As YAML would write it on one line, which is how JSON does; empty where there is none. */
  readonly default: string;
  readonly description: string;
}

/** One installed extension, and everything that it adds to a community that has it on. */
export interface ExtensionSheet {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly record: ExtensionRecord;
  readonly needs: readonly string[];
  readonly neededBy: readonly string[];
  readonly pages: readonly { readonly path: string; readonly kind: string; readonly access: RouteAccess }[];
  readonly routes: readonly { readonly method: string; readonly path: string; readonly access: RouteAccess }[];
  readonly permissions: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly grantedTo: readonly string[];
  }[];
  readonly blocks: readonly { readonly id: string; readonly region: string }[];
  readonly notifications: readonly { readonly id: string; readonly title: string }[];
  readonly jobs: readonly string[];
  /** Events that it emits; the summary is English. */
  readonly emits: readonly { readonly id: string; readonly summary: string }[];
  /** Ids of events that it listens to, once each. */
  readonly hears: readonly string[];
  /** Five fields, by the clock of each community. */
  readonly schedules: readonly { readonly id: string; readonly cron: string }[];
  readonly settings: readonly SettingSheet[];
  /** By the short name of the community. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** What turns it on, below `extensions:`, with its indent. */
  readonly line: string;
}

function typeOf(schema: TSchema): string {
  const {
    type,
    enum: values,
    anyOf,
    items,
  } = schema as {
    type?: string;
    enum?: readonly unknown[];
    anyOf?: readonly TSchema[];
    items?: TSchema;
  };
  if (values) return values.map(String).join(' | ');
  if (anyOf) return anyOf.map(typeOf).join(' | ');
  if ('const' in schema) return String(schema['const']);
  return type === 'array' && items ? `${typeOf(items)}[]` : (type ?? 'any');
}

const settingsOf = ({ properties }: TObject): SettingSheet[] =>
  Object.entries(properties).map(([name, schema]) => {
    const { default: value, description = '' } = schema as { default?: unknown; description?: string };
    return { name, type: typeOf(schema), default: value === undefined ? '' : JSON.stringify(value), description };
  });

function sheetOf(
  registry: Registry,
  record: ExtensionRecord,
  communities: readonly CommunityOverview[],
  wordsOf: (id: string) => Translate,
): ExtensionSheet {
  const { id, title, version, description, definition } = record;
  const built = registry.built.get(id);
  const t = wordsOf(id);
  return {
    id,
    title,
    version,
    description,
    record,
    needs: needsOf(registry, record),
    neededBy: registry.records.filter((other) => needsOf(registry, other).includes(id)).map((other) => other.id),
    pages: (built?.pages ?? []).map(({ path, kind, access }) => ({ path, kind, access })),
    routes: (built?.routes ?? []).map(({ method, path, access }) => ({ method, path: `/api${path}`, access })),
    permissions: Object.entries(definition?.permissions ?? {}).map(([permission, { grantedTo = [], ...words }]) => ({
      id: permission,
      title: words.title,
      description: words.description,
      grantedTo,
    })),
    blocks: (built?.blocks ?? []).map(({ id: block, region }) => ({ id: block, region })),
    notifications: (built?.notifications ?? []).map(({ id: kind, title: key }) => ({ id: kind, title: t(key) })),
    jobs: (built?.jobs ?? []).map(({ job }) => job.id),
    emits: (definition?.events ?? []).map(({ id: event, summary = '' }) => ({ id: event, summary })),
    hears: [...new Set((built?.listeners ?? []).map(({ event }) => event.id))],
    schedules: (built?.schedules ?? []).map(({ id: schedule, cron }) => ({ id: schedule, cron })),
    settings: definition ? settingsOf(definition.settings) : [],
    standings: new Map(
      communities.flatMap(({ slug, extensions }) => {
        const standing = extensions.get(id);
        return standing ? [[slug, standing] as const] : [];
      }),
    ),
    line: `  ${id}: {}`,
  };
}

/** Everything that is installed, in the order in which it starts. Titles of notifications are in the language asked for. */
export function sheets(
  registry: Registry,
  communities: readonly CommunityOverview[],
  locale: string,
): readonly ExtensionSheet[] {
  const wordsOf = (id: string) => {
    const built = registry.built.get(id);
    return translatorOf(built ? [registry.core, built] : [registry.core], locale, 'UTC');
  };
  return registry.records.map((record) => sheetOf(registry, record, communities, wordsOf));
}
