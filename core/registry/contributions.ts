import type { CommunityView } from '../contract/community.ts';
import type { ContentKind, ExtensionDefinition, PermissionDefinition, SpaceKind } from '../contract/definition.ts';
import type { Listener } from '../contract/event.ts';
import type { Hook, Point } from '../contract/hooks.ts';
import type { Work } from '../contract/job.ts';
import type { NotificationKind } from '../contract/notification.ts';
import type { BlockDefinition, NavigationItem, PageDefinition, Region } from '../contract/page.ts';
import type { Realm } from '../contract/realm.ts';
import type { RouteDefinition } from '../contract/route.ts';
import type { Schedule } from '../contract/schedule.ts';

/** One extension as it was built: its data resolved once, at boot. */
export interface Built {
  readonly id: string;
  readonly version: string;
  readonly definition: ExtensionDefinition;
  readonly routes: readonly RouteDefinition[];
  readonly pages: readonly PageDefinition[];
  readonly blocks: readonly BlockDefinition[];
  readonly jobs: readonly Work[];
  readonly schedules: readonly Schedule[];
  readonly listeners: readonly Listener[];
  readonly notifications: readonly NotificationKind[];
  readonly realms: readonly Realm[];
  readonly contributions: readonly {
    readonly target: Point<unknown> | Hook<unknown>;
    readonly value: unknown;
    readonly order: number;
    readonly when?: 'before' | 'after';
  }[];
}

export interface OwnedBlock {
  readonly extension: string;
  readonly block: BlockDefinition;
}

export interface Contributed {
  readonly extension: string;
  readonly value: any;
  /** At a hook: may it refuse, or does it look on? */
  readonly when: 'before' | 'after';
}

/**
 * Everything that the extensions of one community contribute. The only way to read contributions: what is disabled is
 * absent here, and so it is silent everywhere.
 */
export interface Contributions {
  /** Names the set; equal for communities with equal extensions. */
  readonly key: string;
  readonly extensions: readonly Built[];
  readonly permissions: ReadonlyMap<string, PermissionDefinition>;
  readonly navigation: readonly { readonly extension: string; readonly item: NavigationItem }[];
  readonly routes: readonly { readonly extension: string; readonly route: RouteDefinition }[];
  readonly pages: readonly { readonly extension: string; readonly page: PageDefinition }[];
  readonly contentKinds: ReadonlyMap<string, ContentKind>;
  readonly spaceKinds: ReadonlyMap<string, SpaceKind>;
  /** What members can hold. */
  readonly realms: ReadonlyMap<string, Realm>;
  readonly notifications: ReadonlyMap<string, { readonly extension: string; readonly kind: NotificationKind }>;
  blocks(region: Region): readonly OwnedBlock[];
  /** What is contributed to a point or hook, with the extension that did. */
  to(target: Point<any> | Hook<any>): readonly Contributed[];
}

function collect(key: string, extensions: readonly Built[]): Contributions {
  const own = <T>(pick: (built: Built) => readonly T[]) =>
    extensions.flatMap((built) => pick(built).map((value) => ({ extension: built.id, value })));
  const blocks = own((built) => built.blocks).sort((a, b) => a.value.order - b.value.order);
  const contributed = own((built) => built.contributions).sort((a, b) => a.value.order - b.value.order);
  return Object.freeze({
    key,
    extensions,
    permissions: new Map(extensions.flatMap((built) => Object.entries(built.definition.permissions ?? {}))),
    navigation: own((built) => built.definition.navigation ?? [])
      .map(({ extension, value }) => ({ extension, item: value }))
      .sort((a, b) => a.item.order - b.item.order),
    routes: own((built) => built.routes).map(({ extension, value }) => ({ extension, route: value })),
    pages: own((built) => built.pages).map(({ extension, value }) => ({ extension, page: value })),
    contentKinds: new Map(extensions.flatMap((built) => (built.definition.kinds ?? []).map((kind) => [kind.id, kind]))),
    spaceKinds: new Map(extensions.flatMap((built) => (built.definition.spaces ?? []).map((kind) => [kind.id, kind]))),
    realms: new Map(extensions.flatMap((built) => built.realms.map((realm) => [realm.id, realm]))),
    notifications: new Map(
      own((built) => built.notifications).map(({ extension, value }) => [value.id, { extension, kind: value }]),
    ),
    blocks: (region: Region) =>
      blocks
        .filter(({ value }) => value.region === region)
        .map(({ extension, value }) => ({ extension, block: value })),
    to: (target: Point<unknown> | Hook<unknown>) =>
      contributed
        .filter(({ value }) => value.target.kind === target.kind && value.target.id === target.id)
        .map(({ extension, value }) => ({ extension, value: value.value, when: value.when ?? 'before' })),
  });
}

/** Contributions by community view; communities with the same extensions share one. Core's own come first, always. */
export function contributionsOf(core: Built, built: ReadonlyMap<string, Built>) {
  const byKey = new Map<string, Contributions>();
  const byView = new WeakMap<CommunityView, Contributions>();
  return (view: CommunityView): Contributions => {
    let found = byView.get(view);
    if (!found) {
      const enabled = [...built.values()].filter(({ id }) => view.extensions.has(id));
      const key = enabled.map(({ id, version }) => `${id}@${version}`).join();
      found = byKey.get(key) ?? collect(key, [core, ...enabled]);
      byKey.set(key, found);
      byView.set(view, found);
    }
    return found;
  };
}
