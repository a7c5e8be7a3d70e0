import type { ComponentChildren } from 'preact';
import { usePage } from './page-context.ts';

export interface WordsProps {
  readonly of: string;
  readonly values?: Record<string, unknown> | undefined;
  /** Elements to stand where the message names them. */
  readonly parts: Readonly<Record<string, ComponentChildren>>;
}

// A private-use character marks each slot, so that a translator may move it to wherever the sentence needs it.
const mark = '\uE000';

/** A message with elements inside, such as "Closes {time}" around a `<time>`. */
export function Words({ of, values, parts }: WordsProps) {
  const { t } = usePage();
  const slots = Object.fromEntries(Object.keys(parts).map((name) => [name, `${mark}${name}${mark}`]));
  const pieces = t(of, { ...values, ...slots }).split(mark);
  return <>{pieces.map((piece, at) => (at % 2 === 1 ? parts[piece] : piece))}</>;
}
