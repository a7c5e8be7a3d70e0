import { readdir } from 'node:fs/promises';
import type { Migration } from 'kysely/migration';
import { DatabaseError } from './errors.ts';

/** One step of a schema. */
export interface SchemaStep extends Migration {
  /**
   * The release before this one keeps working on the tables as they are afterwards: something was added that it does not ask
   * for, nothing that it reads or writes was renamed, removed or made required. Default false.
   */
  readonly compatible?: boolean;
}

/** Migrations by name, in the order of their names. */
export type Migrations = Readonly<Record<string, SchemaStep>>;

const NAME = /^(\d{3,}-[a-z0-9-]+)\.(ts|js)$/;
const BESIDE = /\.d\.ts$|\.map$|^\./; // what a compiler leaves beside them

/**
 * Reads `NNN-name.ts` (or `.js`) modules that export `up(db)` and `down(db)`, and where it holds `compatible = true`, keyed by
 * file name without extension.
 * A directory that does not exist is an extension without tables.
 * @throws DatabaseError `database.migration-name`, `database.migration-shape`
 */
export async function loadMigrations(directory: URL): Promise<Migrations> {
  const base = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  const files = await readdir(base).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const migrations: Record<string, SchemaStep> = {};
  for (const file of files.filter((file) => !BESIDE.test(file)).toSorted()) {
    const name = NAME.exec(file)?.[1];
    if (!name)
      throw new DatabaseError(
        'database.migration-name',
        `${new URL(file, base).pathname} is not named like 001-what-it-does.ts. Rename it or move it out.`,
      );
    const { up, down, compatible } = (await import(new URL(file, base).href)) as Partial<SchemaStep>;
    if (typeof up !== 'function' || typeof down !== 'function')
      throw new DatabaseError(
        'database.migration-shape',
        `${new URL(file, base).pathname} must export the functions up(db) and down(db).`,
      );
    if (compatible !== undefined && typeof compatible !== 'boolean')
      throw new DatabaseError(
        'database.migration-shape',
        `${new URL(file, base).pathname} exports a \`compatible\` that is neither true nor false.`,
      );
    migrations[name] = { up, down, ...(compatible === undefined ? {} : { compatible }) };
  }
  return migrations;
}
