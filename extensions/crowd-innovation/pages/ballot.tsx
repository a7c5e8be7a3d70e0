import {
  BallotItem,
  Button,
  ErrorSummary,
  Form,
  Icon,
  Link,
  Notice,
  PageHead,
  Panel,
  redirect,
  Type,
  WithSide,
  type FormState,
  type PageDefinition,
  type PageView,
  type Resolver,
} from '@polyphony/core';
import { action, form, page, type Ctx } from '../extension.ts';
import { ByChallenge } from '../routes/schemas.ts';
import type { Ballot } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { ballots, challenges, ideas } from '../services/index.ts';
import { moneyInWords } from '../services/money.ts';
import { timeInWords } from '../services/words.ts';
import { ownBallot } from './challenge.tsx';
import { Exact, ideaPathOf, pathOf, RuleWords } from './parts.tsx';

export const ballotPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/challenges/:challenge/ballot',
    access: 'anyone',
    current: 'challenges',
    schema: {
      params: ByChallenge,
      body: Type.Object({ choices: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 500 })) }),
    },
    view: async ({ ctx, params, form: state }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      const mine = await ownBallot(r, ctx, challenge);
      const { items } = await r.get(ideas).list(ctx, challenge.id, { state: 'accepted', limit: 500 });
      const hash = await r.get(challenges).settingsHash(ctx, challenge);
      return ballotView({ ctx, challenge, mine, ideas: items, hash, state });
    },
    submit: async ({ ctx, params, body }) => {
      await r.get(ballots).cast(ctx, params.challenge, body.choices ?? []);
      return redirect(`/challenges/${params.challenge}/ballot/sent`);
    },
  }),
  page({
    path: '/challenges/:challenge/ballot/sent',
    access: { permission: 'crowd-innovation.ballot.cast' },
    current: 'challenges',
    schema: { params: ByChallenge },
    view: async ({ ctx, params }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      return sentView(ctx, challenge, await r.get(ballots).mine(ctx, challenge.id));
    },
  }),
  action({
    path: '/challenges/:challenge/ballot/withdraw',
    access: { permission: 'crowd-innovation.ballot.cast' },
    schema: { params: ByChallenge },
    submit: async ({ ctx, params }) => {
      await r.get(ballots).withdraw(ctx, params.challenge);
      return redirect(`/challenges/${params.challenge}`, 'crowd-innovation.said.ballot-withdrawn');
    },
  }),
];

interface BallotViewInput {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly mine: Ballot | null;
  readonly ideas: readonly Idea[];
  readonly hash: string | null;
  readonly state: FormState;
}

function ballotView(input: BallotViewInput): PageView {
  const { ctx, challenge, mine, state, ideas: all } = input;
  const { t } = ctx;
  const { vote, standing } = challenge;
  const open = standing === 'vote' && vote !== undefined;
  const maySend = open && ctx.can('crowd-innovation.ballot.cast');
  const closes = open ? t('crowd-innovation.closes', { time: timeInWords(ctx, vote.closesAt) }) : undefined;
  const title = t('crowd-innovation.ballot.title', { challenge: challenge.title });
  return {
    title,
    noIndex: true,
    focus: {
      back: t('crowd-innovation.ballot.leave'),
      href: pathOf(challenge),
      ...(closes && { saved: mine ? `${t('crowd-innovation.ballot.is-sent')} ${closes}` : closes }),
    },
    body: (
      <>
        <PageHead
          title={t('crowd-innovation.ballot.heading', { challenge: challenge.title })}
          lede={ledeOf(ctx, challenge)}
        />
        <div class="wrap section stack g5">
          <ErrorSummary
            errors={state.errors.map(({ field, detail }) => ({
              field: field === 'choices' && all.length > 0 ? field : undefined,
              message: detail,
            }))}
          />
          <Standing ctx={ctx} challenge={challenge} />
          {all.length > 0 && (
            <WithSide label={t('crowd-innovation.ballot.about')} side={<Side {...input} maySend={maySend} />}>
              <Form
                action={`${pathOf(challenge)}/ballot`}
                id="ballot"
                label={t('crowd-innovation.ballot.title', { challenge: challenge.title })}
              >
                <div class="stack">
                  <div class="split">
                    <h2>{t('crowd-innovation.ballot.ideas')}</h2>
                    <p class="sm muted">{t('crowd-innovation.ballot.shuffled', { count: all.length })}</p>
                  </div>
                  <ol class="items" id="field-choices">
                    {all.map((idea) => (
                      <BallotItem
                        project={{
                          id: idea.id,
                          title: idea.title,
                          href: ideaPathOf(challenge, idea),
                          text: idea.summary,
                          by:
                            idea.by === null
                              ? undefined
                              : { name: idea.by, kind: idea.byName === null ? 'person' : 'organisation' },
                          cost: idea.cost ?? undefined,
                        }}
                        state={chosen(state, mine, idea.id) ? 'in' : 'out'}
                        control={maySend ? { as: 'checkbox', name: 'choices', value: idea.id } : { as: 'none' }}
                      />
                    ))}
                  </ol>
                  {maySend && (
                    <div class="cluster">
                      <Button
                        kind="main"
                        size="lg"
                        label={t(mine ? 'crowd-innovation.ballot.send-again' : 'crowd-innovation.ballot.send')}
                      />
                    </div>
                  )}
                </div>
              </Form>
            </WithSide>
          )}
        </div>
      </>
    ),
  };
}

const chosen = (state: FormState, mine: Ballot | null, id: string): boolean =>
  Object.keys(state.values).length > 0 || state.errors.length > 0
    ? state.checked('choices', id)
    : (mine?.choices.includes(id) ?? false);

function ledeOf(ctx: Ctx, { ballot, pot }: Challenge): string {
  const { minimum, maximum } = ballot;
  const ask = pot
    ? ctx.t('crowd-innovation.ballot.lede-money', { amount: moneyInWords(ctx, pot) })
    : ctx.t('crowd-innovation.ballot.lede');
  if (maximum !== null) return `${ask} ${ctx.t('crowd-innovation.ballot.between', { minimum, maximum })}`;
  return minimum > 1
    ? `${ask} ${ctx.t('crowd-innovation.ballot.at-least', { minimum })}`
    : `${ask} ${ctx.t('crowd-innovation.ballot.any')}`;
}

/** Why nothing can be sent now, or how to be able to. Nothing for someone who can. */
function Standing({ ctx, challenge }: { readonly ctx: Ctx; readonly challenge: Challenge }) {
  const { t } = ctx;
  const { standing, vote } = challenge;
  if (standing === 'vote') {
    if (!ctx.actor)
      return (
        <Panel title={t('crowd-innovation.vote.sign-in')} tone="tint">
          <p class="sm">{t('crowd-innovation.vote.sign-in-text')}</p>
          <div class="cluster">
            <Button
              kind="main"
              label={t('crowd-innovation.vote.sign-in')}
              href={`/sign-in?next=${encodeURIComponent(`${pathOf(challenge)}/ballot`)}`}
            />
          </div>
        </Panel>
      );
    return ctx.can('crowd-innovation.ballot.cast') ? null : (
      <Notice tone="warn">{t('crowd-innovation.vote.not-you')}</Notice>
    );
  }
  if (standing === 'published' || standing === 'counting')
    return (
      <Notice title={t('crowd-innovation.ballot.closed')}>
        {vote && t('crowd-innovation.ballot.closed-text', { time: timeInWords(ctx, vote.closesAt) })}
        {standing === 'published' && (
          <p>
            <Link href={`${pathOf(challenge)}/results`}>{t('crowd-innovation.results.see')}</Link>
          </p>
        )}
      </Notice>
    );
  return (
    <Notice title={t('crowd-innovation.ballot.not-yet')}>
      {vote && t('crowd-innovation.next.vote', { time: timeInWords(ctx, vote.opensAt) })}
    </Notice>
  );
}

function Side({ ctx, challenge, mine, hash, maySend }: BallotViewInput & { readonly maySend: boolean }) {
  const { t } = ctx;
  return (
    <>
      {mine && (
        <Panel title={t('crowd-innovation.ballot.sent')} tone="tint">
          <p class="sm">{t('crowd-innovation.ballot.sent-at', { time: timeInWords(ctx, mine.sentAt, 'datetime') })}</p>
          <p class="sm">
            {t('crowd-innovation.ballot.receipt')} <b class="num">{mine.receipt}</b>
          </p>
          {maySend && (
            <Form action={`${pathOf(challenge)}/ballot/withdraw`}>
              <Button block kind="danger" label={t('crowd-innovation.ballot.withdraw')} />
            </Form>
          )}
        </Panel>
      )}
      <Panel title={t('crowd-innovation.chosen-how')}>
        <div class="sm stack g3">
          <RuleWords ctx={ctx} challenge={challenge} ties />
          <ul class="ticks">
            <li>
              <Icon name="user-check" small />
              <span>{challenge.voters}</span>
            </li>
            <li>
              <Icon name="lock" small />
              <span>{t('crowd-innovation.ballot.secret')}</span>
            </li>
            <li>
              <Icon name="undo-2" small />
              <span>{t('crowd-innovation.ballot.replace')}</span>
            </li>
          </ul>
        </div>
      </Panel>
      <Panel title={t('crowd-innovation.ballot.frozen')}>
        <div class="sm stack g2">
          <p>{t('crowd-innovation.ballot.frozen-text')}</p>
          {hash && (
            <p>
              <Exact>{hash}</Exact>
            </p>
          )}
          <p>{t('crowd-innovation.seed-hash')}</p>
          <p>
            <Exact>{challenge.seedHash}</Exact>
          </p>
          <Link href={`${pathOf(challenge)}/rules`}>{t('crowd-innovation.rules')}</Link>
        </div>
      </Panel>
    </>
  );
}

function sentView(ctx: Ctx, challenge: Challenge, ballot: Ballot): PageView {
  const { t } = ctx;
  const open = challenge.standing === 'vote';
  const title = t('crowd-innovation.ballot.recorded');
  return {
    title,
    noIndex: true,
    focus: { back: t('crowd-innovation.to-challenge'), href: pathOf(challenge) },
    body: (
      <>
        <PageHead title={title} lede={t('crowd-innovation.ballot.recorded-text', { count: ballot.choices.length })} />
        <div class="wrap section">
          <div class="narrow stack g5">
            <Panel title={t('crowd-innovation.ballot.your-receipt')} tone="tint">
              <p class="big-number">{ballot.receipt}</p>
              <p class="sm">
                {t('crowd-innovation.ballot.sent-at', { time: timeInWords(ctx, ballot.sentAt, 'datetime') })}
              </p>
              <p class="sm">{t('crowd-innovation.ballot.receipt-text')}</p>
            </Panel>
            <div class="stack g3">
              <p>
                {open && challenge.vote
                  ? t('crowd-innovation.vote.replace-until', { time: timeInWords(ctx, challenge.vote.closesAt) })
                  : t('crowd-innovation.ballot.closed')}
              </p>
              <p class="sm muted">{t('crowd-innovation.settings-hash')}</p>
              <p class="sm">
                <Exact>{ballot.settingsHash}</Exact>
              </p>
              <div class="cluster">
                <Button label={t('crowd-innovation.ballot.look')} href={`${pathOf(challenge)}/ballot`} />
                <Button kind="quiet" label={t('crowd-innovation.to-challenge')} href={pathOf(challenge)} />
              </div>
            </div>
          </div>
        </div>
      </>
    ),
  };
}
