import { CsvError, parse } from 'csv-parse/sync';
import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { normaliseEmail } from '../identity/store.ts';
import { compile } from '../registry/schemas.ts';
import { addressesInvited } from './invitation-store.ts';
import type { Invitee } from './invitations.ts';
import { addressesOfMembers } from './people-store.ts';
import { INVITE, reachBeyond, roleLabel, rolesToGive } from './roles.ts';

/** Most people who are invited at once. */
export const LONGEST_LIST = 500;

type Column = 'email' | 'name' | 'role';

/** Names that a column may have, in either language, without case. */
const columnNames: Readonly<Record<Column, readonly string[]>> = {
  email: ['email', 'e-mail', 'mail', 'address', 'courriel', 'adresse'],
  name: ['name', 'nom'],
  role: ['role', 'roles', 'rôle', 'rôles'],
};

export interface CheckedRow {
  /** Line of the list, as an editor counts it. */
  readonly line: number;
  readonly email: string;
  readonly name: string;
  /** Roles as they were written. */
  readonly role: string;
  /** In words; none for somebody who can be invited. */
  readonly problems: readonly string[];
}

export interface CheckedList {
  readonly rows: readonly CheckedRow[];
  /** What is wrong with the list as a whole, in words; then there are no rows. */
  readonly problem: string | null;
  readonly invitees: readonly Invitee[];
}

const isEmail = compile(Type.String({ format: 'email', maxLength: 254 }), 'strict');
// eslint-disable-next-line no-control-regex -- what no name has
const control = /[\u0000-\u001f\u007f]/;

/** The mark that a list is divided by: the one that its first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const times = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}

interface Line {
  readonly record: readonly string[];
  readonly line: number;
}

function linesOf(text: string): readonly Line[] {
  const parsed = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return parsed.map(({ record, info }) => ({ record, line: info.lines }));
}

/** Where each column stands, or what is wrong with the header, in words. */
function columnsOf(ctx: Context, header: readonly string[]): Readonly<Partial<Record<Column, number>>> | string {
  const places: Partial<Record<Column, number>> = {};
  for (const [place, title] of header.entries()) {
    const column = (Object.keys(columnNames) as Column[]).find((name) =>
      columnNames[name].includes(title.toLowerCase()),
    );
    if (!column) return ctx.t('core.invitations.list.unknownColumn', { column: title });
    if (places[column] !== undefined) return ctx.t('core.invitations.list.twiceColumn', { column: title });
    places[column] = place;
  }
  return places.email === undefined ? ctx.t('core.invitations.list.noEmail') : places;
}

/** Reads a list of people (CSV with a header; columns e-mail, name, role in any order) and says of each line what stands against it. */
export async function checkList(ctx: Context, text: string): Promise<CheckedList> {
  ctx.require(INVITE);
  const refused = (problem: string): CheckedList => ({ rows: [], problem, invitees: [] });
  let lines: readonly Line[];
  try {
    lines = linesOf(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused(ctx.t('core.invitations.list.unreadable', { line: Number(error['lines'] ?? 1) }));
  }
  const [header, ...people] = lines;
  if (!header || people.length === 0) return refused(ctx.t('core.invitations.list.empty'));
  const columns = columnsOf(ctx, header.record);
  if (typeof columns === 'string') return refused(columns);
  if (people.length > LONGEST_LIST)
    return refused(ctx.t('core.invitations.list.tooLong', { count: people.length, most: LONGEST_LIST }));

  const cell = ({ record }: Line, column: Column) => record[columns[column] ?? -1] ?? '';
  const emails = people.map((line) => normaliseEmail(cell(line, 'email'))).filter((email) => isEmail(email));
  const [members, invited] = [await addressesOfMembers(ctx, emails), await addressesInvited(ctx, emails)];
  const seen = new Map<string, number>();
  const roleOf = roleFinder(ctx);

  const rows: CheckedRow[] = [];
  const invitees: Invitee[] = [];
  for (const line of people) {
    const [email, name, role] = [cell(line, 'email'), cell(line, 'name'), cell(line, 'role')];
    const problems: string[] = [];
    const say = (kind: string, values?: Record<string, unknown>) =>
      problems.push(ctx.t(`core.invitations.list.${kind}`, values));
    if (line.record.length > header.record.length) say('tooMany', { count: header.record.length });
    const known = normaliseEmail(email);
    if (email === '') say('missing');
    else if (!isEmail(email)) say('noAddress');
    else if (seen.has(known)) say('twice', { line: seen.get(known) });
    else if (members.has(known)) say('member');
    else if (invited.has(known)) say('invited');
    if (!seen.has(known)) seen.set(known, line.line);
    if ([...name].length > 80) say('longName');
    if (control.test(name)) say('oddName');
    const roles = role
      .split(/[;|,]/)
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => ({ written: one, role: roleOf(one) }));
    for (const { written, role: found } of roles) {
      if (found === undefined) say('unknownRole', { role: written });
      else if (reachBeyond(ctx, [found])) say('aboveRole', { role: written });
    }
    rows.push({ line: line.line, email, name, role, problems });
    if (problems.length === 0) invitees.push({ email, name, roles: roles.flatMap(({ role: found }) => found ?? []) });
  }
  return { rows, problem: null, invitees };
}

/** A role by its short name or by its words, without case. */
function roleFinder(ctx: Context): (written: string) => string | undefined {
  const roles = rolesToGive(ctx.community);
  const byWords = new Map(
    roles.flatMap((role) => [role, roleLabel(ctx, role)].map((word) => [word.toLowerCase(), role])),
  );
  return (written) => byWords.get(written.toLowerCase());
}
