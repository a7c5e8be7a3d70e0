/** The schemas of an installation, outside of a start: what its ledgers say, and bringing all of them up as a step of a deployment. */
import { coreMigrations, platformMigrations } from '@polyphony/migrations';
import { grantApplication, prepareDatabase, type DatabasePreparation } from '../database/logins.ts';
import {
  loadMigrations,
  migrateSchema,
  schemaStanding,
  withOwner,
  type Migrated,
  type Migrations,
  type SchemaStanding,
} from '../database/migrate.ts';
import { installJobs, JOB_SCHEMA } from '../events/install.ts';
import { coreVersion } from '../package-version.ts';
import type { Admission } from '../registry/admission.ts';
import { schemaOf } from '../registry/record.ts';

/** The tables of core (`platform`, `core`) or of one extension. */
export interface InstalledSchema {
  readonly extension: string;
  readonly version: string;
  readonly schema: string;
  readonly migrations: Migrations;
}

/**
 * The migrations of all that is admitted, in the order in which they are migrated. One whose migrations cannot be read has failed by
 * that. No database is asked.
 */
export async function installedSchemas({ records, failed }: Admission): Promise<readonly InstalledSchema[]> {
  const schemas: InstalledSchema[] = [
    { extension: 'platform', version: coreVersion, schema: 'platform', migrations: platformMigrations },
    { extension: 'core', version: coreVersion, schema: 'core', migrations: coreMigrations },
  ];
  for (const record of records) {
    const { id, version, definition } = record;
    if (record.status.state !== 'admitted' || !definition?.migrations) continue;
    try {
      const migrations = await loadMigrations(definition.migrations);
      schemas.push({ extension: id, version, schema: schemaOf(id), migrations });
    } catch (error) {
      failed(id, 'migrate', error);
    }
  }
  return schemas;
}

export type ExtensionStanding = SchemaStanding & Pick<InstalledSchema, 'extension' | 'version'>;

/** Installed beside applied, for each schema; changes nothing. */
export const standings = (ownerUrl: string, schemas: readonly InstalledSchema[]): Promise<ExtensionStanding[]> =>
  withOwner(ownerUrl, async (owner) => {
    const found: ExtensionStanding[] = [];
    for (const { extension, version, schema, migrations } of schemas)
      found.push({ extension, version, ...(await schemaStanding({ owner, schema, migrations })) });
    return found;
  });

export type SchemaOutcome = { readonly extension: string } & (
  { readonly migrated: Migrated; readonly error?: undefined } | { readonly error: Error; readonly migrated?: undefined }
);

/**
 * Brings every schema up, makes the application's login where one URL may, and grants it what it needs: what a start does
 * before it serves. One extension that fails leaves its own tables as they were and stops no other.
 * @throws DatabaseError where `platform` or `core` cannot be migrated; then nothing else was tried
 */
export async function migrateInstallation(
  database: DatabasePreparation,
  schemas: readonly InstalledSchema[],
): Promise<readonly SchemaOutcome[]> {
  const prepared = await prepareDatabase(database);
  await installJobs(database.ownerUrl);
  const outcomes: SchemaOutcome[] = prepared.migrated.map((migrated) => ({ extension: migrated.schema, migrated }));
  await withOwner(database.ownerUrl, async (owner) => {
    await grantApplication(owner, [JOB_SCHEMA], prepared.applicationRole);
    for (const { extension, schema, migrations } of schemas) {
      if (extension === 'platform' || extension === 'core') continue;
      try {
        const migrated = await migrateSchema({ owner, schema, migrations });
        if (migrated.outcome !== 'ahead') await grantApplication(owner, [schema], prepared.applicationRole);
        outcomes.push({ extension, migrated });
      } catch (error) {
        outcomes.push({ extension, error: error as Error });
      }
    }
  });
  return outcomes;
}
