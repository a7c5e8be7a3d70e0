import { sql, type Kysely, type Transaction } from 'kysely';
import { fromKysely, type JobInsert, type PgBoss } from 'pg-boss';
import type { CommunityView } from '../contract/community.ts';
import type { Built } from '../registry/contributions.ts';
import { lastSlot, nextSlot } from './cron.ts';
import { idOf } from './queues.ts';
import { RETRIES, type Carried, type Task } from './tasks.ts';

/** Work of the installation itself, at times of UTC; done by one node. */
export interface Chore {
  readonly id: string;
  /** Five fields, UTC. */
  readonly cron: string;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

export interface SchedulesOptions {
  readonly boss: PgBoss;
  readonly platform: Kysely<any>;
  readonly extensions: readonly Built[];
  readonly chores: readonly Chore[];
  /** The communities of this node now. */
  readonly communities: () => readonly CommunityView[];
}

export interface NextRun {
  readonly schedule: string;
  readonly zone: string;
  readonly next: Date;
}

export interface Schedules {
  readonly tasks: readonly Task[];
  /** Begins every slot that is due, at most once each over all nodes. `until`: as if it were that moment. Returns how many. */
  tick(until?: Date): Promise<number>;
}

/** Brings a slot to the communities of a zone; one job for all of them. */
const FAN_OUT = 'core.schedule';
/** A chore may take long: it visits every community. */
const CHORE_SECONDS = 3600;
const BATCH = 500;
/** For so long a node that has not yet heard that a schedule is in use leaves its slots to those that have. */
const GRACE = 60_000;

interface Row {
  readonly schedule: string;
  readonly zone: string;
  readonly last: Date;
  readonly now: Date;
}

const rowsOf = async (db: Kysely<any>) =>
  (
    await sql<Row>`select schedule, zone, last_slot as last, clock_timestamp() as now from platform.schedule`.execute(
      db,
    )
  ).rows;

const isOnIn = (view: CommunityView, extension: string) => extension === 'core' || view.extensions.has(extension);
const key = (schedule: string, zone: string) => `${schedule} ${zone}`;

/**
 * Which schedules there are in which zones. A zone is in use where a community has it that has the extension on; so ten thousand
 * communities in forty zones are forty rows.
 */
function inUse({ extensions, chores, communities }: Omit<SchedulesOptions, 'boss' | 'platform'>) {
  const views = communities();
  const ofCommunities = extensions.flatMap(({ id, schedules }) => {
    if (schedules.length === 0) return [];
    const zones = new Set(views.filter((view) => isOnIn(view, id)).map(({ timeZone }) => timeZone));
    return schedules.flatMap((one) => [...zones].map((zone) => ({ schedule: one.id, cron: one.cron, zone })));
  });
  return [...chores.map(({ id, cron }) => ({ schedule: id, cron, zone: 'UTC' })), ...ofCommunities];
}

export function createSchedules(options: SchedulesOptions): Schedules {
  const { boss, platform, extensions, chores, communities } = options;
  const ownerOf = new Map(extensions.flatMap(({ id, schedules }) => schedules.map((one) => [one.id, id] as const)));
  const isChore = new Set(chores.map(({ id }) => id));
  /** When a row is due, so that its expression is read once for each slot. */
  const due = new Map<string, { readonly last: number; readonly next: Date }>();

  function nextOf({ schedule, zone, last }: Row, cron: string): Date {
    const known = due.get(key(schedule, zone));
    if (known?.last === last.getTime()) return known.next;
    const next = nextSlot(cron, zone, last);
    due.set(key(schedule, zone), { last: last.getTime(), next });
    return next;
  }

  /** True for the one who moves the row forward. */
  async function claim(transaction: Transaction<any>, { schedule, zone }: Row, slot: Date): Promise<boolean> {
    const { numAffectedRows } = await sql`
      update platform.schedule set last_slot = ${slot}
      where schedule = ${schedule} and zone = ${zone} and last_slot < ${slot}`.execute(transaction);
    return numAffectedRows === 1n;
  }

  const begin = (row: Row, slot: Date) =>
    platform.transaction().execute(async (transaction) => {
      if (!(await claim(transaction, row, slot))) return 0;
      const { schedule, zone } = row;
      const data = { schedule, zone, slot: slot.toISOString() };
      await boss.send(isChore.has(schedule) ? schedule : FAN_OUT, { community: null, data } satisfies Carried, {
        db: fromKysely(transaction as never),
      });
      return 1;
    });

  /** A job for each community of the zone that has the extension on. The same slot gives the same ids, so it bears being called again. */
  async function fanOut(
    { schedule, zone, slot }: { schedule: string; zone: string; slot: string },
    signal: AbortSignal,
  ) {
    const owner = ownerOf.get(schedule);
    if (owner === undefined) return;
    const views = communities().filter((view) => view.timeZone === zone && isOnIn(view, owner));
    for (let at = 0; at < views.length && !signal.aborted; at += BATCH)
      await boss.insert(
        schedule,
        views.slice(at, at + BATCH).map(({ id }): JobInsert<Carried> => ({
          id: idOf(`${schedule} ${id} ${slot}`),
          data: { community: id, data: { slot } },
          group: { id: String(id) },
        })),
      );
    signal.throwIfAborted();
  }

  /** Rows that nobody uses follow the clock, so that what comes back into use begins with the next slot, not with a missed one. */
  async function passOver(idle: readonly Row[], moment: Date): Promise<void> {
    const to = new Date(moment.getTime() - GRACE);
    const late = idle.filter(({ last }) => last.getTime() < to.getTime() - GRACE);
    if (late.length === 0) return;
    const names = JSON.stringify(late.map(({ schedule, zone }) => ({ schedule, zone })));
    await sql`
      update platform.schedule s set last_slot = ${to}
      from jsonb_to_recordset(${names}::jsonb) f (schedule text, zone text)
      where s.schedule = f.schedule and s.zone = f.zone and s.last_slot < ${to}`.execute(platform);
  }

  return {
    tasks: [
      {
        queue: FAN_OUT,
        extension: 'core',
        retries: RETRIES,
        seconds: 120,
        run: ({ data }, { signal }) => fanOut(data as Parameters<typeof fanOut>[0], signal),
      },
      ...chores.map(({ id, run }): Task => ({
        queue: id,
        extension: 'core',
        retries: 2,
        seconds: CHORE_SECONDS,
        run: (_carried, { signal }) => run(signal),
      })),
    ],
    async tick(until) {
      const wanted = inUse(options);
      let rows = await rowsOf(platform);
      const known = new Set(rows.map(({ schedule, zone }) => key(schedule, zone)));
      const fresh = wanted.filter(({ schedule, zone }) => !known.has(key(schedule, zone)));
      if (fresh.length > 0) {
        await sql`
          insert into platform.schedule (schedule, zone, last_slot)
          select schedule, zone, clock_timestamp() from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) f (schedule text, zone text)
          on conflict do nothing`.execute(platform);
        rows = await rowsOf(platform);
      }
      const crons = new Map(wanted.map(({ schedule, zone, cron }) => [key(schedule, zone), cron]));
      const isIdle = ({ schedule, zone }: Row) => !crons.has(key(schedule, zone));
      await passOver(rows.filter(isIdle), until ?? rows[0]?.now ?? new Date());
      let begun = 0;
      for (const row of rows) {
        const cron = crons.get(key(row.schedule, row.zone));
        const moment = until ?? row.now;
        if (cron === undefined || nextOf(row, cron) > moment) continue;
        const slot = lastSlot(cron, row.zone, row.last, moment);
        if (slot) begun += await begin(row, slot);
      }
      return begun;
    },
  };
}

/** What runs next, of the zones that are in use. */
export async function nextRuns(
  platform: Kysely<any>,
  sources: Omit<SchedulesOptions, 'boss' | 'platform'>,
): Promise<readonly NextRun[]> {
  const rows = new Map((await rowsOf(platform)).map((row) => [key(row.schedule, row.zone), row]));
  return inUse(sources)
    .map(({ schedule, cron, zone }) => ({
      schedule,
      zone,
      next: nextSlot(cron, zone, rows.get(key(schedule, zone))?.last ?? new Date()),
    }))
    .sort((a, b) => a.next.getTime() - b.next.getTime());
}
