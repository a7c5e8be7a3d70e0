import type { IncomingMessage } from 'node:http';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const OF_A_PROXY = /^(forwarded|x-forwarded-.*|x-real-ip|via)$/;

/**
 * Whether somebody on this machine asks. What a proxy on the same machine passes on comes from loopback as well, so it counts
 * only under a name of the machine itself and without any header that proxies add; believing such a header takes no part.
 */
export const isFromHere = ({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean =>
  LOOPBACK.has(socket.remoteAddress ?? '') &&
  LOOPBACK_HOST.test(headers.host ?? '') &&
  !Object.keys(headers).some((name) => OF_A_PROXY.test(name));
