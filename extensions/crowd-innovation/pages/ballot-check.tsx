import {
  Ballot as BallotPanel,
  Button,
  ErrorSummary,
  Form,
  PageHead,
  redirect,
  Type,
  type PageDefinition,
  type PageView,
  type Resolver,
} from '@polyphony/core';
import { form } from '../extension.ts';
import { ByChallenge } from '../routes/schemas.ts';
import { ballots, challenges, ideas } from '../services/index.ts';
import { moneyInWords } from '../services/money.ts';
import { timeInWords } from '../services/words.ts';
import { focusOf, maySend, type BallotPageInput } from './ballot-parts.tsx';
import { paperChip } from './ballot-frame.tsx';
import { basketOf } from './budget-ballot.tsx';
import { pathOf } from './parts.tsx';

/** The choices of a budget ballot once more, before they are sent: what is sent is what was shown here, whatever another tab did since. */
export const ballotCheckPage = (r: Resolver): PageDefinition =>
  form({
    path: '/challenges/:challenge/ballot/check',
    access: { permission: 'crowd-innovation.ballot.cast' },
    current: 'challenges',
    schema: {
      params: ByChallenge,
      body: Type.Object({ choices: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 500 })) }),
    },
    view: async ({ ctx, params, form: state }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      const paper = await r.get(ballots).paper(ctx, challenge.id);
      // a page of approval has no draft and nothing to check, and without an open vote the ballot says why
      if (challenge.ballot.kind !== 'knapsack' || !maySend({ ctx, challenge }))
        return redirect(`${pathOf(challenge)}/ballot`);
      const { items } = await r.get(ideas).list(ctx, challenge.id, { state: 'accepted', limit: 500 });
      const errors = state.errors.map(({ detail }) => detail);
      return checkView({ ctx, challenge, paper, ideas: items, hash: null, errors });
    },
    submit: async ({ ctx, params, body }) => {
      await r.get(ballots).cast(ctx, params.challenge, body.choices ?? []);
      return redirect(`/challenges/${params.challenge}/ballot/sent`);
    },
  });

function checkView(input: BallotPageInput): PageView {
  const { ctx, challenge, paper, errors } = input;
  const { t } = ctx;
  const path = `${pathOf(challenge)}/ballot`;
  const basket = basketOf(challenge, input.ideas, paper);
  const money = (of: typeof basket.pot) => moneyInWords(ctx, of);
  const missing = challenge.ballot.minimum - basket.ideas.length;
  const complete = missing <= 0 && (paper.draft !== null || basket.ideas.length > 0 || challenge.ballot.minimum === 0);
  const unsent = paper.sent === null || paper.draft !== null;
  const title = t(unsent ? 'crowd-innovation.budget.check-heading' : 'crowd-innovation.ballot.sent');
  return {
    title,
    noIndex: true,
    focus: focusOf(input),
    body: (
      <>
        <PageHead
          title={title}
          lede={t('crowd-innovation.budget.sum', {
            count: basket.ideas.length,
            spent: money(basket.spent),
            pot: money(basket.pot),
            left: money(basket.left),
          })}
          chips={[paperChip(ctx, challenge, paper)]}
        />
        <div class="wrap section">
          <div class="narrow stack g5">
            <ErrorSummary errors={errors.map((message) => ({ message }))} />
            <BallotPanel
              id="your-ballot"
              title={t('crowd-innovation.budget.choices')}
              lines={basket.lines}
              left={basket.left}
              action={
                <div class="stack g3">
                  {unsent && complete && (
                    <Form action={`${path}/check`}>
                      {basket.ideas.map(({ id }) => (
                        <input type="hidden" name="choices" value={id} />
                      ))}
                      <Button
                        kind="main"
                        size="lg"
                        block
                        label={t(paper.sent ? 'crowd-innovation.ballot.send-again' : 'crowd-innovation.ballot.send')}
                      />
                    </Form>
                  )}
                  {unsent && !complete && (
                    <Button
                      kind="main"
                      size="lg"
                      block
                      label={t('crowd-innovation.ballot.send')}
                      unavailable={t('crowd-innovation.budget.missing', { count: Math.max(missing, 1) })}
                    />
                  )}
                  <Button block label={t('crowd-innovation.budget.change')} href={path} />
                  {!unsent && <Button block label={t('crowd-innovation.budget.receipt')} href={`${path}/sent`} />}
                </div>
              }
              note={
                challenge.vote &&
                t(paper.sent ? 'crowd-innovation.budget.replaces' : 'crowd-innovation.budget.sends', {
                  time: timeInWords(ctx, challenge.vote.closesAt),
                })
              }
            />
          </div>
        </div>
      </>
    ),
  };
}
