/** Migrations in words, for the commands that show or run them. */
import type { ExtensionStanding, SchemaOutcome } from '../lifecycle/schemas.ts';

const list = (names: readonly string[]) => names.join(', ');

/** One line for a schema: what is installed, what the ledger has, what a migration would do. */
export function standingLine({ extension, version, outcome, pending, unknown }: ExtensionStanding): string {
  const head = `${extension.padEnd(24)} ${version.padEnd(10)} `;
  switch (outcome) {
    case 'current':
      return `${head}nothing pending`;
    case 'pending':
      return `${head}pending: ${list(pending)}`;
    case 'compatible':
      return `${head}a newer release has added ${list(unknown)}, and says that this one still works`;
    case 'ahead':
      return `${head}blocked: a newer release has added ${list(unknown)}. Install that release, or restore a backup from before it`;
    case 'diverged':
      return `${head}blocked: the database has ${list(unknown)}, and this release brings ${list(pending)}. Install the release that has both`;
  }
}

export const needsAttention = ({ outcome }: ExtensionStanding): boolean =>
  outcome === 'ahead' || outcome === 'diverged';

/** One line for a schema after migrating. */
export function outcomeLine({ extension, migrated, error }: SchemaOutcome): string {
  const head = extension.padEnd(24);
  if (error) return `${head} failed: ${error.message}`;
  if (migrated.outcome === 'ahead')
    return `${head} blocked: a newer release has added ${list(migrated.unknown)}. Nothing was changed`;
  if (migrated.outcome === 'compatible')
    return `${head} left alone: a newer release has added ${list(migrated.unknown)}`;
  return migrated.applied.length > 0 ? `${head} applied: ${list(migrated.applied)}` : `${head} nothing to do`;
}
