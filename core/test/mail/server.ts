/** A real mail server for tests: it parses what it takes. */
import type { Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type Teardown = { teardown(work: () => unknown): void };
type Refusal = Error & { responseCode?: number };
/** What a server answers instead of taking a mail. */
export const refusal = (responseCode: number, message: string): Refusal =>
  Object.assign(new Error(message), { responseCode });

/** A server that takes mail, or answers as `next` says: once for each entry. */
export async function startMailServer(t: Teardown) {
  const taken: { readonly envelope: readonly string[]; readonly mail: Email }[] = [];
  const next: ('hang-up' | Refusal)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      const [fault] = next;
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        if (fault === 'hang-up') {
          next.shift();
          return sockets.forEach((socket) => socket.destroy());
        }
        if (fault) {
          next.shift();
          return done(fault);
        }
        const mail = await PostalMime.parse(Buffer.concat(chunks));
        taken.push({ envelope: session.envelope.rcptTo.map(({ address }) => address), mail });
        done();
      });
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  t.teardown(() => new Promise<void>((resolve) => server.close(resolve)));
  return { taken, next, port };
}
