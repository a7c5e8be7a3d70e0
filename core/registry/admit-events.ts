import type { ExtensionDefinition } from '../contract/definition.ts';
import type { Listener } from '../contract/event.ts';
import type { Contribution } from '../contract/hooks.ts';
import type { WorkOptions } from '../contract/job.ts';
import { refuseCron } from '../events/cron.ts';
import { tooEarly } from './admit.ts';
import { compile } from './schemas.ts';

export const isListener = (one: Contribution | Listener): one is Listener => 'kind' in one && one.kind === 'listener';

/** Longest time limit of a job, in seconds. */
const LONGEST = 3600;

function refuseOptions(what: string, { retries, seconds }: WorkOptions): void {
  if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0 && retries <= 100))
    throw new Error(`${what} asks for ${retries} retries; give 0 to 100`);
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST))
    throw new Error(`${what} asks for ${seconds} seconds; give 1 to ${LONGEST}, and divide what takes longer`);
}

/**
 * Validates what an extension tells of, listens to, and does later. `known` are the events of core and of what was admitted before
 * it. Throws with a reason that names the part.
 */
export function admitEvents(id: string, definition: ExtensionDefinition, known: ReadonlySet<string>): void {
  const own = new Set<string>();
  const unique = (what: string, name: string) => {
    if (!name.startsWith(`${id}.`)) throw new Error(`${what} ${name} must start with ${id}.`);
    if (!/^[\w.-]+$/.test(name)) throw new Error(`${what} ${name} may have letters, digits, ".", "-" and "_" only`);
    if (own.has(name)) throw new Error(`${what} ${name} takes a name that another event, job or schedule of it has`);
    own.add(name);
  };
  for (const event of definition.events ?? []) {
    unique('the event', event.id);
    if (event.payload) compile(event.payload, 'strict');
  }
  const events = new Set([...known, ...own]);
  for (const { job, ...options } of definition.jobs?.(tooEarly) ?? []) {
    unique('the job', job.id);
    refuseOptions(`the job ${job.id}`, options);
  }
  for (const { id: name, cron, ...options } of definition.schedules?.(tooEarly) ?? []) {
    unique('the schedule', name);
    refuseOptions(`the schedule ${name}`, options);
    refuseCron(name, cron);
  }
  const heard = new Set<string>();
  for (const { event, ...options } of (definition.hooks?.(tooEarly) ?? []).filter(isListener)) {
    const what = `its listener of ${event.id}`;
    if (event.id.startsWith('core.') && !events.has(event.id)) throw new Error(`${what}: core tells of no such event`);
    if (event.id.startsWith(`${id}.`) && !events.has(event.id)) throw new Error(`${what}: name the event under events`);
    if (heard.has(event.id)) throw new Error(`${what} is there twice: do both in one, or let one call the other`);
    heard.add(event.id);
    refuseOptions(what, options);
  }
}
