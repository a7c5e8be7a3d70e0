import type { Kysely } from 'kysely';
import { token } from './contract/token.ts';
import type { DemoSettings } from './demo/settings.ts';
import type { Jobs } from './events/jobs.ts';
import type { Identity } from './identity/identity.ts';
import type { Settings } from './community/settings.ts';
import type { Registry } from './registry/registry.ts';

/** Services of core that only core itself uses. */
export const identityToken = token<Identity>('core.internal.Identity');
export const platformDatabase = token<Kysely<any>>('core.internal.PlatformDatabase');
export const registryToken = token<() => Registry>('core.internal.Registry');
export const demoToken = token<DemoSettings>('core.internal.Demo');
export const settingsToken = token<Settings>('core.internal.Settings');
export const jobsToken = token<Jobs>('core.internal.Jobs');
