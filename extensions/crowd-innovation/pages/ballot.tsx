import {
  redirect,
  Type,
  type FormState,
  type PageDefinition,
  type PageView,
  type Redirect,
  type Resolver,
} from '@polyphony/core';
import { action, form, page, type Ctx } from '../extension.ts';
import { ByChallenge } from '../routes/schemas.ts';
import { ballots, challenges, ideas } from '../services/index.ts';
import { approvalView } from './approval-ballot.tsx';
import { ballotCheckPage } from './ballot-check.tsx';
import { placeOf } from './ballot-frame.tsx';
import { sentView } from './ballot-sent.tsx';
import { budgetView } from './budget-ballot.tsx';
import { ownPaper, pathOf } from './parts.tsx';

const id = () => Type.Optional(Type.String({ maxLength: 64, description: 'Id of an idea' }));

export const ballotPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/challenges/:challenge/ballot',
    access: 'anyone',
    current: 'challenges',
    schema: { params: ByChallenge, body: Type.Object({ add: id(), remove: id() }) },
    view: ({ ctx, params, form: state }) => ballotView(r, ctx, params.challenge, state),
    // says what is wanted and not "the other way round", so that a form that is sent twice does what it said
    submit: async ({ ctx, params, body }) => {
      const idea = body.add ?? body.remove ?? '';
      await r.get(ballots).choose(ctx, params.challenge, idea, body.add !== undefined);
      return redirect(
        `/challenges/${params.challenge}/ballot#${placeOf(idea)}`,
        `crowd-innovation.said.${body.add === undefined ? 'removed' : 'added'}`,
      );
    },
  }),
  ballotCheckPage(r),
  page({
    path: '/challenges/:challenge/ballot/sent',
    access: { permission: 'crowd-innovation.ballot.cast' },
    current: 'challenges',
    schema: { params: ByChallenge },
    view: async ({ ctx, params }) => {
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      const sent = await r.get(ballots).mine(ctx, challenge.id);
      const { draft } = await r.get(ballots).paper(ctx, challenge.id);
      return sentView(ctx, challenge, { sent, draft });
    },
  }),
  action({
    path: '/challenges/:challenge/ballot/withdraw',
    access: { permission: 'crowd-innovation.ballot.cast' },
    schema: { params: ByChallenge },
    submit: async ({ ctx, params }) => {
      await r.get(ballots).withdraw(ctx, params.challenge);
      const { slug } = await r.get(challenges).get(ctx, params.challenge);
      return redirect(pathOf({ slug }), 'crowd-innovation.said.ballot-withdrawn');
    },
  }),
];

/** One model or the other, never both on a page. */
async function ballotView(r: Resolver, ctx: Ctx, idOrSlug: string, state: FormState): Promise<PageView | Redirect> {
  const challenge = await r.get(challenges).get(ctx, idOrSlug);
  const paper = await ownPaper(r, ctx, challenge);
  const { items } = await r.get(ideas).list(ctx, challenge.id, { state: 'accepted', limit: 500 });
  const hash = await r.get(challenges).settingsHash(ctx, challenge);
  const errors = state.errors.map(({ detail }) => detail);
  const view = challenge.ballot.kind === 'knapsack' ? budgetView : approvalView;
  return view({ ctx, challenge, paper, ideas: items, hash, errors });
}
