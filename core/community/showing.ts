/** From a stored revision to the view that requests get, with what has to be turned on before and off afterwards. */
import type { Kysely } from 'kysely';
import type { CommunityView } from '../contract/community.ts';
import { communityDb } from '../database/tenant.ts';
import { inBatches } from './batches.ts';
import type { CommunitiesOptions } from './communities.ts';
import { effective, isCurrentFormat, readDocument, type EffectiveOptions } from './document.ts';
import { problemOf } from './files.ts';
import type { Lanes } from './lanes.ts';
import type { Problems } from './problems.ts';
import { statesOf, type StoredCommunity, type StoredPolicies } from './revisions.ts';
import type { ActiveCommunity, Shown } from './shown.ts';
import { TurningFailed, type States, type Turning } from './turning.ts';
import { viewOf } from './view.ts';

export interface ShowingOptions extends CommunitiesOptions {
  readonly shown: Shown;
  readonly problems: Problems;
  readonly turning: Turning;
  readonly lanes: Lanes;
  policies(): StoredPolicies;
  effectiveOptions(): EffectiveOptions;
  /** Told in its lane that a community may be looked at again: what it had to wait for is done, or failed. */
  wake(slug: string): Promise<void>;
}

/** Everything but what runs in lanes is called in turn. */
export interface Showing {
  /**
   * Whether all that a revision turns on is on. Where it is not, that begins in the lane of its community.
   * @throws TurningFailed why it could not be done, until it is time to try again
   */
  ready(stored: StoredCommunity): Promise<boolean>;
  /** Whether something is being turned on. */
  isTurning(slug: string): boolean;
  /** Shows revisions, each as soon as all of it is on; the former view serves until then. `areReady`: they were found to be so. */
  show(rows: readonly StoredCommunity[], areReady?: boolean): Promise<void>;
  /** Shows those that had to wait. */
  again(slugs: readonly string[]): Promise<void>;
  /** Tries again what failed, once it is time. */
  retry(): Promise<void>;
}

/** How soon what could not be turned on or off is tried again, in milliseconds. */
export const RETRY = 10_000;
/** How soon, where another node is at it, or wrote something that this one shows soon. */
const SOON = 1000;

interface Made {
  readonly active: ActiveCommunity;
  readonly obstacles: ReturnType<typeof effective>['obstacles'];
}

const none: States = new Map();

export function createShowing(options: ShowingOptions): Showing {
  const { registry, platform, pool, log, shown, problems, turning, lanes } = options;
  const databases = new Map<number, Kysely<any>>();
  /** What is not shown as it is stored, by short name, and when that is tried again. */
  const waiting = new Map<string, { readonly stored: StoredCommunity; readonly at: number }>();
  const turningOn = new Set<string>();
  /** What could not be turned on, with the settings of then: a file that was mended need not wait. */
  const failures = new Map<string, { readonly failure: TurningFailed; readonly until: number }>();
  /** Where something is not turned off yet, and when that is tried again. */
  const leaving = new Map<string, { readonly active: ActiveCommunity; readonly at: number }>();
  /** The last view that had what is not turned off yet. */
  const lastWith = new Map<string, CommunityView>();

  const attempt = ({ slug, extensions }: CommunityView, extension: string) =>
    `${slug} ${extension} ${JSON.stringify(extensions.get(extension))}`;
  const named = (file: string, { message, extension }: TurningFailed) => ({
    ...problemOf(file, message),
    key: `extensions.${extension}`,
  });
  const statesIn = async (id: number) => (await statesOf(platform, [id])).get(id) ?? none;

  /** What a revision comes to on this node; nothing is shown yet. */
  function make(stored: StoredCommunity, without: ReadonlySet<string> = new Set()): Made {
    const { id, key, slug } = stored;
    const document = readDocument(stored.document ?? {});
    const now = effective(slug, document, options.effectiveOptions(), without);
    const db = databases.get(id) ?? communityDb(pool, id);
    databases.set(id, db);
    const active: ActiveCommunity = {
      id,
      key,
      slug,
      revision: stored.revision ?? 0,
      kind: stored.kind ?? 'file',
      appliedAt: stored.appliedAt ?? new Date(),
      file: stored.source ?? `communities/${slug}.yaml`,
      fileHash: stored.fileHash,
      outdated: !isCurrentFormat(stored.document ?? {}),
      stored: document,
      document: now.document,
      locks: now.locks,
      view: viewOf({ id, key }, now.document, registry, db),
    };
    return { active, obstacles: now.obstacles };
  }

  /** Whether all of a view is on; begins what is not. @throws TurningFailed where that failed a moment ago */
  function isOn(view: CommunityView, states: States): boolean {
    const lacking = turning.lacking(view, states);
    for (const extension of lacking) {
      const last = failures.get(attempt(view, extension));
      if (last && last.until > Date.now()) throw last.failure;
    }
    if (lacking.length > 0) turnOn(view, lacking);
    return lacking.length === 0;
  }

  function turnOn(view: CommunityView, extensions: readonly string[]) {
    const { slug } = view;
    if (turningOn.has(slug)) return;
    turningOn.add(slug);
    lanes.run(slug, async () => {
      for (const [key, { until }] of failures) if (until <= Date.now()) failures.delete(key);
      try {
        for (const extension of extensions) await turning.on(view, extension);
      } catch (error) {
        const failure = error as TurningFailed;
        failures.set(attempt(view, failure.extension), { failure, until: Date.now() + RETRY });
      }
      turningOn.delete(slug);
      await options.wake(slug);
    });
  }

  async function showOne(
    stored: StoredCommunity,
    states: States,
    isReady: boolean,
    without: readonly TurningFailed[] = [],
  ): Promise<void> {
    const { slug } = stored;
    waiting.delete(slug);
    if (stored.removed) {
      shown.remove(stored);
      leaving.delete(slug);
      problems.ofView(slug, []);
      problems.ofLeaving(slug, []);
      log.info({ community: slug }, 'community removed');
      return;
    }
    const made = make(stored, new Set(without.map(({ extension }) => extension)));
    const { view, file } = made.active;
    if (!isReady) await options.prepare(view);
    try {
      if (isOn(view, states)) {
        await turning.note(view, made.active.document, states);
        await options.open(view);
        swap(made, states, without);
      } else waiting.set(slug, { stored, at: Number.POSITIVE_INFINITY });
      if (without.length === 0) return;
    } catch (failure) {
      if (!(failure instanceof TurningFailed)) throw failure;
      // nothing serves yet: better without this one extension than not at all
      if (!shown.get(slug)) return showOne(stored, states, true, [...without, failure]);
      problems.ofView(slug, [named(file, failure)]);
    }
    waiting.set(slug, { stored, at: Date.now() + RETRY });
  }

  /** Swaps one community's view. Requests that hold the former one finish with it. */
  function swap({ active, obstacles }: Made, states: States, without: readonly TurningFailed[]) {
    const { slug, file, view } = active;
    const before = shown.get(slug);
    shown.put(active);
    problems.ofView(slug, [
      ...without.map((failure) => named(file, failure)),
      ...obstacles.map(({ path, reason }) => ({ ...problemOf(file, reason), key: path.join('.') })),
    ]);
    if (before) log.info({ community: slug, extensions: [...view.extensions.keys()] }, 'configuration applied');
    // what is left off only until it can be turned on is not off
    turnOff(active, before?.view ?? view, without.length > 0 ? none : states);
  }

  function turnOff(active: ActiveCommunity, before: CommunityView, states: States) {
    const { slug, view, file, revision } = active;
    const extensions = turning.leaving(active.document, states);
    if (extensions.length === 0) {
      leaving.delete(slug);
      problems.ofLeaving(slug, []);
      return;
    }
    for (const extension of extensions)
      if (before.extensions.has(extension)) lastWith.set(`${slug} ${extension}`, before);
    const at = { revision, policies: options.policies().revision };
    leaving.set(slug, { active, at: Number.POSITIVE_INFINITY });
    lanes.run(slug, async () => {
      const failed: TurningFailed[] = [];
      let undecided = false;
      for (const extension of extensions) {
        const key = `${slug} ${extension}`;
        // something newer is shown by now, which turns off what is off there
        if (shown.get(slug) !== active) return;
        try {
          if (await turning.off(lastWith.get(key) ?? view, extension, at)) lastWith.delete(key);
          else undecided = true;
        } catch (error) {
          failed.push(error as TurningFailed);
        }
      }
      if (shown.get(slug) !== active) return;
      problems.ofLeaving(
        slug,
        failed.map((failure) => named(file, failure)),
      );
      if (failed.length > 0 || undecided)
        leaving.set(slug, { active, at: Date.now() + (failed.length > 0 ? RETRY : SOON) });
      else leaving.delete(slug);
    });
  }

  const show: Showing['show'] = async (rows, areReady = false) => {
    const states = await statesOf(
      platform,
      rows.map(({ id }) => id),
    );
    await inBatches(rows, (row) => showOne(row, states.get(row.id) ?? none, areReady));
  };

  /** Where that is not possible now, it stays to be done. */
  async function showLate(late: readonly StoredCommunity[]) {
    if (late.length === 0) return;
    try {
      await show(late);
    } catch (error) {
      for (const stored of late) waiting.set(stored.slug, { stored, at: Date.now() + RETRY });
      throw error;
    }
  }

  return {
    show,
    async ready(stored) {
      const { view } = make(stored).active;
      await options.prepare(view);
      return isOn(view, await statesIn(stored.id));
    },
    isTurning: (slug) => turningOn.has(slug),
    again: (slugs) => showLate(slugs.flatMap((slug) => waiting.get(slug)?.stored ?? [])),
    async retry() {
      const now = Date.now();
      const due = [...waiting.values()].filter(({ at }) => at <= now);
      await showLate(due.map(({ stored }) => stored));
      for (const { active, at } of leaving.values())
        if (at <= now) turnOff(active, active.view, await statesIn(active.id));
    },
  };
}
