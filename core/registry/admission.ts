/**
 * Who is let in: discovered, put in order, and admitted one after another, as what was admitted before decides what the next one
 * may have. A start goes on from here; whoever only looks ends here. So both say the same of every extension.
 */
import path from 'node:path';
import type { ExtensionDefinition } from '../contract/definition.ts';
import { admit, load, type Admitted } from './admit.ts';
import { admitEvents } from './admit-events.ts';
import { deprecatedUses, refuseGone } from './deprecations.ts';
import { discover, type Unfit } from './discover.ts';
import { refuseConnectionState } from './forbidden.ts';
import { needs } from './needs.ts';
import { Blocked, blockedBy, type Candidate, type ExtensionRecord, type Phase, type State } from './record.ts';
import { resolve } from './resolve.ts';
import { runAs } from './running.ts';
import { within } from './runs.ts';

export interface AdmissionOptions {
  /** Folder whose `extensions/*` and root dependencies are looked at. */
  readonly root: string;
  readonly coreVersion: string;
  /** Core's own pages and routes, written as an extension writes them. */
  readonly core: ExtensionDefinition;
  /** Extensions to leave out, the emergency exit of `--without`: known by their package alone, none of their code is loaded. */
  readonly without?: readonly string[];
  /** Only these, for tests. */
  readonly only?: readonly string[] | undefined;
  /** Changes a definition before it is looked at, for tests that break one on purpose. */
  readonly adapt?: ((id: string, definition: ExtensionDefinition) => ExtensionDefinition) | undefined;
  /** Longest time that one phase of one extension may take, in milliseconds; `PHASE_LIMIT` unless said otherwise. */
  readonly phaseLimit?: number | undefined;
}

/** A minute: longer than any import or migration of an extension that is well. */
export const PHASE_LIMIT = 60_000;

/** What comes after admission. One that throws fails its extension in this phase. */
export interface Step {
  readonly phase: Phase;
  run(record: ExtensionRecord, definition: ExtensionDefinition, admitted: Admitted): void | Promise<void>;
}

export interface Admission {
  readonly core: { readonly version: string; readonly definition: ExtensionDefinition };
  /** In the order in which they depend on each other; those that do not fit come last. */
  readonly records: readonly ExtensionRecord[];
  readonly unfit: readonly Unfit[];
  record(id: string): ExtensionRecord | undefined;
  /** Records that one failed, and that whoever needs it is blocked. Returns the ids of all that are out by this. */
  failed(id: string, phase: Phase, error: unknown): readonly string[];
}

const failure = (id: string, phase: Phase, error: unknown): State =>
  error instanceof Blocked
    ? { state: 'blocked', by: error.by, reason: error.message, remedy: error.remedy }
    : {
        state: 'failed',
        phase,
        reason: error instanceof Error ? error.message : String(error),
        remedy: `mend ${id} or leave it out with --without ${id}`,
      };

/** A slip of the pen must not start what an operator wants to be rid of. */
function refuseUnknown(without: readonly string[], candidates: readonly Candidate[], unfit: readonly Unfit[]): void {
  const known = [...candidates.map(({ id }) => id), ...unfit.map(({ directory }) => path.basename(directory))];
  for (const id of without)
    if (!known.includes(id))
      throw new Error(
        `--without ${id}: there is no extension ${id} installed. There are: ${known.sort().join(', ') || 'none'}.`,
      );
}

/** Runs discover, resolve and admit, and then `steps`, for each extension in turn. A failure stops its own and who needs it. */
export async function createAdmission(options: AdmissionOptions, steps: readonly Step[] = []): Promise<Admission> {
  const { root, coreVersion, without = [], only, adapt, phaseLimit = PHASE_LIMIT } = options;
  const core = { version: coreVersion, definition: options.core };
  const { candidates, unfit } = discover(root);
  const wanted = candidates.filter(({ id }) => only === undefined || only.includes(id));
  refuseUnknown(without, wanted, unfit);
  const { order, refused } = resolve(wanted, coreVersion, new Set(without));
  const records = new Map<string, ExtensionRecord>();
  for (const candidate of [...order, ...wanted.filter(({ id }) => refused.has(id))])
    records.set(candidate.id, {
      ...candidate,
      definition: undefined,
      status: refused.get(candidate.id) ?? { state: 'admitted' },
      milliseconds: 0,
      deprecations: [],
    });

  const failed: Admission['failed'] = (id, phase, error) => {
    const record = records.get(id);
    if (!record) return [];
    record.status = failure(id, phase, error);
    const out = [record];
    // in their order, so that who needs one that needs this one comes after it
    for (const other of records.values()) {
      const missing = out.find((one) => needs(other, one));
      if (!missing || other.status.state !== 'admitted') continue;
      other.status = blockedBy(missing.id, missing.status);
      out.push(other);
    }
    return out.map((one) => one.id);
  };

  const paths = new Map<string, string>();
  const permissions = new Set(Object.keys(core.definition.permissions ?? {}));
  const events = new Set((core.definition.events ?? []).map((event) => event.id));
  const owners = new Map<string, Admission['core']>([['core', core]]);
  for (const record of records.values()) {
    if (record.status.state !== 'admitted') continue;
    const { id, version } = record;
    const started = performance.now();
    let phase: Phase = 'admit';
    const begins = { extension: id, place: 'start' };
    try {
      refuseConnectionState(record.directory);
      const loaded = await within(phaseLimit, () => runAs({ ...begins, id: 'import' }, () => load(record)));
      const definition = adapt?.(id, loaded) ?? loaded;
      record.definition = definition;
      const admitted = admit(record, definition, paths, permissions);
      admitEvents(id, definition, events);
      record.deprecations = deprecatedUses(id, definition, owners);
      refuseGone(record.deprecations, owners);
      for (const step of steps) {
        phase = step.phase;
        await runAs({ ...begins, id: phase }, async () => step.run(record, definition, admitted));
      }
      for (const segment of definition.paths ?? [id]) paths.set(segment, id);
      for (const name of Object.keys(definition.permissions ?? {})) permissions.add(name);
      for (const event of definition.events ?? []) events.add(event.id);
      owners.set(id, { version, definition });
    } catch (error) {
      failed(id, phase, error);
    }
    record.milliseconds = performance.now() - started;
  }
  return { core, records: [...records.values()], unfit, record: (id) => records.get(id), failed };
}
