import { newId } from '../contract/id.ts';
import { sql } from 'kysely';
import type { AuditService } from '../contract/services.ts';

/** Writes `core.log` in the transaction of the act, so that there is no act without its line and no line without its act. */
export const auditService = (): AuditService =>
  Object.freeze({
    async record(ctx, { action, subject, subjectId, detail = {} }) {
      await sql`
        insert into core.log (community_id, id, actor_id, action, subject, subject_id, detail)
        values (${ctx.community.id}, ${newId()}, ${ctx.actor?.id ?? null}, ${action}, ${subject}, ${subjectId},
          ${JSON.stringify(detail)}::jsonb)`.execute(ctx.db);
    },
  } satisfies AuditService);
