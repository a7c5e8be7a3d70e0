/** The schemas of an installation, outside of a start: what its ledgers say, and bringing all of them up as a step of a deployment. */
import { coreMigrations, platformMigrations } from '@polyphony/migrations';
import { grantApplication, prepareDatabase, type DatabasePreparation } from '../database/logins.ts';
import {
  loadMigrations,
  migrateSchema,
  openOwner,
  schemaStanding,
  type Migrated,
  type Migrations,
  type SchemaStanding,
} from '../database/migrate.ts';
import { installJobs, JOB_SCHEMA } from '../events/install.ts';
import { coreVersion } from '../package-version.ts';
import { load } from '../registry/admit.ts';
import { discover } from '../registry/discover.ts';
import { schemaOf, type State } from '../registry/record.ts';
import { resolve } from '../registry/resolve.ts';

/** The tables of core (`platform`, `core`) or of one extension. */
export interface InstalledSchema {
  readonly extension: string;
  readonly version: string;
  readonly schema: string;
  readonly migrations: Migrations;
}

export interface InstalledSchemas {
  /** In the order in which they are migrated. */
  readonly schemas: readonly InstalledSchema[];
  /** Extensions that do not get as far as their tables, and why. */
  readonly refused: ReadonlyMap<string, State>;
}

/** Reads the migrations of everything that is installed below `root`. No database is asked. */
export async function installedSchemas(root: string): Promise<InstalledSchemas> {
  const { order, refused } = resolve(discover(root).candidates, coreVersion);
  const failed = new Map(refused);
  const schemas: InstalledSchema[] = [
    { extension: 'platform', version: coreVersion, schema: 'platform', migrations: platformMigrations },
    { extension: 'core', version: coreVersion, schema: 'core', migrations: coreMigrations },
  ];
  for (const candidate of order) {
    const { id, version } = candidate;
    try {
      const { migrations } = await load(candidate);
      if (migrations)
        schemas.push({ extension: id, version, schema: schemaOf(id), migrations: await loadMigrations(migrations) });
    } catch (error) {
      failed.set(id, { state: 'failed', phase: 'admit', reason: (error as Error).message, remedy: `mend ${id}` });
    }
  }
  return { schemas, refused: failed };
}

export type ExtensionStanding = SchemaStanding & Pick<InstalledSchema, 'extension' | 'version'>;

/** Installed beside applied, for each schema; changes nothing. */
export async function standings(ownerUrl: string, schemas: readonly InstalledSchema[]): Promise<ExtensionStanding[]> {
  const owner = openOwner(ownerUrl);
  try {
    const found: ExtensionStanding[] = [];
    for (const { extension, version, schema, migrations } of schemas)
      found.push({ extension, version, ...(await schemaStanding({ owner, schema, migrations })) });
    return found;
  } finally {
    await owner.end();
  }
}

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
  const owner = openOwner(database.ownerUrl);
  try {
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
  } finally {
    await owner.end();
  }
  return outcomes;
}
