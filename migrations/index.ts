/**
 * The tables that core itself stands on, as two ledgers: `platform` (accounts, sessions, communities, revisions: listed and
 * few) and `core` (one set for all communities, behind row-level security).
 */
import type { Migration } from 'kysely/migration';
import * as coreFoundation from './core/001-foundation.ts';
import * as coreJoiningAndMail from './core/002-joining-and-mail.ts';
import * as corePages from './core/003-pages.ts';
import * as coreNewcomers from './core/004-newcomers.ts';
import * as coreIdempotency from './core/005-idempotency.ts';
import * as coreIdempotencyOfMembers from './core/006-idempotency-of-members.ts';
import * as coreSearch from './core/007-search.ts';
import * as coreAudiences from './core/008-audiences.ts';
import * as platformFoundation from './platform/001-foundation.ts';
import * as platformIdentity from './platform/002-identity.ts';
import * as platformConfiguration from './platform/003-configuration.ts';
import * as platformSchedules from './platform/004-schedules.ts';

export const platformMigrations: Readonly<Record<string, Migration>> = {
  '001-foundation': platformFoundation,
  '002-identity': platformIdentity,
  '003-configuration': platformConfiguration,
  '004-schedules': platformSchedules,
};
export const coreMigrations: Readonly<Record<string, Migration>> = {
  '001-foundation': coreFoundation,
  '002-joining-and-mail': coreJoiningAndMail,
  '003-pages': corePages,
  '004-newcomers': coreNewcomers,
  '005-idempotency': coreIdempotency,
  '006-idempotency-of-members': coreIdempotencyOfMembers,
  '007-search': coreSearch,
  '008-audiences': coreAudiences,
};
