/** Two communities that look alike, with the extension on and something in it, and what a promise needs to look at them. */
import { Writable } from 'node:stream';
import { Client as Database } from 'pg';
import { pino } from 'pino';
import type { ExtensionDefinition } from '../../contract/definition.ts';
import type { Built } from '../../registry/contributions.ts';
import { locate } from '../locate.ts';
import { schemaOf, type ExtensionRecord } from '../../registry/record.ts';
import { startPlatform, type Client, type CommunityConfiguration, type Platform } from '../platform.ts';

/** What `seed` is given: one community, and people in it. */
export interface Seeding {
  readonly platform: Platform;
  /** Short name of the community. */
  readonly community: string;
  readonly manager: Client;
  readonly member: Client;
  /** Text with the community's canary in it. Both communities get the same call, so titles differ in the canary alone. */
  words(about: string): string;
}

/** Values of path parameters by name, as in `/groups/:group`: ids of what was made. */
export type Made = Readonly<Record<string, string>>;

export interface ConformanceOptions {
  /** `import.meta.url` of a test of the extension, or its id. */
  readonly extension: string;
  /**
   * Makes one of everything in a community, through its API or its pages, with `words(..)` in every text. Returns ids by the names
   * of path parameters, so that pages of things can be opened.
   */
  readonly seed?: (seeding: Seeding) => Promise<Made | void>;
  /** Further parts of the community's file, such as roles that `seed` needs. */
  readonly community?: CommunityConfiguration;
  /** Settings of the extension that `seed` needs. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folder that is the installation; found from the extension unless given. */
  readonly root?: string;
  /** Requests by which visitors may change something, such as `POST /feedback`. */
  readonly visitorsMay?: readonly string[];
}

export interface Place {
  readonly slug: string;
  readonly canary: string;
  readonly manager: Client;
  readonly member: Client;
  readonly visitor: Client;
  readonly made: Made;
}

export interface World {
  readonly id: string;
  readonly directory: string;
  readonly options: ConformanceOptions;
  readonly schema: string;
  readonly platform: Platform;
  readonly record: ExtensionRecord;
  /** Undefined where it was not admitted; then only promises about that are looked at. */
  readonly built: Built | undefined;
  readonly mine: Place;
  readonly theirs: Place;
  /** What the log said of errors, with the extension's name. */
  readonly complaints: readonly string[];
  /** Runs SQL as the owner, who passes the wall between communities. */
  sql(text: string, values?: readonly unknown[]): Promise<any[]>;
  /** Digests of the extension's rows in one community, by table. */
  rows(slug: string): Promise<Readonly<Record<string, string>>>;
  /** Writes a community's file with the extension on or off. */
  turn(slug: string, on: boolean): Promise<void>;
  /** Another platform with the same extension, changed. */
  again(adapt: (definition: ExtensionDefinition) => ExtensionDefinition): Promise<Again>;
}

export interface Again extends Pick<World, 'platform' | 'complaints'> {
  /** People and what `seed` makes, in one community of it. */
  settle(slug: string): Promise<Place>;
}

type Teardown = { teardown(work: () => unknown): unknown };

/** As pino counts; a warning, such as that something is slow, is no fault of the extension's code. */
const ERROR = 50;

/** Errors of the log that name the extension. */
function listener(id: string) {
  const complaints: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const line = JSON.parse(chunk.toString()) as {
        level: number;
        extension?: string;
        msg?: string;
        err?: { message?: string };
      };
      if (line.extension === id && line.level >= ERROR) complaints.push(`${line.msg}: ${line.err?.message}`);
      done();
    },
  });
  return { complaints, logger: pino({ level: 'warn' }, stream) };
}

/** Chinese characters survive in every text and are left out of slugs, so that both communities get the same. */
const canaries = { ash: '鶴亀松竹梅', birch: '鵬鷲鷹鳶梟' } as const;

export async function startWorld(t: Teardown, options: ConformanceOptions): Promise<World> {
  const { candidate, only, root } = locate(options.extension, options.root);
  const { id, directory } = candidate;
  const others = Object.fromEntries(only.filter((other) => other !== id).map((other) => [other, {}]));
  const { roles, extensions: more, ...rest } = options.community ?? {};
  const community = (on: boolean): CommunityConfiguration => ({
    ...rest,
    // roles may name permissions, which are unknown while the extension is off
    ...(on && roles ? { roles } : {}),
    extensions: {
      ...others,
      ...(more as object | undefined),
      [id]: { enabled: on, ...(options.settings ? { settings: options.settings } : {}) },
    },
  });
  const start = (on: boolean, adapt?: (extension: string, definition: ExtensionDefinition) => ExtensionDefinition) => {
    const { complaints, logger } = listener(id);
    const communities = { ash: community(on), birch: community(on) };
    return startPlatform(t, { root, only, communities, logger, ...(adapt ? { adapt } : {}) }).then((platform) => ({
      platform,
      complaints,
    }));
  };
  const settleIn = async (platform: Platform, slug: string): Promise<Place> => {
    const canary = canaries[slug as keyof typeof canaries];
    const visitor = platform.visitor(slug);
    if (!platform.app.registry.built.has(id) || !platform.app.communities.bySlug(slug))
      return { slug, canary, manager: visitor, member: visitor, visitor, made: {} };
    const manager = await platform.member(slug, { roles: ['manager'], name: `${canary} Manager` });
    const member = await platform.member(slug, { name: `${canary} Member` });
    const words: Seeding['words'] = (about) => `${canary} ${about}`;
    const made = (await options.seed?.({ platform, community: slug, manager, member, words })) ?? {};
    return { slug, canary, manager, member, visitor, made };
  };
  const { platform, complaints } = await start(true);
  const record = platform.app.registry.record(id);
  if (!record) throw new Error(`${id} was not looked at`);
  const built = platform.app.registry.built.get(id);

  const database = new Database(platform.ownerUrl);
  database.on('error', () => {});
  await database.connect();
  t.teardown(() => database.end());
  const sql: World['sql'] = async (text, values = []) => (await database.query(text, [...values])).rows;
  const schema = schemaOf(id);

  return {
    id,
    directory,
    options,
    schema,
    platform,
    record,
    built,
    mine: await settleIn(platform, 'ash'),
    theirs: await settleIn(platform, 'birch'),
    complaints,
    sql,
    async rows(slug) {
      const tables = await sql(
        `select c.table_name as name from information_schema.columns c
         where c.table_schema = $1 and c.column_name = 'community_id' order by 1`,
        [schema],
      );
      const digests: Record<string, string> = {};
      for (const { name } of tables) {
        const [row] = await sql(
          `select count(*) || ' ' || coalesce(md5(string_agg(r::text, E'\\n' order by r::text)), '') as digest
           from "${schema}"."${name}" r where community_id = (select id from platform.community where slug = $1)`,
          [slug],
        );
        digests[name as string] = row.digest as string;
      }
      return digests;
    },
    turn: (slug, on) => platform.configure(slug, community(on)),
    async again(adapt) {
      const other = await start(true, (extension, definition) => (extension === id ? adapt(definition) : definition));
      return { ...other, settle: (slug) => settleIn(other.platform, slug) };
    },
  };
}
