/**
 * A whole platform for tests: a database of its own, communities by configuration, members, and requests as anyone.
 *
 *     const platform = await startPlatform(t, {
 *       communities: { food: { extensions: { groups: {} } }, other: { extensions: { groups: {} } } },
 *     });
 *     const manager = await platform.member('food', { roles: ['manager'] });
 *     const visitor = platform.visitor('food');
 *     const made = await manager.post('/api/groups', { title: 'Bread', summary: 'Loaves', openness: 'open' });   // { status, body, headers, text }
 *     const page = await visitor.get('/groups');                                                             // page.text is HTML
 *     await manager.form('/groups/bread/join', {});           // as a browser sends it: cookie, CSRF token, no following of redirects
 *     const ctx = platform.context('food', manager);          // for calling services: platform.get(token)
 *     await platform.configure('food', { extensions: {} });   // rewrites the file and waits until it is applied
 *
 * Requests go over a real socket. Members get a bearer token; `form` uses a cookie session of the same member.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { createApp, type App, type AppOptions } from '../app.ts';
import type { Context } from '../contract/context.ts';
import type { ExtensionDefinition } from '../contract/definition.ts';
import type { Token } from '../contract/token.ts';
import { createContext } from '../context.ts';
import type { Settling } from '../events/jobs.ts';
import type { Envelope } from '../mail/transport.ts';
import { browserOf, launchBrowser, type TestBrowser } from './browser.ts';
import { testClock, type TestClock } from './clock.ts';
import { createTestDatabase } from './database.ts';
import { installationRoot, locate, repositoryRoot } from './locate.ts';
import { stand, type Grant, type Place } from './standing.ts';

/** The part of a community's file that a test cares about; the rest is open and joinable. */
export type CommunityConfiguration = Readonly<Record<string, unknown>>;

export interface PlatformOptions {
  readonly communities: Readonly<Record<string, CommunityConfiguration>>;
  /** Contents of `platform.yaml`; limits are generous unless said otherwise. */
  readonly platform?: Readonly<Record<string, unknown>>;
  /** `import.meta.url` of a test: only the extension that it belongs to is installed, with what that requires. */
  readonly of?: string;
  /** Only these extensions are installed; all of the repository's by default. */
  readonly only?: readonly string[];
  /** Folder with `extensions/*`; the repository by default. */
  readonly root?: string;
  readonly phaseLimit?: number;
  /** Serve demo people and content, with the configuration of the repository and the communities given here beside it. */
  readonly demo?: boolean;
  /** See the log while a test is written. */
  readonly logLevel?: string;
  /** Where the log goes instead. */
  readonly logger?: Logger;
  /** Changes a definition before the registry looks at it, to break one on purpose. */
  readonly adapt?: (id: string, definition: ExtensionDefinition) => ExtensionDefinition;
}

export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON, or undefined. */
  readonly body: Body;
}

/** Somebody who sends requests to one community. */
export interface Client {
  readonly base: string;
  readonly memberId: string | undefined;
  readonly name: string | undefined;
  readonly token: string | undefined;
  /** `cookie` header of a browser session, made at the first use. */
  cookie(): Promise<string | undefined>;
  request(
    method: string,
    path: string,
    options?: {
      readonly json?: unknown;
      readonly form?: Record<string, string | readonly string[]>;
      readonly headers?: Record<string, string>;
      readonly browser?: boolean;
    },
  ): Promise<Answer>;
  /** Pages (paths outside `/api`) are asked for as a browser with its cookie. */
  get(path: string): Promise<Answer>;
  post(path: string, json?: unknown): Promise<Answer>;
  put(path: string, json?: unknown): Promise<Answer>;
  patch(path: string, json?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Sends a form as the browser does, with the session's CSRF token. Answers the redirect itself. */
  form(path: string, fields: Record<string, string | readonly string[]>): Promise<Answer>;
}

/** A mail, with its words where it has been made. */
export type TestMail = { readonly kind: string; readonly state: string } & Partial<Envelope>;

export interface MemberOptions {
  readonly roles?: readonly string[];
  readonly name?: string;
  readonly email?: string;
  /** Spaces that the member is in. */
  readonly spaces?: readonly Place[];
  /** What the member holds besides. */
  readonly grants?: readonly Grant[];
}

/** How a page is looked at. */
export interface PageOptions {
  /** Width of the window in pixels, 1280 unless said otherwise; it is 800 high. */
  readonly width?: number;
  /** False: a browser without script. */
  readonly javaScript?: boolean;
  readonly colorScheme?: 'light' | 'dark';
}

export interface Platform {
  readonly app: App;
  readonly url: string;
  readonly configDirectory: string;
  readonly ownerUrl: string;
  /** The login that owns nothing, which the platform runs with. */
  readonly applicationUrl: string;
  member(slug: string, options?: MemberOptions): Promise<Client>;
  visitor(slug: string): Client;
  context(slug: string, client?: Client, extension?: string): Context;
  get<T>(token: Token<T>): T;
  /** Moves what `ctx.now()` says, and nothing that the database decides. */
  readonly clock: TestClock;
  /**
   * A page of a real Chromium in which somebody is signed in, closed when the test ends: `page.goto('groups')`, without a slash
   * in front, is below their community.
   */
  page(client: Client, options?: PageOptions): Promise<Page>;
  /**
   * Does what is due, events and jobs, and what comes of it; `ahead` also what is due later; `until` as if it were that moment,
   * with schedules and `ctx.now()`. Returns how many ran.
   */
  settle(options?: Settling): Promise<number>;
  /** Mail of a community, oldest first; the words of those that were made, which is when jobs are settled. */
  mails(slug: string): Promise<readonly TestMail[]>;
  /** Writes the community's file, given as an object or as the text itself, and applies it. */
  configure(slug: string, configuration: CommunityConfiguration | string): Promise<void>;
  /** Another node on the same database. It serves what was applied and looks at no file, unless `more` says otherwise. */
  node(more?: Partial<AppOptions>): Promise<PlatformNode>;
}

/** One more process' worth of platform, stopped when the test ends. */
export interface PlatformNode {
  readonly app: App;
  readonly url: string;
}

type Teardown = { teardown(work: () => unknown): void };

const PASSWORD = 'correct horse battery';

const fileOf = (slug: string, configuration: CommunityConfiguration) =>
  stringify({ name: slug, access: 'open', join: 'open', ...configuration });

/** Starts a platform and stops it when the test ends. */
export async function startPlatform(t: Teardown, options: PlatformOptions): Promise<Platform> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-config-'));
  mkdirSync(path.join(directory, 'communities'));
  const limits = {
    signInPerAccount: 100_000,
    signInPerAddress: 100_000,
    signUpPerAddress: 100_000,
    mailPerAddress: 100_000,
    requestsPerMinute: 1_000_000,
    inFlight: 5000,
  };
  // a copy, so that a test of the demo may rewrite it
  if (options.demo) cpSync(path.join(repositoryRoot, 'config'), directory, { recursive: true });
  else writeFileSync(path.join(directory, 'platform.yaml'), stringify({ limits, ...options.platform }));
  for (const [slug, configuration] of Object.entries(options.communities))
    writeFileSync(path.join(directory, 'communities', `${slug}.yaml`), fileOf(slug, configuration));

  const own = options.of === undefined ? undefined : locate(options.of, options.root);
  const database = await createTestDatabase(t);
  const clock = testClock();
  const appOptions: AppOptions = {
    root: options.root ?? own?.root ?? installationRoot(),
    configDirectory: directory,
    database: { ownerUrl: database.ownerUrl, applicationUrl: database.applicationUrl },
    secret: 'a secret that is long enough for tests only',
    demo: options.demo ?? false,
    ...(options.platform && 'mail' in options.platform ? {} : { outbox: true }),
    only: options.only ?? own?.only,
    phaseLimit: options.phaseLimit,
    adapt: options.adapt,
    now: clock.now,
    logger: options.logger ?? pino({ level: options.logLevel ?? process.env.LOG_LEVEL ?? 'fatal' }),
  };
  const app = await createApp(appOptions);
  t.teardown(async () => {
    await app.close();
    rmSync(directory, { recursive: true, force: true });
  });
  let browser: Promise<TestBrowser> | undefined;
  t.teardown(async () => (await browser)?.close());
  if (options.demo) await app.createDemo();
  const listen = async ({ server }: App) => {
    await server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
    const { port } = server.server.address() as { port: number };
    return `http://127.0.0.1:${port}`;
  };
  const url = await listen(app);

  const viewOf = (slug: string) => {
    const view = app.communities.bySlug(slug);
    if (!view) throw new Error(`no community ${slug}: ${JSON.stringify(app.communities.problems())}`);
    return view;
  };

  return {
    app,
    url,
    configDirectory: directory,
    ownerUrl: database.ownerUrl,
    applicationUrl: database.applicationUrl,
    visitor: (slug) => client({ base: `${url}/c/${slug}` }),
    async member(
      slug,
      {
        roles = [],
        name = `Member ${Math.random().toString(36).slice(2, 8)}`,
        email = `${crypto.randomUUID()}@test.example`,
        spaces: places = [],
        grants = [],
      } = {},
    ) {
      const view = viewOf(slug);
      const { memberId } = await app.identity.addMember(view, { email, name, roles, password: PASSWORD });
      if (places.length + grants.length > 0) {
        const ctx = createContext(app.registry, 'core', { view, actor: null, log: app.log });
        await stand(ctx, memberId, { places, grants });
      }
      const session = await app.identity.signIn(view, { email, password: PASSWORD, address: 'test' }, 'bearer');
      const token = app.server.jwt.sign({ sid: session.id }, { aud: view.key, expiresIn: 3_600_000 });
      const made = client({ base: `${url}/c/${slug}`, memberId, name, token, email, password: PASSWORD });
      rolesOf.set(made, roles);
      return made;
    },
    context(slug, who, extension = 'core') {
      const view = viewOf(slug);
      const actor = who?.memberId
        ? { id: who.memberId, accountId: null, name: who.name ?? '', roles: rolesOf.get(who) ?? [] }
        : null;
      return createContext(app.registry, extension, { view, actor, log: app.log });
    },
    get: (token) => app.registry.get(token),
    clock,
    async page(who, { width = 1280, javaScript = true, colorScheme = 'light' } = {}) {
      browser ??= launchBrowser();
      const context = await browserOf(await browser, who, {
        viewport: { width, height: 800 },
        javaScriptEnabled: javaScript,
        colorScheme,
      });
      return context.newPage();
    },
    settle: (settling) =>
      settling?.until ? clock.during(settling.until, () => app.jobs.settle(settling)) : app.jobs.settle(settling),
    async mails(slug) {
      const view = viewOf(slug);
      const { rows } = await sql<{ kind: string; state: string; rendered: Envelope | null }>`
        select kind, state, rendered from core.mail where community_id = ${view.id} order by created_at, id`.execute(
        view.db,
      );
      return rows.map(({ kind, state, rendered }) => ({ kind, state, ...rendered }));
    },
    async node(more = {}) {
      const other = await createApp({ ...appOptions, files: 'ignore', ...more });
      t.teardown(() => other.close());
      return { app: other, url: await listen(other) };
    },
    async configure(slug, configuration) {
      const text = typeof configuration === 'string' ? configuration : fileOf(slug, configuration);
      writeFileSync(path.join(directory, 'communities', `${slug}.yaml`), text);
      await app.communities.reload();
    },
  };
}

const rolesOf = new WeakMap<Client, readonly string[]>();

interface Identity {
  readonly base: string;
  readonly memberId?: string;
  readonly name?: string;
  readonly token?: string;
  readonly email?: string;
  readonly password?: string;
}

/** Somebody who sends requests to the community at `base`. */
export function client({ base, memberId, name, token, email, password }: Identity): Client {
  let session: Promise<{ cookie: string; csrf: string }> | undefined;
  const parse = (text: string, headers: Headers) => {
    if (text === '' || !/json/.test(headers.get('content-type') ?? '')) return undefined;
    return JSON.parse(text) as unknown;
  };
  const send = async (method: string, pathname: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${base}${pathname}`, { method, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text, response.headers) };
  };
  const encode = (fields: Record<string, string | readonly string[]>) => {
    const parameters = new URLSearchParams();
    for (const [field, value] of Object.entries(fields))
      for (const one of [value].flat() as string[]) parameters.append(field, one);
    return parameters;
  };
  const origin = new URL(base).origin;
  const signIn = async () => {
    if (!email || !password) throw new Error('a visitor has no session');
    const answer = await send('POST', '/sign-in', { body: encode({ email, password }), headers: { origin } });
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    if (!cookie) throw new Error(`signing in answered ${answer.status}: ${answer.text}`);
    const me = await send('GET', '/me', { headers: { cookie } });
    const csrf = /name="_csrf" value="([^"]+)"/.exec(me.text)?.[1];
    if (!csrf) throw new Error(`the account page has no form token: ${me.status}`);
    return { cookie, csrf };
  };
  const browser = () => (session ??= signIn());

  const self: Client = {
    base,
    memberId,
    name,
    token,
    cookie: async () => (email ? (await browser()).cookie : undefined),
    async request(method, pathname, { json, form, headers = {}, browser: asBrowser = false } = {}) {
      const who: Record<string, string> =
        asBrowser && email
          ? { cookie: (await browser()).cookie, origin }
          : token
            ? { authorization: `Bearer ${token}` }
            : { origin };
      const body = form ? encode(form) : json === undefined ? undefined : JSON.stringify(json);
      return send(method, pathname, {
        ...(body === undefined ? {} : { body }),
        headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...who, ...headers },
      });
    },
    get: (pathname) => self.request('GET', pathname, { browser: !pathname.startsWith('/api') }),
    post: (pathname, json = {}) => self.request('POST', pathname, { json }),
    put: (pathname, json = {}) => self.request('PUT', pathname, { json }),
    patch: (pathname, json = {}) => self.request('PATCH', pathname, { json }),
    delete: (pathname) => self.request('DELETE', pathname),
    async form(pathname, fields) {
      const csrf = email ? (await browser()).csrf : undefined;
      return self.request('POST', pathname, {
        form: { ...(csrf === undefined ? {} : { _csrf: csrf }), ...fields },
        browser: true,
      });
    },
  };
  return self;
}
