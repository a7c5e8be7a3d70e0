import { PgBoss } from 'pg-boss';

// never started: it only knows how to read cron expressions, and asks for an address nevertheless
const reader = new PgBoss({ host: 'localhost', schedule: false });

/** The first moment after `from` at which a schedule is due. */
export function nextSlot(cron: string, zone: string, from: Date): Date {
  const [next] = reader.previewSchedule(cron, { tz: zone, from, count: 1 });
  if (!next) throw new Error(`"${cron}" is never due`);
  return next;
}

const HOUR = 3_600_000;

/**
 * The last moment in (`after`, `until`] at which a schedule is due. Undefined where there is none. Looked for from the end, so
 * that years of a stopped platform cost no more than an hour of it.
 */
export function lastSlot(cron: string, zone: string, after: Date, until: Date): Date | undefined {
  for (const hours of [1, 24, 24 * 32, 24 * 366, Infinity]) {
    const from = new Date(Math.max(after.getTime(), until.getTime() - hours * HOUR));
    let found: Date | undefined;
    for (let next = nextSlot(cron, zone, from); next <= until; next = nextSlot(cron, zone, next)) found = next;
    if (found || from <= after) return found;
  }
  return undefined;
}

/** Throws where an expression cannot be read, names seconds, or is never due. */
export function refuseCron(schedule: string, cron: string): void {
  const wrong = (why: string) => new Error(`the schedule ${schedule} has the times "${cron}": ${why}`);
  if (typeof cron !== 'string' || cron.trim().split(/\s+/).length !== 5)
    throw wrong('give five fields, minute, hour, day of month, month and day of week');
  try {
    nextSlot(cron, 'UTC', new Date());
  } catch (error) {
    throw wrong((error as Error).message);
  }
}
