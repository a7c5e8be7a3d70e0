import {
  formatMoney,
  Phases,
  usePage,
  type ChipProps,
  type Crumb,
  type MetaItem,
  type MoneyValue,
  type Resolver,
} from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { ballots } from '../services/index.ts';
import { isOpen, type Standing } from '../services/phases.ts';
import { noPaper } from './ballot-state.ts';
import { nameOf, ruleInWords, stateOf, tiesInWords, timeInWords } from '../services/words.ts';

export const pathOf = (challenge: Pick<Challenge, 'slug'>): string => `/challenges/${challenge.slug}`;
export const ideaPathOf = (challenge: Pick<Challenge, 'slug'>, { id }: Pick<Idea, 'id'>): string =>
  `${pathOf(challenge)}/ideas/${id}`;

/** The reader's own ballot and draft, where they may have one. */
export async function ownPaper(r: Resolver, ctx: Ctx, challenge: Challenge): Promise<Paper> {
  if (!ctx.actor || !ctx.can('crowd-innovation.ballot.cast') || challenge.standing === 'upcoming') return noPaper;
  return r.get(ballots).paper(ctx, challenge.id);
}

/** The way back up from a page below a challenge. */
export const crumbsOf = (ctx: Ctx, challenge?: Pick<Challenge, 'slug' | 'title'>, here?: string): readonly Crumb[] => [
  { label: ctx.t('crowd-innovation.challenges'), href: '/challenges' },
  ...(challenge ? [{ label: challenge.title, href: pathOf(challenge) }] : []),
  ...(here === undefined ? [] : [{ label: here }]),
];

const chips: Readonly<Record<Standing, Pick<ChipProps, 'tone' | 'icon'>>> = {
  upcoming: { tone: 'plain', icon: 'calendar' },
  pitch: { tone: 'brand', icon: 'lightbulb' },
  review: { tone: 'plain', icon: 'pencil' },
  vote: { tone: 'ok', icon: 'vote' },
  counting: { tone: 'warn', icon: 'scale' },
  published: { tone: 'brand', icon: 'award' },
};

/** Where the challenge stands, in two or three words. */
export const standingChip = (ctx: Ctx, { standing }: Challenge): ChipProps => ({
  label: ctx.t(`crowd-innovation.standing.${standing}`),
  ...chips[standing],
});

/** How many ideas, how much money, until when. */
export function factsOf(ctx: Ctx, challenge: Challenge): readonly MetaItem[] {
  const { ideas, pot, standing } = challenge;
  const closes = challenge.phases.find((phase) => phase.kind === standing && isOpen(phase, challenge.now))?.closesAt;
  const voting = ideas.accepted > 0 && standing !== 'pitch' && standing !== 'upcoming';
  const count = voting ? ideas.accepted : ideas.proposed + ideas.accepted;
  return [
    ...(closes
      ? [{ icon: 'clock', text: ctx.t('crowd-innovation.closes', { time: timeInWords(ctx, closes) }) } as const]
      : []),
    ...(count > 0
      ? [
          {
            icon: 'lightbulb',
            text: ctx.t(voting ? 'crowd-innovation.ideas-in-vote' : 'crowd-innovation.ideas-pitched', { count }),
          } as const,
        ]
      : []),
    ...(pot
      ? [{ icon: 'hand-coins', text: ctx.t('crowd-innovation.to-share', { amount: formatMoney(ctx, pot) }) } as const]
      : []),
  ];
}

/** The phases with their dates, the present one marked. */
export const PhaseLine = ({ ctx, challenge }: { readonly ctx: Ctx; readonly challenge: Challenge }) => (
  <Phases
    phases={challenge.phases.map((phase) => ({
      name: nameOf(ctx, phase),
      from: phase.opensAt,
      to: phase.closesAt ?? undefined,
      state: stateOf(phase, challenge.now),
    }))}
  />
);

/** The rule in two sentences, and one on ties where they are not among them. */
export function RuleWords({
  ctx,
  challenge,
  ties = false,
}: {
  readonly ctx: Ctx;
  readonly challenge: Pick<Challenge, 'rule'>;
  readonly ties?: boolean;
}) {
  const sentences = ruleInWords(ctx, challenge.rule);
  const tie = tiesInWords(ctx, challenge.rule);
  return (
    <p>
      {sentences.join(' ')}
      {ties && !sentences.includes(tie) && ` ${tie}`}
    </p>
  );
}

/** A hash or a seed: long and exact. It may break after every eighth letter, and copies as one. */
export const Exact = ({ children }: { readonly children: string }) => (
  <code>
    {(children.match(/.{1,8}/g) ?? []).map((part) => (
      <>
        {part}
        <wbr />
      </>
    ))}
  </code>
);

/** Plain text as a person typed it: blank lines make paragraphs. */
export const Paragraphs = ({ text }: { readonly text: string }) => (
  <>
    {text
      .split(/\n\s*\n/)
      .filter((part) => part.trim() !== '')
      .map((part) => (
        <p>{part.trim()}</p>
      ))}
  </>
);

/** An amount, or a dash where there is none. */
export function Sum({ of }: { readonly of: MoneyValue | null }) {
  const page = usePage();
  return <span class="num">{of ? formatMoney(page, of) : '–'}</span>;
}
