// Runs tap, passes its report through, and ends with one plain line, `N passed, N failed`. Keeps tap's exit code.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import path from 'node:path';

// one database server for the whole run; each test file clones a template of its own
process.env.POLYPHONY_TEST_DATABASE_URL ??= process.env.DATABASE_URL ?? '';
const cluster =
  process.env.POLYPHONY_TEST_DATABASE_URL === ''
    ? await (await import('../core/dist/testing/database.js')).startTestCluster()
    : undefined;
if (cluster) process.env.POLYPHONY_TEST_DATABASE_URL = cluster.url;

// a browser from npm unpacks itself at its first start: once, before two test files want it at the same time
await (await import('../core/dist/testing/browser.js')).findChromium();

const bin = path.join(path.dirname(createRequire(import.meta.url).resolve('tap/package.json')), 'dist/esm/run.mjs');
const tap = spawn(process.execPath, [bin, '--reporter=tap', ...process.argv.slice(2)], {
  stdio: ['inherit', 'pipe', 'inherit'],
  // tap's own translation checks types in every process again; ours is test/typescript.mjs
  env: { NODE_ENV: 'test', ...process.env, TAP_TYPE_STRIP_ONLY: '1' },
});
const exited = new Promise((resolve) => tap.once('exit', (code) => resolve(code ?? 1)));

let totals = '';
const quiet = !process.env.TAP_VERBOSE;
for await (const line of createInterface({ input: tap.stdout })) {
  if (/^# \{ total: \d+/.test(line)) totals = line;
  // a passing assertion inside a test says nothing to a reader; what fails, is skipped or is printed stays
  if (!quiet || !/^\s+ok \d+ /.test(line) || /# (skip|todo)/i.test(line)) console.log(line);
}
const count = (word) => Number(new RegExp(`${word}: (\\d+)`).exec(totals)?.[1] ?? 0);
const passed = count('pass');
let failed = count('fail');
const skipped = count('skip') + count('todo');
let code = await exited;
await cluster?.stop();
if (passed + failed === 0) code ||= 1; // nothing ran: a failure
if (code !== 0 && failed === 0) failed = 1; // a crash or a time-out
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = code;
