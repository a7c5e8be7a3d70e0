import {
  content,
  type ContentService,
  type Demo,
  type DemoContent,
  type DemoMade,
  type Resolver,
} from '@polyphony/core';
import type { Ctx, MemberCtx } from '../extension.ts';
import { demoElection, demoSettings } from '../counting/demo-election.ts';
import { newReceipt } from '../services/ballots.ts';
import { freeze, memberOf, type Challenge, type PhaseInput } from '../services/challenges.ts';
import { challenges, counts } from '../services/index.ts';
import { instantOf, localText } from '../services/local-time.ts';
import type { BallotKind, RuleDraft } from '../services/rule.ts';
import { sha256 } from '../services/settings-hash.ts';
import * as ballotStore from '../store/ballots.ts';
import * as ideaStore from '../store/ideas.ts';
import * as resultStore from '../store/results.ts';
import { ballotsOfThisYear } from './ballots.ts';
import { brief, lastYear, thisYear, type DemoIdea } from './funds.ts';
import { refresh } from './refresh.ts';
import { real, remove } from './remove.ts';

type Resident = Awaited<ReturnType<Demo['residents']>>[number];

const VOTERS_LAST_YEAR = 300;
const VOTERS_SO_FAR = 247;
/** Dollars. */
const POT = 108_000;
const rule = { rule: demoSettings.rule, ...demoSettings.options } as RuleDraft;

/** Last year's fund with its result, and this year's with an open vote, where the community has the people for it. */
async function create(demo: Demo, r: Resolver): Promise<DemoMade> {
  const [officer, bakery] = await Promise.all(
    ['officer', 'bakery', 'resident'].map((name) => demo.as(name).catch(() => null)),
  ).then(([officer, bakery, resident]) => (resident ? [officer, bakery] : []));
  if (!officer || !bakery) return {};
  const residents = await demo.residents(VOTERS_LAST_YEAR);
  const cast: Cast = { r, officer: memberOf(officer), bakery: memberOf(bakery), residents, now: demo.now };
  const last = await makeLastYear(cast);
  const open = await makeThisYear(cast);
  return {
    spaces: [last.id, open.id],
    landings: {
      officer: `/challenges/${open.slug}`,
      bakery: `/challenges/${last.slug}/results`,
      resident: `/challenges/${open.slug}/ballot`,
    },
  };
}

export const demo: DemoContent = Object.freeze({ create, refresh, real, remove });

interface Cast {
  readonly r: Resolver;
  readonly officer: MemberCtx;
  readonly bakery: MemberCtx;
  readonly residents: readonly Resident[];
  readonly now: Date;
}

async function makeLastYear(cast: Cast): Promise<Challenge> {
  const { r, officer, residents } = cast;
  const fund = await openFund(cast, cast.now.getFullYear() - 1, lastYear, 'approval', [
    { kind: 'pitch', opensAt: at(cast, -430), closesAt: at(cast, -402) },
    { kind: 'review', opensAt: at(cast, -402), closesAt: at(cast, -380) },
    { kind: 'vote', opensAt: at(cast, -380), closesAt: at(cast, -359) },
    { kind: 'result', opensAt: at(cast, -352) },
  ]);
  const { projects, ballots } = demoElection();
  const numbers = new Map(projects.map(({ id }, place) => [id, place + 1]));
  const choices = ballots.map((ballot) => ballot.projects.flatMap((id) => numbers.get(id) ?? []).sort((a, b) => a - b));
  await vote(officer, fund, residents, choices, { from: at(cast, -380), days: 20 });
  await r.get(counts).publish(officer, fund.id);
  await resultStore.dateResult(officer, fund.id, at(cast, -358));
  return fund;
}

async function makeThisYear(cast: Cast): Promise<Challenge> {
  const { r, officer, residents } = cast;
  const fund = await openFund(cast, cast.now.getFullYear(), thisYear, 'knapsack', [
    { kind: 'pitch', opensAt: at(cast, -51), closesAt: at(cast, -23) },
    { kind: 'review', opensAt: at(cast, -23), closesAt: at(cast, -9) },
    { kind: 'vote', opensAt: at(cast, -9), closesAt: at(cast, 12) },
    { kind: 'result', opensAt: at(cast, 20) },
  ]);
  await freeze(officer, await r.get(challenges).get(officer, fund.id));
  const costs = thisYear.filter(({ declined }) => declined === undefined).map(({ cost }) => cost);
  await vote(officer, fund, residents, ballotsOfThisYear(VOTERS_SO_FAR, costs, POT), { from: at(cast, -9), days: 8 });
  return fund;
}

/** Eight in the evening, so many days from now, by the clocks of the community. */
function at({ officer, now }: Cast, days: number): Date {
  const zone = officer.community.timeZone;
  const day = localText(new Date(now.getTime() + days * 86_400_000), zone).slice(0, 10);
  return instantOf(`${day}T20:00`, zone) ?? now;
}

async function openFund(
  cast: Cast,
  year: number,
  ideas: readonly DemoIdea[],
  kind: BallotKind,
  phases: readonly PhaseInput[],
): Promise<Challenge> {
  const { r, officer, now } = cast;
  const fund = await r.get(challenges).open(officer, {
    title: `Circular Food Fund ${year}`,
    summary: 'Which projects should share the money, so that less good food is thrown away here?',
    brief,
    pot: { amount: String(POT * 100), currency: 'CAD' },
    phases,
    ballot: { kind, minimum: 1 },
    rule,
    see: 'everyone',
  });
  const pitched = phases[0]?.opensAt ?? now;
  await officer.transaction(async (tx) => {
    for (const [place, idea] of ideas.entries())
      await pitch(cast, tx, fund, idea, new Date(pitched.getTime() + (place + 1) * 2.6 * 86_400_000));
  });
  return fund;
}

/** As pitching and deciding do, with dates of their own: the phase for it is over. */
async function pitch(
  { r, officer, bakery, residents }: Cast,
  tx: Ctx,
  fund: Challenge,
  idea: DemoIdea,
  publishAt: Date,
): Promise<void> {
  const writer = idea.by === bakery.actor.name ? bakery.actor : { ...bakery.actor, ...residents[idea.title.length] };
  const { title, summary, body } = idea;
  const id = await (r.get(content) satisfies ContentService).create(
    { ...memberOf(tx), actor: writer },
    {
      kind: 'idea',
      title,
      summary,
      body,
      publishAt,
      audience: { see: fund.see, read: fund.see },
      spaces: [fund.id],
    },
  );
  await ideaStore.insert(tx, {
    id,
    challengeId: fund.id,
    requested: BigInt(idea.cost) * 100n,
    titleHash: sha256(title),
    byName: idea.by,
    authorId: writer.id,
  });
  await ideaStore.update(tx, id, {
    state: idea.declined === undefined ? 'accepted' : 'declined',
    reason: idea.declined ?? null,
    decided_by: officer.actor.id,
  });
}

async function vote(
  ctx: Ctx,
  fund: Challenge,
  residents: readonly Resident[],
  choices: readonly ballotStore.Choices[],
  when: { readonly from: Date; readonly days: number },
): Promise<void> {
  const step = (when.days * 86_400_000) / choices.length;
  await ballotStore.insertMany(
    ctx,
    fund.id,
    choices.flatMap((choice, place) => {
      const memberId = residents[place]?.id;
      return memberId === undefined
        ? []
        : [
            {
              memberId,
              receipt: newReceipt(),
              choices: choice,
              at: new Date(when.from.getTime() + (place + 0.5) * step),
            },
          ];
    }),
  );
}
