import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { amountText } from './amount.ts';
import { awardRules, type CountSettings } from './award-rules.ts';
import { hasPoints } from './ballot.ts';
import { createElection, type Ballot, type Election } from './election.ts';
import { CountingError } from './errors.ts';
import { metaEntries, readBallotKind, readLimits, readSettings, readSettingsHash } from './pabulib-meta.ts';
import type { PabulibMeta } from './pabulib-meta.ts';
import { profileOf } from './profile.ts';
import type { Rational } from './rational.ts';

/** An election as a file of Pabulib (pabulib.org, `.pb`) holds it, with what the file says about its count. */
export interface PabulibFile {
  readonly election: Election;
  /** Every key of META as written, those that `election` and `settings` were read from included. */
  readonly meta: PabulibMeta;
  /** The projects marked `selected` 1, in the order of the file; undefined without such a column. */
  readonly selected: readonly string[] | undefined;
  /** From the `polyphony_` keys: the settings to count with to repeat the published count, and their hash. */
  readonly settings: CountSettings | undefined;
  readonly settingsHash: string | undefined;
}

/** What to write: `winners` mark `selected`, `meta` adds description, country, unit, instance, dates and the like. */
export interface PabulibExport {
  readonly election: Election;
  readonly meta?: PabulibMeta;
  readonly winners?: readonly string[];
  readonly settings?: CountSettings;
  readonly settingsHash?: string;
}

interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

interface Section {
  readonly columns: ReadonlyMap<string, number>;
  readonly rows: readonly Row[];
  readonly line: number;
}

const SECTIONS = ['META', 'PROJECTS', 'VOTES'] as const;

/** Reads a `.pb` file. Throws `file-unreadable` or `election-invalid`, naming the line and what to do. */
export function readPabulib(text: string, rules = awardRules): PabulibFile {
  const sections = sectionsOf(readRows(text));
  const lines = new Map<string, number>();
  const meta = new Map<string, string>();
  for (const { fields, line } of sections.META.rows) {
    const [key = '', ...value] = fields;
    if (meta.has(key)) throw unreadable(`META has "${key}" twice (first on line ${lines.get(key)}); keep one.`, line);
    // an unquoted semicolon in a comment still means what it says: nothing else can follow the value
    meta.set(key, value.join(';'));
    lines.set(key, line);
  }
  const lineOf = (key: string) => lines.get(key);
  const kind = readBallotKind(meta, lineOf);
  const limits = readLimits(meta, lineOf);
  const settings = readSettings(meta, rules);
  const budget = meta.get('budget');
  if (budget === undefined)
    throw unreadable('META has no budget; add a line such as budget;108000.', sections.META.line);

  const { PROJECTS, VOTES } = sections;
  const [project, cost, name] = [
    column(PROJECTS, 'project_id'),
    column(PROJECTS, 'cost'),
    PROJECTS.columns.get('name'),
  ];
  const [voter, vote] = [column(VOTES, 'voter_id'), column(VOTES, 'vote')];
  const points = hasPoints(kind) ? column(VOTES, 'points') : undefined;
  checkLength(meta, lineOf, 'num_projects', PROJECTS.rows.length);
  checkLength(meta, lineOf, 'num_votes', VOTES.rows.length);

  const projects = PROJECTS.rows.map(({ fields }) => {
    const named = name === undefined ? undefined : fields[name];
    return { id: (fields[project] ?? '').trim(), cost: fields[cost] ?? '', ...(named && { name: named }) };
  });
  const ballots = VOTES.rows.map(({ fields, line }) => ({
    id: fields[voter] ?? '',
    projects: listOf(required(fields[vote], 'vote', line)),
    ...(points !== undefined && { points: listOf(fields[points]) }),
  }));
  const linesOf = (section: Section) => section.rows.map(({ line }) => line);
  const election = createElection(
    { budget, projects, kind, limits, ballots },
    { budget: lineOf('budget'), projects: linesOf(PROJECTS), ballots: linesOf(VOTES) },
  );
  return { election, meta, selected: selectedOf(PROJECTS, project), settings, settingsHash: readSettingsHash(meta) };
}

/** Writes a `.pb` file that, counted without options, repeats the count of `settings`. Throws `file-unwritable`. */
export function writePabulib({ election, meta = new Map(), winners, settings, settingsHash }: PabulibExport): string {
  const { votes, score } = profileOf(election);
  const scored = hasPoints(election.kind) || election.kind === 'ordinal';
  const projects = election.projects.map(({ id, cost, name }, place) => [
    writableId(id),
    decimal(cost, `The cost of project "${id}"`),
    String(votes[place]),
    ...(scored ? [decimal(score[place]!, `The score of project "${id}"`)] : []),
    name,
    ...(winners ? [winners.includes(id) ? '1' : '0'] : []),
  ]);
  const withPoints = hasPoints(election.kind);
  const rows = [
    ['META'],
    ['key', 'value'],
    ...metaEntries(election, meta, settings, settingsHash),
    ['PROJECTS'],
    ['project_id', 'cost', 'votes', ...(scored ? ['score'] : []), 'name', ...(winners ? ['selected'] : [])],
    ...projects,
    ['VOTES'],
    ['voter_id', 'vote', ...(withPoints ? ['points'] : [])],
    ...election.ballots.map((ballot) => ballotRow(ballot, withPoints)),
  ];
  // a lone carriage return would read as the end of a line
  return stringify(rows, { delimiter: ';', record_delimiter: '\n', quoted_match: /\r/ });
}

function ballotRow({ id, projects, points = [] }: Ballot, withPoints: boolean): string[] {
  const given = points.map((value) => decimal(value, `A point on ballot "${id}"`));
  return [id, projects.join(','), ...(withPoints ? [given.join(',')] : [])];
}

function readRows(text: string): Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: ';',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record(fields: string[], { lines }) {
        if (fields.length > 1 || fields[0]?.trim()) rows.push({ fields, line: lines });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(
      `The file cannot be split into fields: ${error.message}. Close the quote, or double it in a text.`,
    );
  }
  return rows;
}

function sectionsOf(rows: readonly Row[]): Record<(typeof SECTIONS)[number], Section> {
  const starts = SECTIONS.map((name) => {
    const start = rows.findIndex(({ fields }) => fields.length === 1 && fields[0]?.trim().toUpperCase() === name);
    if (start < 0) throw unreadable(`There is no section ${name}; a .pb file has META, PROJECTS and VOTES.`);
    return start;
  });
  const [meta = 0, projects = 0, votes = 0] = starts;
  if (meta !== 0) throw unreadable('The file must begin with META.', rows[0]?.line);
  if (votes < projects) throw unreadable('VOTES stands before PROJECTS; put it last.', rows[votes]?.line);
  return {
    META: sectionOf('META', rows.slice(meta, projects)),
    PROJECTS: sectionOf('PROJECTS', rows.slice(projects, votes)),
    VOTES: sectionOf('VOTES', rows.slice(votes)),
  };
}

function sectionOf(name: string, [title, header, ...rows]: readonly Row[]): Section {
  if (!header) throw unreadable(`${name} has no header line; add one.`, title?.line);
  const columns = new Map(header.fields.map((field, place) => [field.trim().toLowerCase(), place]));
  const tooLong = rows.find(({ fields }) => fields.slice(header.fields.length).some((field) => field.trim() !== ''));
  if (tooLong && name !== 'META') {
    const counts = `${tooLong.fields.length} fields, and the header of ${name} ${header.fields.length}`;
    throw unreadable(`The line has ${counts}; put text that contains a semicolon in quotes.`, tooLong.line);
  }
  return { columns, rows, line: header.line };
}

function column({ columns, line }: Section, name: string): number {
  const place = columns.get(name);
  if (place === undefined) throw unreadable(`The header has no column ${name}; add it.`, line);
  return place;
}

function checkLength(meta: PabulibMeta, lineOf: (key: string) => number | undefined, key: string, found: number): void {
  const said = meta.get(key)?.trim();
  if (!said || said === String(found)) return;
  throw unreadable(
    `${key} is ${said}, but the file lists ${found}: get the whole file, or correct the number.`,
    lineOf(key),
  );
}

function selectedOf({ columns, rows }: Section, project: number): string[] | undefined {
  const place = columns.get('selected');
  if (place === undefined) return undefined;
  return rows.filter(({ fields }) => fields[place]?.trim() === '1').map(({ fields }) => (fields[project] ?? '').trim());
}

// a line cut short is no empty ballot, which has its semicolon
function required(field: string | undefined, name: string, line: number): string {
  if (field === undefined) throw unreadable(`The line ends before its ${name}; complete it.`, line);
  return field;
}

/** `3, 1,2` as a list; an empty field is an empty list. */
const listOf = (field = ''): string[] => (field.trim() === '' ? [] : field.split(',').map((entry) => entry.trim()));

function writableId(id: string): string {
  if (!id.includes(',') && id === id.trim()) return id;
  throw unwritable(`The project id "${id}" cannot stand in a list of votes; use one without commas and outer spaces.`);
}

function decimal(value: Rational, what: string): string {
  const text = amountText(value);
  if (text.includes('/')) throw unwritable(`${what} is ${text}, which no decimal number equals; round it first.`);
  return text;
}

const unreadable = (message: string, line?: number) => new CountingError('file-unreadable', message, line);
const unwritable = (message: string) => new CountingError('file-unwritable', message);
