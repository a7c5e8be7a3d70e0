// Lets Node import the sources as they stand: `node --import ./test/typescript.mjs`. Types are checked once, by `npm run typecheck`, and
// not again in each process that runs a test. Node itself leaves types out; JSX it does not know, so TypeScript translates that, and
// what it translated is kept for the processes to come.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL('../node_modules/.cache/polyphony', import.meta.url));
mkdirSync(cache, { recursive: true });
enableCompileCache(path.join(cache, 'compiled'));

function kept(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** As the root's tsconfig.json says, with its map inside. */
function translated(fileName, source) {
  // only the first process that meets a file loads it
  const ts = require('typescript');
  return ts.transpileModule(source, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.ReactJSX,
      jsxImportSource: '@polyphony/core',
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
      inlineSources: true,
    },
  }).outputText;
}

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return next(url, context);
    const fileName = fileURLToPath(url);
    const source = readFileSync(fileName, 'utf8');
    const file = path.join(cache, `${createHash('sha256').update(fileName).update(source).digest('hex')}.js`);
    let code = kept(file);
    if (code === undefined) {
      code = translated(fileName, source);
      // whole or not at all, as others look at the same time
      writeFileSync(`${file}.${process.pid}`, code);
      renameSync(`${file}.${process.pid}`, file);
    }
    return { format: 'module', source: code, shortCircuit: true };
  },
});
