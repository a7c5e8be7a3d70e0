// Lets Node import TypeScript as it stands: `node --import ./test/typescript.mjs`. Types are checked once, by `npm run typecheck`, and
// not again in every process that runs a test; what was translated is kept for the next process.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('tsconfig.sources.json', import.meta.url)) });
