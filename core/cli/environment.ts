import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startEmbedded, type EmbeddedServer } from '../database/embedded.ts';
import { StartError, type AppOptions } from '../app.ts';

/** Where this installation keeps its things, from the environment. */
export interface Environment {
  readonly root: string;
  readonly configDirectory: string;
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly ownerUrl: string | undefined;
}

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '::1'].includes(host);

export function readEnvironment(env: NodeJS.ProcessEnv = process.env, cwd = process.cwd()): Environment {
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartError(`PORT must be a number from 0 to 65535, not ${env.PORT}.`);
  if (!existsSync(path.join(cwd, 'package.json')))
    throw new StartError(`There is no package.json in ${cwd}: start polyphony in the folder of the installation.`);
  return {
    root: cwd,
    configDirectory: path.resolve(cwd, env.POLYPHONY_CONFIG ?? 'config'),
    dataDirectory: path.resolve(cwd, env.POLYPHONY_DATA ?? '.data'),
    host: env.HOST ?? '127.0.0.1',
    port,
    databaseUrl: env.DATABASE_URL,
    ownerUrl: env.DATABASE_OWNER_URL,
  };
}

/** `POLYPHONY_SECRET`; a bare start makes one of its own, readable by this user only. */
function secretOf({ dataDirectory, databaseUrl }: Environment, env: NodeJS.ProcessEnv): string {
  if (env.POLYPHONY_SECRET) return env.POLYPHONY_SECRET;
  if (databaseUrl)
    throw new StartError(
      'With DATABASE_URL set, POLYPHONY_SECRET is required, the same on every node. Make one with: openssl rand -base64 48',
    );
  const file = path.join(dataDirectory, 'secret');
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** Whether the embedded server was ever started here, and so has a database. */
export const hasCluster = ({ dataDirectory }: Pick<Environment, 'dataDirectory'>): boolean =>
  existsSync(path.join(dataDirectory, 'postgres/cluster'));

export interface Prepared {
  readonly options: Pick<AppOptions, 'root' | 'configDirectory' | 'database' | 'secret' | 'demo' | 'env' | 'origin'>;
  readonly embedded: EmbeddedServer | undefined;
}

/** Finds the database, starting the embedded one where none is named, and the secret. */
export async function prepare(environment: Environment, env: NodeJS.ProcessEnv = process.env): Promise<Prepared> {
  const secret = secretOf(environment, env);
  const { root, configDirectory, dataDirectory, databaseUrl, ownerUrl, host, port } = environment;
  const embedded = databaseUrl ? undefined : await startEmbedded({ dataDir: path.join(dataDirectory, 'postgres') });
  const owner = ownerUrl ?? databaseUrl ?? embedded?.ownerUrl;
  if (!owner) throw new StartError('No database: set DATABASE_URL.');
  // one URL means that the owner makes the application's login; its password follows from the secret, so that every node knows it
  const applicationPassword = createHmac('sha256', secret).update('database application login').digest('base64url');
  return {
    embedded,
    options: {
      root,
      configDirectory,
      secret,
      env,
      origin: `http://localhost:${port}`,
      demo: embedded !== undefined && isLoopback(host),
      database: {
        ownerUrl: owner,
        applicationPassword,
        ...(databaseUrl && ownerUrl ? { applicationUrl: databaseUrl } : {}),
      },
    },
  };
}
