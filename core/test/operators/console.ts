/** Requests of operators and of others to the platform's own address. */
import type { Platform } from '../../testing/index.ts';

export const PASSWORD = 'a console of one’s own';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly body: any;
}

/** A request to the platform itself; redirects are answers. */
export async function ask(platform: Platform, path: string, init: RequestInit = {}): Promise<Reply> {
  const answer = await fetch(`${platform.url}${path}`, { redirect: 'manual', ...init });
  const text = await answer.text();
  const json = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, text, headers: answer.headers, body: json ? JSON.parse(text) : undefined };
}

/** A form as a browser sends it. */
export const send = (
  platform: Platform,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  ask(platform, path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: platform.url, 'sec-fetch-site': 'same-origin', ...headers },
  });

export const sendJson = (
  platform: Platform,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  ask(platform, path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

/** `name=value` of the cookies that an answer sets. */
export const cookieOf = (answer: Reply): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export interface SignedIn {
  readonly email: string;
  readonly cookie: string;
  /** Of the session of the cookie. */
  readonly csrf: string;
  readonly token: string;
  page(path: string, headers?: Record<string, string>): Promise<Reply>;
}

/** An operator with a browser and a program. */
export async function operator(
  platform: Platform,
  email = `${crypto.randomUUID()}@op.example`,
  password = PASSWORD,
): Promise<SignedIn> {
  await platform.app.operators.add({ email, password });
  const cookie = cookieOf(await send(platform, '/sign-in', { email, password }));
  const account = await ask(platform, '/account', { headers: { cookie } });
  const { token } = (await sendJson(platform, '/api/platform/sign-in', { email, password })).body;
  return {
    email,
    cookie,
    csrf: /name="_csrf" value="([^"]+)"/.exec(account.text)?.[1] ?? '',
    token,
    page: (path, headers = {}) => ask(platform, path, { headers: { cookie, ...headers } }),
  };
}

/** Every page of the console but those of single communities and extensions. */
export const pages = ['/communities', '/extensions', '/health', '/jobs', '/account'] as const;
export const answers = ['/api/platform/communities', '/api/platform/extensions', '/api/platform/jobs'] as const;
