import type { Candidate, ExtensionRecord } from './record.ts';

/** Whether one cannot do without the other. */
export const needs = (
  { requires, optional }: Pick<Candidate, 'requires' | 'optional'>,
  { packageName }: Pick<Candidate, 'packageName'>,
): boolean => requires[packageName] !== undefined && !optional.has(packageName);

/** Extensions that one cannot do without, as ids; those that are not installed by the name of their package. */
export const needsOf = (
  { records }: { readonly records: readonly ExtensionRecord[] },
  { requires, optional }: ExtensionRecord,
): readonly string[] =>
  Object.keys(requires)
    .filter((name) => name !== '@polyphony/core' && !optional.has(name))
    .map((name) => records.find(({ packageName }) => packageName === name)?.id ?? name);

/** Extensions that cannot do without one. */
export const dependentsOf = (
  registry: { readonly records: readonly ExtensionRecord[] },
  id: string,
): readonly ExtensionRecord[] => registry.records.filter((record) => needsOf(registry, record).includes(id));
