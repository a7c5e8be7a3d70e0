/** Stands between a process and its database, and does something at one exact message of that process. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CountingProxy {
  /** The database's URL, by way of here. */
  readonly url: string;
  /** Messages that went to the database so far. */
  readonly count: number;
  close(): Promise<void>;
}

/** `at` is called when message number `point` has come (from 1), before or after it is passed on. */
export async function countingProxy(
  databaseUrl: string,
  at?: { readonly point: number; readonly when: 'before' | 'after'; readonly act: () => void },
): Promise<CountingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
    }
    near.on('data', (chunk) => {
      count += 1;
      if (at && count === at.point && at.when === 'before') return at.act();
      far.write(chunk);
      if (at && count === at.point) at.act();
    });
    far.on('data', (chunk) => near.write(chunk));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    get count() {
      return count;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
