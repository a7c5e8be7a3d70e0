import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { sql, type Kysely } from 'kysely';
import type { Belonging } from './rows.ts';

export interface ExportedTable {
  readonly table: string;
  /** One row a line, as JSON. */
  readonly file: string;
  readonly rows: number;
  readonly sha256: string;
}

export interface Exported {
  readonly directory: string;
  readonly tables: readonly ExportedTable[];
}

const AT_ONCE = 1000;

/**
 * Writes every row to `directory`, which must not exist, with a manifest of counts and checksums. `db` is a transaction, so that
 * what is written is what is deleted afterwards. The folder is whole or absent, and readable by this user only.
 */
export async function exportRows(
  db: Kysely<any>,
  belongings: readonly Belonging[],
  directory: string,
  about: Readonly<Record<string, unknown>>,
): Promise<Exported> {
  const aside = `${directory}.${process.pid}.part`;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  try {
    const tables: ExportedTable[] = [];
    for (const belonging of belongings) tables.push(await exportTable(db, belonging, aside));
    const manifest = { format: 1, exportedAt: new Date().toISOString(), ...about, tables };
    writeFileSync(path.join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    renameSync(aside, directory);
    return { directory, tables };
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

async function exportTable(db: Kysely<any>, { table, where }: Belonging, directory: string): Promise<ExportedTable> {
  const file = `${table}.ndjson`;
  const target = openSync(path.join(directory, file), 'wx', 0o600);
  const hash = createHash('sha256');
  let count = 0;
  try {
    // by a cursor: a table may be larger than memory
    await sql`declare exported no scroll cursor for select to_jsonb(t)::text as line from ${sql.table(table)} t where ${where}`.execute(
      db,
    );
    for (;;) {
      const { rows } = await sql<{ line: string }>`fetch ${sql.lit(AT_ONCE)} from exported`.execute(db);
      if (rows.length === 0) break;
      const text = rows.map(({ line }) => `${line}\n`).join('');
      hash.update(text);
      writeSync(target, text);
      count += rows.length;
    }
    await sql`close exported`.execute(db);
    fsyncSync(target);
    return { table, file, rows: count, sha256: hash.digest('hex') };
  } finally {
    closeSync(target);
  }
}

/** A name that does not exist yet: `<id>-<place>-2026-11-22`, with a number where there was one today. */
export function exportName(id: string, place: string, taken: (name: string) => boolean): string {
  const base = `${id}-${place}-${new Date().toISOString().slice(0, 10)}`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken(name)) return name;
  }
}
