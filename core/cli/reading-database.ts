import type { Kysely } from 'kysely';
import { ownerDb, withOwner } from '../database/owner.ts';
import { withDatabase } from './with-database.ts';

/** The tables are not there: nothing was ever started on this database. */
const isEmpty = (error: unknown) => ['42P01', '3F000', '42703'].includes((error as { code?: string }).code ?? '');

/**
 * Reads the database without booting anything: no migration, no extension, no job. Fit for commands that only look.
 * @throws Error with what to do where the database was never started with this release
 */
export const readingDatabase = <T>(work: (db: Kysely<any>) => Promise<T>): Promise<T> =>
  withDatabase(async ({ ownerUrl }) => {
    try {
      return await withOwner(ownerUrl, (owner) => work(ownerDb(owner)));
    } catch (error) {
      if (isEmpty(error))
        throw new Error(
          'Nothing was applied on this database yet: run polyphony config apply, or start the platform.',
          {
            cause: error,
          },
        );
      throw error;
    }
  });
