#!/usr/bin/env node
// Committed as JavaScript, so that npm links it before anything was built.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli/run.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write('Polyphony is not built yet: run `npm run build` first.\n');
  process.exit(1);
}
const { run } = await import(built.href);
process.exitCode = await run(process.argv);
