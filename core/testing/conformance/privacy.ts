import { erasePerson, exportPerson, personColumns } from '../../privacy/index.ts';
import type { KeptPromise } from './promise.ts';

/** Every table that leads to people is handed out and taken away, by whoever made it. Erases both people of the second community. */
export const privacy: KeptPromise = {
  id: 'privacy',
  title: 'what it holds of a person can be handed out and erased',
  async broken({ id, record, built, schema, sql, theirs, platform }) {
    const { status } = record;
    if (status.state === 'failed') return status.reason.includes('privacy.') ? [status.reason] : [];
    if (!built) return [];
    const wrong: string[] = [];
    const owner = { query: async (text: string, values: unknown[]) => ({ rows: await sql(text, values) }) };
    const columns = await personColumns(owner as never, schema);
    const { registry, platform: database, log, communities, databaseOf } = platform.app;
    const view = communities.bySlug(theirs.slug);
    if (!view) return ['the community is gone'];
    const options = { registry, platform: database, log, databaseOf };
    for (const { memberId, name = '' } of [theirs.member, theirs.manager]) {
      const member = memberId ?? '';
      const held: string[] = [];
      for (const { table, column } of columns)
        if ((await sql(`select from "${schema}"."${table}" where "${column}" = $1 limit 1`, [member])).length > 0)
          held.push(table);
      try {
        const parts = (await exportPerson(view, member, options))[id] ?? {};
        if (held.length > 0 && Object.values(parts).every((rows) => rows.length === 0))
          wrong.push(`exportMember gives nothing, and ${held.join(', ')} has rows of the person`);
        for (let time = 0; time < 2; time++)
          for (const { what, why } of await erasePerson(view, member, options))
            if (!what || !why) wrong.push('eraseMember keeps something without saying what and why');
      } catch (error) {
        wrong.push((error as Error).message);
        continue;
      }
      for (const { name: table } of await sql(
        `select tablename as name from pg_tables where schemaname = $1 and tablename not like 'kysely_%'`,
        [schema],
      )) {
        const [{ found }] = await sql(
          `select count(*)::int as found from "${schema}"."${table}" r where strpos(r::text, $1) > 0`,
          [name],
        );
        if (found > 0) wrong.push(`${table} has the name of an erased person`);
      }
    }
    return wrong;
  },
};
