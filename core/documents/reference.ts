import type { ExtensionDefinition } from '../contract/definition.ts';
import type { Deprecation } from '../contract/deprecation.ts';
import type { EventType } from '../contract/event.ts';
import type { Hook, Point } from '../contract/hooks.ts';
import type { RouteAccess } from '../contract/route.ts';
import { tooEarly } from '../registry/admit.ts';
import { isListener } from '../registry/admit-events.ts';
import { pathOf } from './operation.ts';
import { typeWords } from './schema-rows.ts';

/** What an extension offers, as its package has it: the definition, and what its entry exports besides. */
export interface Described {
  readonly id: string;
  readonly definition: ExtensionDefinition;
  readonly exports: Readonly<Record<string, unknown>>;
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string) => `\`${text}\``;

/** A table as prettier sets it; nothing where there are no rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const cells = [head, ...rows].map((row) => row.map(cell));
  const widths = head.map((_, at) => Math.max(3, ...cells.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[], filler = ' ') =>
    `| ${widths.map((width, at) => (row[at] ?? '').padEnd(width, filler)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [
    line(first),
    line(
      widths.map(() => ''),
      '-',
    ),
    ...others.map((row) => line(row)),
    '',
  ];
}

const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`### ${title}`, '', ...lines]);

const access = (rule: RouteAccess) => (typeof rule === 'string' ? rule : code(rule.permission));
const going = (deprecated: Deprecation | undefined) =>
  deprecated ? ` **Goes with ${deprecated.until}**: use ${deprecated.use}.` : '';

type Field = { description?: string; default?: unknown; owner?: string; deprecated?: Deprecation };

const isKind = <T extends { kind: string }>(value: unknown, kind: T['kind']): value is T =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === kind;

/** Text of a message in English, or its key. */
const words = ({ messages }: ExtensionDefinition, key: string) => messages?.['en']?.[key] ?? key;

/**
 * What stands in the README of an extension between its markers: everything that follows from the definition, so that it is
 * never told twice and never stale.
 */
export function referenceOf({ id, definition, exports }: Described): string {
  const exported = Object.entries(exports);
  const points = exported.flatMap(([name, value]) =>
    isKind<Point<unknown>>(value, 'point') ? [[code(name), code(value.id), `point${going(value.deprecated)}`]] : [],
  );
  const hooks = exported.flatMap(([name, value]) =>
    isKind<Hook<unknown>>(value, 'hook') ? [[code(name), code(value.id), `hook${going(value.deprecated)}`]] : [],
  );
  const services = exported.flatMap(([name, value]) =>
    typeof value === 'symbol' && value.description?.startsWith(`${id}.`)
      ? [[code(name), code(value.description), 'service']]
      : [],
  );
  const contributions = definition.hooks?.(tooEarly) ?? [];
  const listeners = contributions.filter(isListener);
  const events: readonly EventType[] = definition.events ?? [];
  const schedules = definition.schedules?.(tooEarly) ?? [];

  return [
    ...section(
      'Settings',
      table(
        ['setting', 'type', 'default', 'decided by', 'meaning'],
        Object.entries(definition.settings.properties).map(([name, schema]) => {
          const field = schema as Field;
          return [
            code(name),
            code(typeWords(schema)),
            code(JSON.stringify(field.default)),
            field.owner ?? 'operator',
            `${field.description ?? ''}${going(field.deprecated)}`,
          ];
        }),
      ),
    ),
    ...section(
      'Permissions',
      table(
        ['permission', 'given to', 'meaning'],
        Object.entries(definition.permissions ?? {}).map(
          ([name, { title, description, grantedTo = [], deprecated }]) => [
            code(name),
            grantedTo.join(', ') || 'nobody',
            `${title}. ${description}${going(deprecated)}`,
          ],
        ),
      ),
    ),
    ...section(
      'Pages',
      table(
        ['page', 'kind', 'for'],
        (definition.pages?.(tooEarly) ?? []).map((page) => [code(page.path), page.kind, access(page.access)]),
      ),
    ),
    ...section(
      'API',
      table(
        ['call', 'for', 'what it does'],
        (definition.routes?.(tooEarly) ?? []).map((route) => [
          code(`${route.method} ${pathOf(route.path)}`),
          access(route.access),
          `${route.summary}${going(route.deprecated)}`,
        ]),
      ),
    ),
    ...section(
      'Errors',
      table(
        ['code', 'status', 'what happened'],
        Object.entries(definition.problems?.entries ?? {}).map(([name, { status, title }]) => [
          code(name),
          String(status),
          title,
        ]),
      ),
    ),
    ...section(
      'Events',
      table(
        ['event', 'carries', 'when'],
        events.map(({ id: name, payload, summary = '', deprecated }) => [
          code(name),
          Object.keys(payload?.properties ?? {})
            .map(code)
            .join(', ') || 'ids',
          `${summary}${going(deprecated)}`,
        ]),
      ),
    ),
    ...section('For other extensions', table(['export', 'id', 'kind'], [...services, ...points, ...hooks])),
    ...section(
      'What it does elsewhere',
      table(
        ['where', 'how'],
        [
          ...listeners.map(({ event }) => [code(event.id), 'listens']),
          ...contributions.flatMap((one) =>
            isListener(one)
              ? []
              : [[code(one.target.id), one.target.kind === 'point' ? 'contributes' : (one.when ?? 'before')]],
          ),
          ...(definition.blocks?.(tooEarly) ?? []).map((block) => [code(block.region), `the block ${code(block.id)}`]),
        ],
      ),
    ),
    ...section(
      'Work in the background',
      table(
        ['work', 'when'],
        [
          ...(definition.jobs?.(tooEarly) ?? []).map(({ job }) => [code(job.id), 'when it is asked for']),
          ...schedules.map(({ id: name, cron }) => [code(name), `${code(cron)}, by the clock of the community`]),
        ],
      ),
    ),
    ...section(
      'Notifications',
      table(
        ['notification', 'what it is about'],
        (definition.notifications?.(tooEarly) ?? []).map((kind) => [code(kind.id), words(definition, kind.title)]),
      ),
    ),
    ...section(
      'Commands',
      table(
        ['command', 'what it does'],
        (definition.commands ?? []).map(({ path, summary }) => [code(`polyphony ${path.join(' ')}`), summary]),
      ),
    ),
  ]
    .join('\n')
    .trim();
}

const START = '<!-- reference: written by `polyphony docs` -->';
const END = '<!-- end of the reference -->';

/** A README with its reference brought up to date; undefined where it has no markers to put it between. */
export function withReference(readme: string, described: Described): string | undefined {
  const [before, rest] = readme.split(START);
  const [, after] = (rest ?? '').split(END);
  if (before === undefined || after === undefined) return undefined;
  return `${before}${START}\n\n${referenceOf(described)}\n\n${END}${after}`;
}

/** The two lines that a README needs once. */
export const referenceMarkers = `${START}\n\n${END}`;
