import { formatMoney } from '../web/components/format.ts';
import { isUuid, limitOf, pageFrom, placeInTime } from '../access/index.ts';
import type { Context } from '../contract/context.ts';
import { content, spaces, type PageOf, type PageRequest } from '../contract/services.ts';
import { MANAGE_SETTINGS } from '../community/settings.ts';
import { registryToken } from '../tokens.ts';
import { labelOf as labelOfSetting } from '../settings/words.ts';
import { logChoices, namesInLog, newestLines, type LogFilter, type LogRow } from './log-store.ts';
import { MANAGE_MEMBERS, READ_LOG, roleLabel } from './roles.ts';

/** One line of the log in the reader's words. */
export interface LogLine {
  readonly id: string;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly action: string;
  /** What was done, as a sentence without its subject: "Let Rowan in". */
  readonly words: string;
  readonly subject: { readonly kind: string; readonly id: string | null; readonly href: string | undefined };
  /** What else is known: label and words, such as the roles before and after. */
  readonly details: readonly { readonly label: string; readonly text: string }[];
}

export interface LogQuery extends PageRequest {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Message key of what an action is in words: `groups.member.add` is `groups.log.member.add`, in the messages of its owner. */
export function actionKey(action: string): string {
  const dot = action.indexOf('.');
  return dot < 0 ? `core.log.${action}` : `${action.slice(0, dot)}.log.${action.slice(dot + 1)}`;
}

/** What an action is called, without its subject, to choose it from a list. */
export const actionWords = (ctx: Context, action: string): string => wordsOf(ctx, action, '…');

function wordsOf(ctx: Context, action: string, subject: string): string {
  const key = actionKey(action);
  const words = ctx.t(key, { subject });
  // of an extension that is off or gone, whose words are not here
  return words === key ? ctx.t('core.log.unknown', { action, subject }) : words;
}

const filterOf = (query: LogQuery): LogFilter => ({
  actor: query.actor ?? null,
  action: query.action ?? null,
  subject: query.subject ?? null,
  subjectId: query.subjectId ?? null,
  from: query.from ?? null,
  until: query.until ?? null,
});

/** What managers did, newest first. */
export async function readLog(ctx: Context, query: LogQuery): Promise<PageOf<LogLine>> {
  ctx.require(READ_LOG);
  return linesOf(ctx, query, limitOf(query));
}

/** What was done to one member, for those who look after members. */
export async function historyOf(ctx: Context, memberId: string): Promise<readonly LogLine[]> {
  ctx.require(MANAGE_MEMBERS);
  return (await linesOf(ctx, { subject: 'member', subjectId: memberId }, 50)).items;
}

/** Lines of a filter as one table, newest first, at most as many as fit into one sheet. */
export async function logTable(ctx: Context, query: LogQuery): Promise<readonly LogLine[]> {
  ctx.require(READ_LOG);
  return (await linesOf(ctx, query, 10_000)).items;
}

export async function choices(ctx: Context) {
  ctx.require(READ_LOG);
  const { actors, actions } = await logChoices(ctx);
  return {
    actors: actors.map(({ id, name }) => ({ id, name: name ?? ctx.t('core.log.nobody') })),
    actions: actions.map((action) => ({ action, words: actionWords(ctx, action) })),
  };
}

async function linesOf(ctx: Context, query: LogQuery, limit: number): Promise<PageOf<LogLine>> {
  const rows = await newestLines(ctx, filterOf(query), { ...placeInTime(query.after), limit: limit + 1 });
  const words = await wordsFor(ctx, rows.slice(0, limit));
  return pageFrom(rows, limit, words);
}

/** Looks up the names of everything that some lines are about, once for all of them. */
async function wordsFor(ctx: Context, rows: readonly LogRow[]): Promise<(row: LogRow) => LogLine> {
  const ids = [...new Set(rows.flatMap((row) => [row.subject_id, ...idsIn(row.detail)]).filter(isUuid))];
  const names = await namesInLog(ctx, ids);
  const things = await thingsOf(ctx, rows);
  const nameOf = (id: string) => names.get(id) ?? things.get(id)?.title;

  function hrefOf({ subject, subject_id: id }: LogRow): string | undefined {
    if (id === null) return undefined;
    if (subject === 'member') return ctx.can(MANAGE_MEMBERS) ? `/manage/people/${id}` : undefined;
    if (subject === 'page') return ctx.can('core.pages.manage') ? `/manage/pages/${id}` : undefined;
    if (subject === 'settings')
      return ctx.can(MANAGE_SETTINGS) && (id === 'core' || ctx.community.extensions.has(id))
        ? `/manage/settings/${id}`
        : undefined;
    if (subject === 'invitation') return '/manage/invitations';
    return things.get(id)?.href;
  }

  return (row) => {
    const { id, at, actor_id, actor, action, subject, subject_id, detail } = row;
    const own = typeof detail['name'] === 'string' ? detail['name'] : detail['email'];
    const subjectName =
      (subject_id === null ? undefined : nameOf(subject_id)) ??
      (typeof own === 'string'
        ? own
        : subject === 'page' && subject_id !== null
          ? ctx.t(`core.pages.name.${subject_id}`)
          : subject === 'settings' && subject_id !== null
            ? (ctx.get(registryToken)().record(subject_id)?.title ?? ctx.community.name)
            : ctx.t('core.log.gone'));
    return {
      id,
      at,
      actor: actor_id === null ? null : { id: actor_id, name: actor ?? ctx.t('core.log.nobody') },
      action,
      words: wordsOf(ctx, action, subjectName),
      subject: { kind: subject, id: subject_id, href: hrefOf(row) },
      details: inOrder(detail).flatMap(([name, value]) => {
        // nothing is worth saying only where something was, or is now
        const empty = Array.isArray(value) && value.length === 0 && name !== 'before' && name !== 'after';
        const text = empty ? '' : textOf(ctx, inSettings(ctx, row, name, value), nameOf);
        return text === '' ? [] : [{ label: labelOf(ctx, action, name), text }];
      }),
    };
  };
}

interface Thing {
  readonly title: string;
  readonly href: string;
}

/** Spaces and items that lines are about and that the reader may see: the log tells of no other's title. */
async function thingsOf(ctx: Context, rows: readonly LogRow[]): Promise<ReadonlyMap<string, Thing>> {
  const { spaceKinds, contentKinds } = ctx.get(registryToken)().for(ctx.community);
  const things = new Map<string, Thing>();
  const about = new Map(
    rows.flatMap((row) => (isUuid(row.subject_id) ? [[row.subject_id, row.subject] as const] : [])),
  );
  for (const [id, kind] of about) {
    const path = spaceKinds.get(kind)?.path;
    const space = path && (await ctx.get(spaces).get(ctx, kind, id));
    if (space) things.set(id, { title: space.title, href: path(space) });
  }
  const items = [...about].flatMap(([id, kind]) => (contentKinds.has(kind) ? [id] : []));
  for (const item of (await ctx.get(content).only(ctx, items)).values()) {
    const path = contentKinds.get(item.kind)?.path;
    if (path) things.set(item.id, { title: item.title, href: path(item) });
  }
  return things;
}

const idsIn = (detail: LogRow['detail']) => Object.values(detail).filter((value) => typeof value === 'string');

const first = ['before', 'after', 'reason'];

/** The database keeps no order of its own. */
const inOrder = (detail: LogRow['detail']) => [
  ...first.flatMap((name) => (name in detail ? [[name, detail[name]] as const] : [])),
  ...Object.entries(detail)
    .filter(([name]) => !first.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
];

/** What the extension calls a detail of its own, else what core calls one that many have. */
function labelOf(ctx: Context, action: string, name: string): string {
  const keys = [actionKey(action).replace(/(?<=\.log\.).*/, `detail.${name}`), `core.log.detail.${name}`];
  return keys.map((key) => (ctx.t(key) === key ? undefined : ctx.t(key))).find((label) => label !== undefined) ?? name;
}

/** An amount as `MoneyValue` has it: minor units, with the currency and its exponent. */
function moneyOf(ctx: Context, value: object): string | undefined {
  const { amount, currency, exponent } = value as { amount?: unknown; currency?: unknown; exponent?: unknown };
  if (typeof amount !== 'string' || typeof currency !== 'string' || typeof exponent !== 'number') return undefined;
  return formatMoney(ctx, { amount: BigInt(amount), currency, exponent });
}

/** Fields of settings by their names. */
function inSettings(ctx: Context, { subject, subject_id: id }: LogRow, name: string, value: unknown): unknown {
  if (subject !== 'settings' || name !== 'fields' || !Array.isArray(value)) return value;
  return value.map((field) => labelOfSetting(ctx, String(id), String(field)));
}

function textOf(ctx: Context, value: unknown, nameOf: (id: string) => string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return ctx.t(value ? 'core.log.yes' : 'core.log.no');
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.map((one) => (ctx.community.roles.has(one) ? roleLabel(ctx, one) : one)).join(', ') || '—';
  if (typeof value === 'object') return moneyOf(ctx, value) ?? JSON.stringify(value);
  return nameOf(String(value)) ?? String(value);
}
