import { createApp, type App } from '../app.ts';
import { prepare, readEnvironment } from './environment.ts';

/** Runs `work` on the platform's own database, without listening; the embedded server is adopted or started for this time. */
export async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const { options, embedded } = await prepare(readEnvironment());
  try {
    const app = await createApp({ ...options, demo: false, files: 'add', follow: false });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await embedded?.stop();
  }
}
