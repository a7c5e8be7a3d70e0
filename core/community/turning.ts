import { sql, type Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import type { Log } from '../contract/context.ts';
import { createContext } from '../context.ts';
import type { Registry } from '../registry/registry.ts';
import { BUDGETS } from '../registry/runs.ts';
import { setExtensionState, statesOf, type ExtensionState } from './revisions.ts';
import type { CommunityDocument } from './schema.ts';

export interface Turning {
  /** Runs `enable` of what is newly on, before a view shows it. Of several nodes one does it and the others wait. */
  on(view: CommunityView, states: ReadonlyMap<string, ExtensionState>): Promise<void>;
  /** Runs `disable` of what is newly off, once this node shows `before` no more. Of several nodes one does it. Data stays. */
  off(before: CommunityView, document: CommunityDocument, states: ReadonlyMap<string, ExtensionState>): Promise<void>;
}

/** An extension's `enable` threw or took too long. */
export class TurningOnFailed extends Error {
  readonly extension: string;
  constructor(extension: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${extension} could not be turned on: ${reason}`, { cause });
    this.extension = extension;
  }
}

export function createTurning(options: {
  readonly registry: Registry;
  readonly platform: Kysely<any>;
  readonly log: Log;
}): Turning {
  const { registry, platform, log } = options;
  const contextOf = (view: CommunityView, extension: string) =>
    createContext(registry, extension, { view, actor: null, log });

  /** One node at a time for one extension in one community; `work` gets the state that the one before left. */
  const alone = (community: number, extension: string, work: (state: ExtensionState | undefined) => Promise<void>) =>
    platform.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`enable ${community} ${extension}`}, 0))`.execute(
        transaction,
      );
      const states = await statesOf(transaction, [community]);
      await work(states.get(community)?.get(extension));
    });

  return {
    async on(view, states) {
      for (const extension of view.extensions.keys()) {
        if (states.get(extension) === 'enabled') continue;
        await alone(view.id, extension, async (state) => {
          if (state === 'enabled') return;
          // outside of the lock's transaction, so that it stays written when `enable` fails
          await setExtensionState(platform, view.id, extension, 'enabling');
          const hook = registry.built.get(extension)?.definition.lifecycle?.enable;
          if (hook)
            try {
              await registry.runs.contain({ extension, place: 'enable', id: view.slug }, BUDGETS.lifecycle, () =>
                hook(contextOf(view, extension)),
              );
            } catch (error) {
              throw new TurningOnFailed(extension, error);
            }
          await setExtensionState(platform, view.id, extension, 'enabled');
        });
      }
    },
    async off(before, document, states) {
      for (const [extension, state] of states) {
        // what does not run here is turned off by a node where it does
        if (state !== 'enabled' || document.extensions[extension]?.enabled || !registry.built.has(extension)) continue;
        await alone(before.id, extension, async (now) => {
          if (now !== 'enabled') return;
          try {
            const hook = registry.built.get(extension)?.definition.lifecycle?.disable;
            if (hook)
              await registry.runs.contain({ extension, place: 'disable', id: before.slug }, BUDGETS.lifecycle, () =>
                hook(contextOf(before, extension)),
              );
          } catch (error) {
            log.error({ err: error, community: before.slug, extension }, 'an extension failed while it was turned off');
          }
          await setExtensionState(platform, before.id, extension, 'disabled');
        });
      }
    },
  };
}
