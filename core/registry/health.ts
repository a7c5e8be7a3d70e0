import type { HealthState } from '../contract/definition.ts';
import type { Registry } from './registry.ts';
import { BUDGETS, type Incident } from './runs.ts';

/** What one extension answered when it was asked how it is. */
export interface HealthLine {
  readonly extension: string;
  readonly state: 'ok' | 'degraded';
  readonly reason: string;
  readonly remedy: string;
}

/** Milliseconds that an answer is good for, however many ask. */
const FRESH = 5000;
const answers = new WeakMap<Registry, { readonly at: number; readonly lines: Promise<readonly HealthLine[]> }>();

/** Asks every admitted extension that has a health check, side by side. One that throws or is late is degraded by that. */
export function extensionHealth(registry: Registry): Promise<readonly HealthLine[]> {
  const known = answers.get(registry);
  const at = performance.now();
  if (known && at - known.at < FRESH) return known.lines;
  const lines = Promise.all(
    [...registry.built.values()].flatMap(({ id, definition: { health } }) =>
      health ? [asked(registry, id, () => health({ get: registry.get, log: registry.log }))] : [],
    ),
  );
  answers.set(registry, { at, lines });
  return lines;
}

async function asked(registry: Registry, extension: string, check: () => Promise<HealthState>): Promise<HealthLine> {
  try {
    const said = await registry.runs.contain({ extension, place: 'health', id: 'health' }, BUDGETS.health, check);
    return said.state === 'ok'
      ? { extension, state: 'ok', reason: '', remedy: '' }
      : { extension, state: 'degraded', reason: said.reason, remedy: said.remedy ?? '' };
  } catch (error) {
    const reason = `its health check failed: ${error instanceof Error ? error.message : String(error)}`;
    return { extension, state: 'degraded', reason, remedy: `mend ${extension}` };
  }
}

/** How long an incident keeps the platform degraded, in milliseconds. */
const RECENT = 10 * 60_000;

/** What went wrong in an extension lately. */
export const recentIncidents = (registry: Registry): readonly Incident[] =>
  registry.runs.incidents().filter(({ last }) => Date.now() - last.getTime() < RECENT);
