// The measured process of `server.ts`: plain JavaScript on `core/dist`, so that no loader is measured with it.
import { performance } from 'node:perf_hooks';

const started = performance.now();
const dist = new URL('../../core/dist/', import.meta.url);
const { createApp } = await import(new URL('app.js', dist).href);
const { watchConfiguration } = await import(new URL('community/watch.js', dist).href);
const { root, configDirectory, ownerUrl, applicationUrl, watch } = JSON.parse(process.env.BENCH ?? '{}');

const app = await createApp({
  root,
  configDirectory,
  database: { ownerUrl, applicationUrl },
  secret: 'a secret that is long enough for measuring',
  demo: false,
});
await app.server.listen({ port: 0, host: '127.0.0.1' });
const watcher = watch
  ? watchConfiguration(configDirectory, (changed) => app.communities.reload({ wait: false, changed }), app.log)
  : undefined;
await app.work();
const bootMs = performance.now() - started;
const { port } = app.server.server.address();

process.on('message', async (message) => {
  if (message === 'measure' || message === 'collect') {
    if (message === 'collect') globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ heap: process.memoryUsage().heapUsed, cpu: user + system });
  }
  if (message === 'stop') {
    watcher?.close();
    await app.close();
    process.exit(0);
  }
});
process.send?.({ url: `http://127.0.0.1:${port}`, bootMs });
