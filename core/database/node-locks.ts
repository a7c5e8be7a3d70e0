import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/**
 * What only one node does at a time, by name. All that this node has are on one connection of its own, which is open only
 * meanwhile: however long the work takes, it keeps none of the pool from visitors. A node that dies lets go of everything.
 */
export interface NodeLocks {
  /** Does the work unless another node has the name: then `wait` says whether it is waited for. False where it was not done. */
  alone(name: string, work: () => Promise<void>, options?: { readonly wait?: boolean }): Promise<boolean>;
}

/** Milliseconds between two tries while another node has it. */
const BETWEEN = 200;

/** `url`: to the server itself, since behind a transaction pooler a lock would stay with whoever comes next. */
export function createNodeLocks(url: string): NodeLocks {
  let connection: Promise<Client> | undefined;
  let users = 0;
  let last: Promise<unknown> = Promise.resolve();

  function connect(): Promise<Client> {
    const client = new Client({
      connectionString: url,
      application_name: 'polyphony locks',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    const opened = client.connect().then(() => client);
    const lost = () => {
      if (connection === opened) connection = undefined;
    };
    client.on('error', lost);
    client.on('end', lost);
    opened.catch(lost);
    return opened;
  }

  /** One statement after the other, as a connection has them. */
  function ask(client: Client, call: string, name: string): Promise<boolean> {
    const answer = last.then(() =>
      client.query<{ done: boolean }>(`select ${call}(hashtextextended($1, 0)) as done`, [name]),
    );
    last = answer.catch(() => {});
    return answer.then(({ rows }) => rows[0]?.done === true);
  }

  return {
    async alone(name, work, { wait = false } = {}) {
      users += 1;
      try {
        const client = await (connection ??= connect());
        while (!(await ask(client, 'pg_try_advisory_lock', name))) {
          if (!wait) return false;
          await sleep(BETWEEN);
        }
        try {
          await work();
          return true;
        } finally {
          // a connection that was lost has let go of it
          await ask(client, 'pg_advisory_unlock', name).catch(() => {});
        }
      } finally {
        users -= 1;
        const idle = connection;
        if (users === 0 && idle) {
          connection = undefined;
          await idle.then((client) => client.end()).catch(() => {});
        }
      }
    },
  };
}
