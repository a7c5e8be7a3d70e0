import type { Ctx } from '../extension.ts';
import { chosenOn, type Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';

export const noPaper: Paper = { sent: null, draft: null };

/** Whether something was chosen that does not count as it is. */
export const hasUnsent = ({ draft }: Paper): boolean => draft !== null;

/** In a few words whether what was chosen is sent, and how much it is: said alike on every page that knows it. */
export function stateInWords(ctx: Ctx, { ballot }: Pick<Challenge, 'ballot'>, paper: Paper): string {
  const { sent, draft } = paper;
  const count = chosenOn(paper).length;
  const state = (key: string) => ctx.t(`crowd-innovation.paper.${key}`, { count, minimum: ballot.minimum });
  if (!sent && count === 0) return state('none');
  if (ballot.kind === 'approval') return state(draft ? 'too-few' : 'votes');
  if (!draft) return state('sent');
  return state(sent ? 'changed' : 'draft');
}
