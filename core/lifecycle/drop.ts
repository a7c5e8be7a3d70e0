/** Rows that go: exported, deleted and counted again in one transaction, so that they are in the export or in the database. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { sql, type Transaction } from 'kysely';
import type { ExtensionDefinition } from '../contract/definition.ts';
import { openOwner, ownerDb } from '../database/owner.ts';
import { schemaOf } from '../registry/record.ts';
import { exportName, exportRows, type Exported } from './export.ts';
import { belongingsOf } from './rows.ts';

export interface Dropping {
  readonly ownerUrl: string;
  readonly extension: { readonly id: string; readonly version: string; readonly definition: ExtensionDefinition };
  /** Where a folder for the export is made. */
  readonly exports: string;
  /** Only this one; all of them if left out. */
  readonly community?: { readonly id: number; readonly key: string; readonly slug: string } | undefined;
}

/** Something of another extension refers to what would go. */
const REFERRED_TO = '23503';

/** Deletes what belongs to an extension in one community. Throws, with nothing changed, where anything else refers to it. */
export const purgeRows = (dropping: Dropping): Promise<Exported> =>
  inTransaction(dropping, async (tx, { community, extension }) => {
    await sql`
      delete from platform.extension_state where community_id = ${community?.id ?? 0} and extension = ${extension.id}`.execute(
      tx,
    );
  });

/** Deletes what belongs to an extension in all communities, and its schema with the ledger. */
export const dropRows = (dropping: Dropping): Promise<Exported> =>
  inTransaction(dropping, async (tx, { extension }) => {
    await sql`delete from platform.extension_state where extension = ${extension.id}`.execute(tx);
    await sql`drop schema if exists ${sql.id(schemaOf(extension.id))} cascade`.execute(tx);
  });

async function inTransaction(
  dropping: Dropping,
  then: (tx: Transaction<any>, dropping: Dropping) => Promise<void>,
): Promise<Exported> {
  const { ownerUrl, extension, exports, community } = dropping;
  const owner = openOwner(ownerUrl);
  try {
    return await ownerDb(owner)
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const schema = schemaOf(extension.id);
        // nobody migrates meanwhile
        await sql`select pg_advisory_xact_lock(hashtextextended(${`polyphony.migrate.${schema}`}, 0))`.execute(tx);
        const belongings = await belongingsOf(tx, extension.id, extension.definition, community?.id);
        const name = exportName(extension.id, community?.slug ?? 'all', (name) => existsSync(path.join(exports, name)));
        const exported = await exportRows(tx, belongings, path.join(exports, name), {
          extension: extension.id,
          version: extension.version,
          community: community ? { slug: community.slug, key: community.key } : null,
        });
        for (const { table, where } of belongings) {
          const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} t where ${where}`.execute(tx);
          const written = exported.tables.find((one) => one.table === table)?.rows ?? 0;
          if (Number(numAffectedRows) !== written)
            throw new Error(
              `${written} rows of ${table} were exported and ${numAffectedRows} would go. Nothing was deleted; run the command again.`,
            );
        }
        await then(tx, dropping);
        return exported;
      });
  } catch (error) {
    const { code, table, schema } = error as { code?: string; table?: string; schema?: string };
    if (code !== REFERRED_TO) throw error;
    throw new Error(
      `Rows of ${schema}.${table} refer to what would go. Nothing was deleted; purge what they belong to first.`,
      {
        cause: error,
      },
    );
  } finally {
    await owner.end();
  }
}
