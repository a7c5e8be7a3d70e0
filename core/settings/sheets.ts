import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { Problem, type FieldProblem } from '../contract/problem.ts';
import type { SettingField, SettingsChange, SettingsSheet } from '../community/settings.ts';
import { settingsToken } from '../tokens.ts';
import { answerOf, isDefault, questionOf, untouched, whole, type Sent } from './controls.ts';
import { inWords } from './words.ts';

/** What managers may know of the settings of one extension: their own fields, and nothing of the operator's. */
export interface Sheet {
  readonly extension: string;
  readonly revision: number;
  readonly fields: readonly SettingField[];
}

const ofManagers = ({ extension, revision, fields }: SettingsSheet): Sheet => ({
  extension,
  revision,
  fields: fields
    .filter(({ owner }) => owner === 'manager')
    .map((field) => ({
      ...field,
      value: field.hidden ? undefined : whole(field.schema, field.value),
      default: whole(field.schema, field.default),
    })),
});

/** `core.not-found` where an extension is off here, or leaves nothing to managers. */
export async function readSheet(ctx: Context, extension: string): Promise<Sheet> {
  const settings = ctx.get(settingsToken);
  if (!settings.extensions(ctx.community).includes(extension)) throw coreProblems.notFound();
  return ofManagers(await settings.read(ctx, extension));
}

/** As the person saw it; as it is now where that revision is none of this community's. */
export async function sheetAt(ctx: Context, extension: string, revision: number): Promise<Sheet> {
  try {
    return ofManagers(await ctx.get(settingsToken).read(ctx, extension, revision));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return readSheet(ctx, extension);
    throw error;
  }
}

/** Every sheet that a manager may write on here. */
export const readSheets = (ctx: Context): Promise<readonly Sheet[]> =>
  Promise.all(
    ctx
      .get(settingsToken)
      .extensions(ctx.community)
      .map((extension) => readSheet(ctx, extension)),
  );

/** Fields that are otherwise than somebody saw them. */
export function movedSince(seen: Sheet, now: Sheet): readonly SettingField[] {
  return now.fields.filter((field) => {
    const before = seen.fields.find(({ name }) => name === field.name);
    return (
      !before ||
      before.declared !== field.declared ||
      (!field.declared && !isDeepStrictEqual(before.value, field.value))
    );
  });
}

export interface Wanted {
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly reset?: readonly string[] | undefined;
  /** The revision that the person saw. */
  readonly base?: number | undefined;
}

/** Writes what managers decided; who comes second reads in words what is there now, field by field. */
export async function writeSheet(ctx: Context, extension: string, { values, reset, base }: Wanted): Promise<Sheet> {
  const before = await readSheet(ctx, extension);
  const unknown = (reset ?? []).filter((name) => !before.fields.some((field) => field.name === name));
  if (unknown.length > 0)
    throw coreProblems.invalid(
      {},
      { fields: unknown.map((name) => ({ pointer: `/${name}`, detail: ctx.t('core.settings.unknown') })) },
    );
  try {
    return ofManagers(await ctx.get(settingsToken).change(ctx, { extension, values, reset, base }));
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'core.changed-meanwhile') || base === undefined) throw error;
    const now = await readSheet(ctx, extension);
    const moved = movedSince(await sheetAt(ctx, extension, base), now);
    const fields = moved.map(({ name, schema, value, hidden }): FieldProblem => ({
      pointer: `/${name}`,
      detail: hidden
        ? ctx.t('core.settings.locked')
        : ctx.t('core.settings.meanwhile', { value: inWords(ctx, extension, questionOf(name, schema), value) }),
    }));
    const current = Object.fromEntries(moved.map(({ name, value }) => [name, value]));
    throw coreProblems.changedMeanwhile({}, { fields, extra: { revision: now.revision, current } });
  }
}

/** What a form decides: the fields that were touched. What it sets to the default is nobody's decision any more. */
export function decisionsOf(seen: Sheet, sent: Sent): { readonly values: Record<string, unknown>; reset: string[] } {
  const values: Record<string, unknown> = {};
  const reset: string[] = [];
  const asked = new Set<string>();
  for (const { name, schema, declared, value, managed } of seen.fields) {
    const question = questionOf(name, schema);
    const names = question.controls.map((control) => control.name);
    // a locked field is not asked for; who sends it all the same is told
    if (declared) continue;
    for (const one of names) asked.add(one);
    if (untouched(question, sent, value)) continue;
    const answer = answerOf(question, sent);
    if (managed && isDefault(question, answer)) reset.push(name);
    else values[name] = answer;
  }
  for (const [name, value] of Object.entries(sent))
    if (!asked.has(name) && !name.startsWith('_')) values[name.split('.')[0] ?? name] = value;
  return { values, reset };
}

/** A line of "Who changed what": only of fields that are managers' here and now. */
export type Change = SettingsChange;

export interface ChangesQuery {
  readonly extension?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Changes by managers, newest first, of the fields of these sheets; `next` pages back. */
export async function readChanges(
  ctx: Context,
  sheets: readonly Sheet[],
  { extension, before, limit }: ChangesQuery,
): Promise<{ readonly items: readonly Change[]; readonly next: number | null }> {
  const settings = ctx.get(settingsToken);
  const own = new Map(sheets.map(({ extension: id, fields }) => [id, new Set(fields.map(({ name }) => name))]));
  const items: Change[] = [];
  let from = before;
  for (;;) {
    const rows = await settings.history(ctx, { extension, before: from, limit: limit + 1 });
    for (const row of rows) {
      const fields = row.fields.filter(({ name }) => own.get(row.extension)?.has(name));
      if (fields.length > 0) items.push({ ...row, fields });
      if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]?.revision ?? null };
    }
    if (rows.length <= limit) return { items, next: null };
    from = rows.at(-1)?.revision;
  }
}

/** Takes a change back. Answers which extension's it was. */
export async function undoChange(ctx: Context, revision: number, base?: number): Promise<Sheet> {
  return ofManagers(await ctx.get(settingsToken).undo(ctx, revision, base));
}
