import type { Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import { runLent } from '../context.ts';
import type { NodeLocks } from '../database/node-locks.ts';
import type { Registry } from '../registry/registry.ts';
import { BUDGETS } from '../registry/runs.ts';
import {
  newestPolicies,
  newestRevision,
  setExtensionState,
  statesOf,
  write,
  type ExtensionState,
} from './revisions.ts';
import type { CommunityDocument } from './schema.ts';

export type States = ReadonlyMap<string, ExtensionState>;

/** Turning extensions on and off in communities: once for each, whichever node does it. */
export interface Turning {
  /** What of a view has to be turned on before it is shown, in that order. */
  lacking(view: CommunityView, states: States): readonly string[];
  /** What has to be turned off, once nothing shows it any more. */
  leaving(document: CommunityDocument, states: States): readonly string[];
  /** Notes as on and off what has nothing to do for it. */
  note(view: CommunityView, document: CommunityDocument, states: States): Promise<void>;
  /** Runs `enable`, unless another node has done it by then. @throws TurningFailed */
  on(view: CommunityView, extension: string): Promise<void>;
  /**
   * Runs `disable` with the last view that had the extension; data stays. False where nothing was done: another node is at it,
   * or something newer than `at` was written, and whoever shows that decides. @throws TurningFailed
   */
  off(before: CommunityView, extension: string, at: Served): Promise<boolean>;
}

/** What a view was made of. */
export interface Served {
  readonly revision: number;
  readonly policies: number;
}

/** `enable` or `disable` of an extension threw or took too long. It stays to be done. */
export class TurningFailed extends Error {
  readonly extension: string;
  constructor(extension: string, way: 'on' | 'off', cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${extension} could not be turned ${way}: ${reason}`, { cause });
    this.extension = extension;
  }
}

export function createTurning(registry: Registry, platform: Kysely<any>, locks: NodeLocks): Turning {
  const { log } = registry;
  const lockOf = (view: CommunityView, extension: string) => `enable ${view.id} ${extension}`;
  const hooksOf = (extension: string) => registry.built.get(extension)?.definition.lifecycle;
  const notOn = (view: CommunityView, states: States) =>
    [...view.extensions.keys()].filter((extension) => states.get(extension) !== 'enabled');
  // what does not run here is turned off by a node where it does
  const notOff = (document: CommunityDocument, states: States) =>
    [...states.keys()].filter(
      (extension) =>
        states.get(extension) !== 'disabled' &&
        !document.extensions[extension]?.enabled &&
        registry.built.has(extension),
    );
  const hasHook = (extension: string) => Boolean(hooksOf(extension)?.enable ?? hooksOf(extension)?.disable);

  async function run(view: CommunityView, extension: string, place: 'enable' | 'disable'): Promise<void> {
    const hook = hooksOf(extension)?.[place];
    if (hook) await runLent(registry, view, { extension, place, id: view.slug }, BUDGETS.lifecycle, hook);
  }

  /** Says that it is neither on nor off from now on; nobody writes configuration at this moment. */
  const claim = (view: CommunityView, extension: string, at: Served): Promise<'mine' | 'done' | 'newer'> =>
    platform.transaction().execute((transaction) =>
      write(transaction, async () => {
        const state = (await statesOf(transaction, [view.id])).get(view.id)?.get(extension);
        if (state === undefined || state === 'disabled') return 'done';
        const revision = (await newestRevision(transaction, view.id))?.id;
        const policies = (await newestPolicies(transaction))?.revision ?? 0;
        if (revision !== at.revision || policies !== at.policies) return 'newer';
        await setExtensionState(transaction, view.id, extension, 'enabling');
        return 'mine';
      }),
    );

  return {
    lacking: (view, states) => notOn(view, states).filter(hasHook),
    leaving: (document, states) => notOff(document, states).filter(hasHook),
    async note(view, document, states) {
      const set = async (extensions: readonly string[], state: ExtensionState) => {
        for (const extension of extensions)
          if (!hasHook(extension)) await setExtensionState(platform, view.id, extension, state);
      };
      await set(notOn(view, states), 'enabled');
      await set(notOff(document, states), 'disabled');
    },
    async on(view, extension) {
      const turnOn = async () => {
        if ((await statesOf(platform, [view.id])).get(view.id)?.get(extension) === 'enabled') return;
        await setExtensionState(platform, view.id, extension, 'enabling');
        await run(view, extension, 'enable');
        await setExtensionState(platform, view.id, extension, 'enabled');
      };
      try {
        await locks.alone(lockOf(view, extension), turnOn, { wait: true });
      } catch (error) {
        log.error({ err: error, community: view.slug, extension }, 'an extension failed while it was turned on');
        throw new TurningFailed(extension, 'on', error);
      }
    },
    async off(before, extension, at) {
      let isOff = false;
      const turnOff = async () => {
        const claimed = await claim(before, extension, at);
        if (claimed === 'newer') return;
        if (claimed === 'mine') {
          await run(before, extension, 'disable');
          await setExtensionState(platform, before.id, extension, 'disabled');
        }
        isOff = true;
      };
      try {
        await locks.alone(lockOf(before, extension), turnOff);
        return isOff;
      } catch (error) {
        log.error({ err: error, community: before.slug, extension }, 'an extension failed while it was turned off');
        throw new TurningFailed(extension, 'off', error);
      }
    },
  };
}
