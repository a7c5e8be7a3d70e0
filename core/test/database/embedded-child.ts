/** Starts the server of a directory, says where it is, and goes on until it is killed. */
import { startEmbedded } from '../../database/embedded.ts';

const server = await startEmbedded({ dataDir: process.argv[2] ?? '', volatile: true });
console.log(JSON.stringify({ port: server.port, pid: server.pid, adopted: server.adopted }));
setInterval(() => {}, 1000);
process.on('message', async () => {
  await server.stop();
  process.exit(0);
});
