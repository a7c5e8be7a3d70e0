import { isUuid, limitOf, pageFrom, placeInTime } from '../access/index.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { Problem } from '../contract/problem.ts';
import { audit, type PageOf, type PageRequest } from '../contract/services.ts';
import { emailOf } from '../identity/store.ts';
import { mailToken } from '../mail/contract.ts';
import { platformDatabase } from '../tokens.ts';
import type { Answer } from './joining-store.ts';
import { letIn } from './let-in.ts';
import { joiningAccepted, joiningRefused } from './mails.ts';
import { decide, decisionOf, waitingRequests, type RequestRow } from './request-store.ts';
import { MANAGE_MEMBERS, reachBeyond } from './roles.ts';

/** Somebody who asks to be let in. */
export interface JoiningRequest {
  readonly id: string;
  readonly name: string;
  readonly askedAt: Date;
  readonly answers: readonly Answer[];
  /** Version of the rules that they agreed to; 0 for the standard ones. */
  readonly rulesVersion: number;
  /** Was a member before. */
  readonly returns: boolean;
}

const requestOf = (row: RequestRow): JoiningRequest => ({
  id: row.id,
  name: row.name,
  askedAt: row.asked_at,
  answers: row.answers,
  rulesVersion: row.rules_version,
  returns: row.returns,
});

const beginning = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** Those who wait, the longest wait first. */
export async function listRequests(ctx: Context, page: PageRequest): Promise<PageOf<JoiningRequest>> {
  ctx.require(MANAGE_MEMBERS);
  const limit = limitOf(page);
  const place = page.after === undefined ? beginning : placeInTime(page.after);
  return pageFrom(await waitingRequests(ctx, { ...place, limit: limit + 1 }), limit, requestOf);
}

/** @throws core.request-decided (409), with what was decided, where somebody else was faster */
export function acceptRequest(ctx: Context, id: string): Promise<{ readonly memberId: string }> {
  ctx.require(MANAGE_MEMBERS);
  return ctx.transaction(async (tx) => {
    const decided = isUuid(id)
      ? await decide(tx, id, { state: 'accepted', by: tx.actor?.id ?? null, reason: null })
      : undefined;
    if (!decided) throw await tooLate(tx, id);
    const memberId = await letIn(tx, {
      accountId: decided.account_id,
      name: decided.name,
      language: decided.language ?? undefined,
      // nobody gets a role back from somebody who could not give it
      rolesOfReturned: (had) => had.filter((role) => !reachBeyond(tx, [role])),
      rulesVersion: decided.rules_version,
    });
    await tx.get(audit).record(tx, {
      action: 'core.joining.accepted',
      subject: 'member',
      subjectId: memberId,
      detail: { request: decided.id },
    });
    await tx.get(mailToken).post(tx, joiningAccepted, { member: memberId }, { joining: decided.id });
    return { memberId };
  });
}

/** They read the reason in a mail and on their page, and may ask again. */
export function refuseRequest(ctx: Context, id: string, reason: string): Promise<void> {
  ctx.require(MANAGE_MEMBERS);
  return ctx.transaction(async (tx) => {
    const decided = isUuid(id)
      ? await decide(tx, id, { state: 'refused', by: tx.actor?.id ?? null, reason: reason.trim() })
      : undefined;
    if (!decided) throw await tooLate(tx, id);
    await tx.get(audit).record(tx, {
      action: 'core.joining.refused',
      subject: 'joining',
      subjectId: decided.id,
      detail: { name: decided.name, reason: reason.trim() },
    });
    const address = await emailOf(tx.get(platformDatabase), decided.account_id);
    if (address === null) return;
    const to = { address, ...(decided.language === null ? {} : { language: decided.language }) };
    await tx.get(mailToken).post(tx, joiningRefused, to, { joining: decided.id });
  });
}

async function tooLate(tx: Context, id: string): Promise<Problem> {
  const decision = isUuid(id) ? await decisionOf(tx, id) : undefined;
  return decision
    ? coreProblems.requestDecided({ decision: decision.state, name: decision.by ?? 'none' })
    : coreProblems.notFound();
}
