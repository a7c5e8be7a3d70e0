import type { DatabasePreparation } from '../database/logins.ts';
import { prepare, readEnvironment } from './environment.ts';

export interface DatabaseOfCommand extends DatabasePreparation {
  /** Folder of the installation. */
  readonly root: string;
}

/** Runs `work` with the owner's way into the database, and nothing of the platform built; the embedded server is adopted or started. */
export async function withDatabase<T>(work: (database: DatabaseOfCommand) => Promise<T>): Promise<T> {
  const { options, embedded } = await prepare(readEnvironment());
  const { ownerUrl, applicationUrl, applicationPassword } = options.database;
  try {
    return await work({
      root: options.root,
      ownerUrl,
      ...(applicationUrl === undefined ? {} : { applicationUrl }),
      ...(applicationPassword === undefined ? {} : { applicationPassword }),
    });
  } finally {
    await embedded?.stop();
  }
}
