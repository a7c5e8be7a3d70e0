import { createApp, type App } from '../app.ts';
import { prepare, readEnvironment, type Environment } from './environment.ts';

/** Where the installation of a command is, and the owner's way into its database. */
export interface Surroundings extends Omit<Environment, 'ownerUrl'> {
  readonly ownerUrl: string;
}

/**
 * Runs `work` on the platform's own database, without listening; the embedded server is adopted or started for this time. Files
 * are left alone, so that looking changes nothing; `add` applies first what is new or changed, for a command whose meaning
 * depends on what they say now.
 */
export async function withApp<T>(
  work: (app: App, surroundings: Surroundings) => Promise<T>,
  { files = 'ignore' }: { readonly files?: 'add' | 'ignore' } = {},
): Promise<T> {
  const environment = readEnvironment();
  const { options, embedded } = await prepare(environment);
  try {
    const app = await createApp({ ...options, demo: false, files, follow: false });
    try {
      return await work(app, { ...environment, ownerUrl: options.database.ownerUrl });
    } finally {
      await app.close();
    }
  } finally {
    await embedded?.stop();
  }
}
