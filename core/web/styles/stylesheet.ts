import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { coreDirectory } from '../../package-version.ts';

/** A stylesheet as it is served: its text and the hash that names it, so that it may be cached for ever. */
export interface ServedStylesheet {
  readonly css: string;
  readonly hash: string;
}

// The order of layers is the only rule of precedence. Extensions write into their own layer, between components and utilities.
const layers = ['reset', 'tokens', 'base', 'layout', 'components', 'extensions', 'utilities'] as const;

/** Found through the package and not through this file's own place, since the build moves this file but not the CSS. */
const folder = path.join(coreDirectory, 'web/styles');

/** Takes out comments and spare white space. Strings keep theirs, and so does what a selector or `calc()` needs. */
export function compact(css: string): string {
  return css
    .split(/("[^"\n]*"|'[^'\n]*')/)
    .map((piece, at) =>
      at % 2 === 1
        ? piece
        : piece
            .replace(/\/\*[\s\S]*?\*\//g, '')
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,>]) ?/g, '$1')
            .replace(/: /g, ':')
            .replace(/;}/g, '}'),
    )
    .join('')
    .trim();
}

/** The short name of a text: enough of its SHA-256 to tell versions apart. */
export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** One file of the folder, compacted: for pages that need more than members do. */
export const readStylesheet = (file: string): string => compact(readFileSync(path.join(folder, file), 'utf8'));

/** Every rule of core, one cascade layer after another. Reads the files, so call it once, at start. */
export function stylesheet(): ServedStylesheet {
  const root = folder;
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const source = (layer: (typeof layers)[number]): string => {
    if (layer === 'extensions') return '';
    if (layer !== 'components') return read(`${layer}.css`);
    const files = readdirSync(path.join(root, 'components')).filter((file) => file.endsWith('.css'));
    return files
      .sort()
      .map((file) => read(`components/${file}`))
      .join('\n');
  };
  const blocks = layers.map((layer) => [layer, source(layer)] as const).filter(([, css]) => css !== '');
  const css = compact(
    [`@layer ${layers.join(', ')};`, ...blocks.map(([layer, css]) => `@layer ${layer} {${css}}`)].join('\n'),
  );
  return { css, hash: hashOfText(css) };
}
