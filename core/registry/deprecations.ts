import semver from 'semver';
import type { ExtensionDefinition } from '../contract/definition.ts';
import type { Deprecation } from '../contract/deprecation.ts';
import type { RouteAccess } from '../contract/route.ts';
import { tooEarly } from './admit.ts';
import { isListener } from './admit-events.ts';

/** An extension that uses what another one has deprecated. */
export interface DeprecatedUse extends Deprecation {
  readonly extension: string;
  /** What it does: `listens to`, `contributes to`, `hooks into`, `asks for`. */
  readonly does: string;
  readonly id: string;
  readonly owner: string;
}

/** What is admitted, with `core` among it. */
export type Owners = ReadonlyMap<string, { readonly version: string; readonly definition: ExtensionDefinition }>;

const ownerOf = (id: string, owners: Owners) =>
  [...owners.keys()].filter((owner) => id.startsWith(`${owner}.`)).sort((a, b) => b.length - a.length)[0];

/** Everything of others that an extension uses although it goes. */
export function deprecatedUses(
  extension: string,
  definition: ExtensionDefinition,
  owners: Owners,
): readonly DeprecatedUse[] {
  const uses = new Map<string, DeprecatedUse>();
  const note = (does: string, id: string, deprecated: Deprecation | undefined) => {
    const owner = ownerOf(id, owners);
    if (deprecated && owner !== undefined && owner !== extension)
      uses.set(`${does} ${id}`, { extension, does, id, owner, ...deprecated });
  };
  for (const hook of definition.hooks?.(tooEarly) ?? [])
    if (isListener(hook)) {
      // the owner's own word counts, whichever copy of the name a listener has
      const owner = owners.get(ownerOf(hook.event.id, owners) ?? '');
      const declared = owner?.definition.events?.find(({ id }) => id === hook.event.id);
      note('listens to', hook.event.id, declared?.deprecated ?? hook.event.deprecated);
    } else note(hook.target.kind === 'point' ? 'contributes to' : 'hooks into', hook.target.id, hook.target.deprecated);
  const asks = (access: RouteAccess) => {
    if (typeof access !== 'object') return;
    const owner = owners.get(ownerOf(access.permission, owners) ?? '');
    note('asks for', access.permission, owner?.definition.permissions?.[access.permission]?.deprecated);
  };
  for (const { access } of definition.routes?.(tooEarly) ?? []) asks(access);
  for (const { access } of definition.pages?.(tooEarly) ?? []) asks(access);
  for (const { access } of definition.navigation ?? []) asks(access);
  return [...uses.values()];
}

/** One line for an operator or the author. */
export const describeUse = ({ does, id, use, since, until }: Omit<DeprecatedUse, 'extension' | 'owner'>): string =>
  `${does} ${id}, deprecated since ${since} and gone with ${until}: use ${use} instead`;

/** Throws where an extension still uses what its owner has no more, and says what to use. */
export function refuseGone(uses: readonly DeprecatedUse[], owners: Owners): void {
  for (const { does, id, owner, use, until } of uses) {
    const version = owners.get(owner)?.version ?? '0.0.0';
    if (semver.valid(until) && semver.gte(version, until))
      throw new Error(`it ${does} ${id}, which is gone since ${owner} ${until}: use ${use} instead`);
  }
}

/** Fields of settings that a community's file still gives although they go. */
export function deprecatedSettings(
  definition: ExtensionDefinition,
  given: Readonly<Record<string, unknown>>,
): readonly (Deprecation & { readonly name: string })[] {
  return Object.keys(given).flatMap((name) => {
    const { deprecated } = (definition.settings.properties[name] ?? {}) as { deprecated?: Deprecation };
    return typeof deprecated === 'object' ? [{ name, ...deprecated }] : [];
  });
}
