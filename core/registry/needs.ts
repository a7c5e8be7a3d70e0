import type { ExtensionRecord } from './record.ts';

/** Extensions that one cannot do without, as ids; those that are not installed by the name of their package. */
export const needsOf = (
  { records }: { readonly records: readonly ExtensionRecord[] },
  { requires, optional }: ExtensionRecord,
): readonly string[] =>
  Object.keys(requires)
    .filter((name) => name !== '@polyphony/core' && !optional.has(name))
    .map((name) => records.find(({ packageName }) => packageName === name)?.id ?? name);
