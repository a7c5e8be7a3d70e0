/** A browser and a mailbox, for tests of the way in. */
import type { Answer, Platform } from '../../testing/index.ts';

export const PASSWORD = 'correct horse battery';

/** Keeps its cookies and sends the form token of the page that it last saw, as a browser does. It follows nothing by itself. */
export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  readonly cookies: ReadonlyMap<string, string>;
}

export function browser(
  platform: Platform,
  slug: string,
  agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
): Browser {
  const base = `${platform.url}/c/${slug}`;
  const cookies = new Map<string, string>();
  let csrf: string | undefined;
  const send = async (
    method: string,
    path: string,
    init: RequestInit,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${base}${path}`, {
      method,
      redirect: 'manual',
      ...init,
      headers: { 'user-agent': agent, origin: platform.url, ...(cookie && { cookie }), ...headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    if (method === 'GET' && text.startsWith('<!doctype')) csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  };
  return {
    cookies,
    get: (path, headers = {}) => send('GET', path, {}, headers),
    post: (path, fields = {}, headers = {}) =>
      send('POST', path, { body: new URLSearchParams({ ...(csrf ? { _csrf: csrf } : {}), ...fields }) }, headers),
  };
}

/** Where an answer leads, inside of the community. */
export const leadsTo = (answer: Answer) => (answer.headers.get('location') ?? '').replace(/^\/c\/[^/]+/, '');

/** Mails to an address so far, oldest first, made now. */
export async function mailsTo(platform: Platform, slug: string, address: string) {
  await platform.settle();
  return (await platform.mails(slug)).filter(({ to }) => to === address);
}

/** The path of the link in the newest mail to an address. */
export async function linkTo(platform: Platform, slug: string, address: string): Promise<string> {
  const mail = (await mailsTo(platform, slug, address)).at(-1);
  const path = /\/link\/[\w.-]+/.exec(mail?.text ?? '')?.[0];
  if (!path) throw new Error(`no link was mailed to ${address}: ${JSON.stringify(mail)}`);
  return path;
}

/** Opens the page of a link and presses its button. */
export async function opens(who: Browser, link: string, fields: Record<string, string> = {}): Promise<Answer> {
  await who.get(link);
  return who.post(link, fields);
}

export const newAddress = () => `${crypto.randomUUID()}@test.example`;

/** Fills in the form of joining. */
export async function joins(who: Browser, email: string, fields: Record<string, string> = {}): Promise<Answer> {
  await who.get('/join');
  return who.post('/join', { name: 'Rowan', email, rules: 'yes', ...fields });
}

/** An answer without what no two answers share. */
export const plain = ({ status, headers, text }: Answer) => ({
  status,
  text,
  headers: Object.fromEntries(
    [...headers].filter(([name]) => !['date', 'x-request-id', 'set-cookie', 'content-length'].includes(name)),
  ),
});
