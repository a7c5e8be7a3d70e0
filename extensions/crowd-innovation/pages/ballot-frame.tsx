import {
  BallotItem,
  ErrorSummary,
  PageHead,
  WithSide,
  type BallotControl,
  type ChipProps,
  type PageView,
  type VNode,
} from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { BallotPromises, focusOf, maySend, Receipt, VoteStanding, type BallotPageInput } from './ballot-parts.tsx';
import { stateInWords } from './ballot-state.ts';
import { ideaPathOf, pathOf } from './parts.tsx';

/** In what one model of voting differs from the other. What only an open vote has is left out where this reader has none. */
export interface BallotModel {
  readonly heading: string;
  readonly lede: string;
  readonly chosen: ReadonlySet<string>;
  /** Why an idea that is not chosen cannot be added to what is. */
  readonly unavailable: (idea: Idea) => string | undefined;
  /** What the buttons say, where it is not "Add". */
  readonly words?: { readonly add: string; readonly remove: string } | undefined;
  readonly list: { readonly title: string; readonly shuffled: string };
  readonly bar?: VNode | undefined;
  readonly notice?: VNode | undefined;
  readonly side?: VNode | undefined;
  /** What is left to give after a press, in words. */
  readonly left?: string | undefined;
}

/** The id of an idea's button: where the browser goes, and puts the focus, after it was pressed. */
export const placeOf = (idea: string): string => `idea-${idea.toLowerCase()}`;

/** Whether it is sent, as a chip: on a phone the head of the page says it where the bar has no room. */
export const paperChip = (ctx: Ctx, challenge: Challenge, paper: Paper): ChipProps => ({
  label: stateInWords(ctx, challenge, paper),
  ...(paper.draft ? { tone: 'warn', icon: 'pencil' } : paper.sent ? { tone: 'ok', icon: 'check' } : { tone: 'plain' }),
});

/** The page that both models share: what is asked, every idea with its button, and what holds for this vote. */
export function ballotFrame(input: BallotPageInput, model: BallotModel): PageView {
  const { ctx, challenge, paper, ideas, errors } = input;
  const open = maySend(input);
  return {
    title: ctx.t('crowd-innovation.ballot.title', { challenge: challenge.title }),
    noIndex: true,
    focus: focusOf(input),
    inPlace: true,
    saidValues: { kind: challenge.ballot.kind, left: model.left, state: stateInWords(ctx, challenge, paper) },
    ...(open && model.bar && { bar: model.bar }),
    body: (
      <>
        <PageHead
          title={model.heading}
          lede={model.lede}
          chips={open ? [paperChip(ctx, challenge, paper)] : undefined}
        />
        <div class="wrap section stack g5">
          <ErrorSummary errors={errors.map((message) => ({ message }))} />
          <VoteStanding {...input} />
          {open && model.notice}
          {ideas.length > 0 && (
            <WithSide
              label={ctx.t('crowd-innovation.ballot.about')}
              side={
                <>
                  {open && model.side}
                  {paper.sent && <Receipt ctx={ctx} challenge={challenge} sent={paper.sent} />}
                  <BallotPromises {...input} />
                </>
              }
            >
              <div class="stack">
                <div class="split">
                  <h2 id="ideas">{model.list.title}</h2>
                  <p class="sm muted">{model.list.shuffled}</p>
                </div>
                <ol class="items">
                  {ideas.map((idea) => (
                    <BallotItem
                      project={projectOf(challenge, idea)}
                      chosen={model.chosen.has(idea.id)}
                      unavailable={model.unavailable(idea)}
                      control={open ? buttonOf(challenge, idea, model) : { as: 'none' }}
                    />
                  ))}
                </ol>
              </div>
            </WithSide>
          )}
        </div>
      </>
    ),
  };
}

const projectOf = (challenge: Challenge, idea: Idea) => ({
  id: idea.id,
  title: idea.title,
  href: ideaPathOf(challenge, idea),
  text: idea.summary,
  cost: idea.cost ?? undefined,
  by:
    idea.by === null ? undefined : ({ name: idea.by, kind: idea.byName === null ? 'person' : 'organisation' } as const),
});

const buttonOf = (challenge: Challenge, { id }: Idea, { words }: BallotModel): BallotControl => ({
  as: 'button',
  action: `${pathOf(challenge)}/ballot`,
  id: placeOf(id),
  value: id,
  words,
});
