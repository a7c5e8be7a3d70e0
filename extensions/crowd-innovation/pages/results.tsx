import {
  BarChart,
  Card,
  Chip,
  DataTable,
  Disclosure,
  Empty,
  formatMoney,
  formatNumber,
  Link,
  Notice,
  PageHead,
  ShareBar,
  type MoneyValue,
  type PageDefinition,
  type Resolver,
} from '@polyphony/core';
import { page, type Ctx } from '../extension.ts';
import { ByChallenge } from '../routes/schemas.ts';
import type { Ballot } from '../services/ballots.ts';
import type { Result } from '../services/counts.ts';
import { linesOf, shareOf, type Line } from '../services/explained.ts';
import { challenges, counts } from '../services/index.ts';
import { ruleInWords, timeInWords } from '../services/words.ts';
import { Proof } from './proof.tsx';
import { crumbsOf, ideaPathOf, ownPaper, pathOf, Sum } from './parts.tsx';

export const resultsPage = (r: Resolver): PageDefinition =>
  page({
    path: '/challenges/:challenge/results',
    access: 'anyone',
    current: 'challenges',
    schema: { params: ByChallenge },
    view: async ({ ctx, params }) => {
      const { t } = ctx;
      const challenge = await r.get(challenges).get(ctx, params.challenge);
      if (challenge.standing !== 'published')
        return {
          title: t('crowd-innovation.results'),
          body: (
            <>
              <PageHead
                title={t('crowd-innovation.results')}
                crumbs={crumbsOf(ctx, challenge, t('crowd-innovation.results'))}
              />
              <div class="wrap section">
                <Empty
                  seed={`${challenge.slug}-results`}
                  title={t('crowd-innovation.results.none')}
                  text={t(`crowd-innovation.results.none-${challenge.standing === 'counting' ? 'counting' : 'open'}`)}
                  action={{ label: t('crowd-innovation.to-challenge'), href: pathOf(challenge) }}
                />
              </div>
            </>
          ),
        };
      const result = await r.get(counts).result(ctx, challenge.id);
      return resultView(ctx, result, (await ownPaper(r, ctx, challenge)).sent);
    },
  });

function resultView(ctx: Ctx, result: Result, mine: Ballot | null) {
  const { t } = ctx;
  const { challenge } = result;
  const lines = linesOf(ctx, result);
  const won = lines.filter(({ funded }) => funded);
  const money = (amount: MoneyValue) => formatMoney(ctx, amount);
  return {
    title: `${t('crowd-innovation.results')}: ${challenge.title}`,
    body: (
      <>
        <PageHead
          size="lg"
          title={
            won.length > 0
              ? t('crowd-innovation.results.title', {
                  ballots: result.ballots,
                  amount: money(result.spent),
                  awards: won.length,
                })
              : t('crowd-innovation.results.title-none', { ballots: result.ballots })
          }
          crumbs={crumbsOf(ctx, challenge, t('crowd-innovation.results'))}
          meta={[
            {
              icon: 'calendar-check',
              text: t('crowd-innovation.results.counted', { date: timeInWords(ctx, result.publishedAt, 'date') }),
            },
            ...(result.publishedBy === null
              ? []
              : [
                  {
                    icon: 'shield-check' as const,
                    text: t('crowd-innovation.results.by', { name: result.publishedBy }),
                  },
                ]),
            ...(result.ballotsPublic
              ? [
                  {
                    icon: 'download' as const,
                    text: t('crowd-innovation.results.ballots-pb'),
                    href: `/api${pathOf(challenge)}/ballots.pb`,
                  },
                ]
              : []),
            { icon: 'download', text: t('crowd-innovation.results.csv'), href: `/api${pathOf(challenge)}/results.csv` },
          ]}
        />
        <div class="wrap section stack g6">
          {mine && (
            <Notice tone="ok" title={t('crowd-innovation.results.yours')}>
              {t('crowd-innovation.ballot.receipt')} <span class="num">{mine.receipt}</span>
            </Notice>
          )}
          {won.length > 0 && (
            <section class="stack" aria-labelledby="where">
              <h2 id="where">{t('crowd-innovation.results.where')}</h2>
              <ShareBar parts={byAmount(won).map(({ idea }) => ({ label: idea.title, amount: idea.cost }))} />
              {result.spent.amount < result.pot.amount && (
                <p class="sm muted">
                  {t('crowd-innovation.results.left', {
                    amount: money({ ...result.pot, amount: result.pot.amount - result.spent.amount }),
                  })}
                </p>
              )}
            </section>
          )}
          <Why ctx={ctx} result={result} lines={lines} />
          <Proof ctx={ctx} result={result} />
          {won.length > 0 && (
            <section class="stack" aria-labelledby="next">
              <h2 id="next">{t('crowd-innovation.results.funded')}</h2>
              <ul class="grid">
                {won.map(({ idea }) => (
                  <Card
                    winner
                    title={idea.title}
                    href={ideaPathOf(challenge, idea)}
                    level={3}
                    text={idea.by ?? undefined}
                    action={<Chip tone="brand" label={money(idea.cost)} />}
                  />
                ))}
              </ul>
            </section>
          )}
        </div>
      </>
    ),
  };
}

const byAmount = (lines: readonly Line[]) =>
  lines.toSorted((a, b) =>
    a.idea.cost.amount === b.idea.cost.amount ? 0 : a.idea.cost.amount > b.idea.cost.amount ? -1 : 1,
  );

interface WhyProps {
  readonly ctx: Ctx;
  readonly result: Result;
  readonly lines: readonly Line[];
}

function Why({ ctx, result, lines }: WhyProps) {
  const { t } = ctx;
  const { settings, pot } = result;
  const share = shareOf(result);
  const held = lines.some(({ supportersHad }) => supportersHad !== null);
  const major = (money: MoneyValue | null) => (money ? Number(money.amount) / 10 ** money.exponent : 0);
  const won = lines.filter(({ funded }) => funded).length;
  return (
    <section class="panel" aria-labelledby="why">
      <div class="stack g2 prose">
        <h2 id="why">
          {won > 0 ? t('crowd-innovation.results.why', { count: won }) : t('crowd-innovation.results.why-none')}
        </h2>
        <p>
          {share &&
            `${t('crowd-innovation.results.share', { ballots: result.ballots, amount: formatMoney(ctx, share) })} `}
          {ruleInWords(ctx, settings.rule).join(' ')}
        </p>
      </div>
      {lines.length > 0 && (
        <BarChart
          caption={t(held ? 'crowd-innovation.results.chart' : 'crowd-innovation.results.chart-votes')}
          keys={
            held
              ? {
                  value: t('crowd-innovation.results.had'),
                  extra: lines.some(({ added }) => added !== null) ? t('crowd-innovation.results.added') : undefined,
                  mark: t('crowd-innovation.results.costs'),
                }
              : { value: t('crowd-innovation.results.votes') }
          }
          unit={(value) => (held ? compactMoney(ctx, value, pot) : formatNumber(ctx, value))}
          rows={lines.map(({ idea, votes, supportersHad, added, funded }) => ({
            label: idea.title,
            tone: funded ? 'won' : 'lost',
            ...(held
              ? { value: major(supportersHad), mark: major(idea.cost), ...(added && { extra: major(added) }) }
              : { value: votes }),
          }))}
        />
      )}
      <Disclosure summary={t('crowd-innovation.results.table')} open>
        <DataTable
          caption={t('crowd-innovation.results.table-caption')}
          csv={`/api${pathOf(result.challenge)}/results.csv`}
          columns={[
            { key: 'idea', label: t('crowd-innovation.results.idea') },
            { key: 'votes', label: t('crowd-innovation.results.votes'), numeric: true },
            { key: 'cost', label: t('crowd-innovation.results.cost'), numeric: true },
            ...(held ? [{ key: 'had' as const, label: t('crowd-innovation.results.had-short'), numeric: true }] : []),
            { key: 'result', label: t('crowd-innovation.results.result') },
            { key: 'why', label: t('crowd-innovation.results.reason') },
          ]}
          rows={lines.map(({ idea, votes, supportersHad, funded, reason }) => ({
            idea: <Link href={ideaPathOf(result.challenge, idea)}>{idea.title}</Link>,
            votes: formatNumber(ctx, votes),
            cost: <Sum of={idea.cost} />,
            had: <Sum of={supportersHad && { ...supportersHad, amount: wholeUnits(supportersHad) }} />,
            result: funded ? (
              <Chip tone="ok" icon="check" label={t('crowd-innovation.results.is-funded')} />
            ) : (
              <Chip tone="line" label={t('crowd-innovation.results.not-funded')} />
            ),
            why: reason,
          }))}
        />
      </Disclosure>
    </section>
  );
}

/** What supporters held is a sum of shares with many decimals; in the table it is told in whole units. */
const wholeUnits = ({ amount, exponent }: MoneyValue): bigint => {
  const unit = 10n ** BigInt(exponent);
  return ((amount + unit / 2n) / unit) * unit;
};

const compactMoney = (ctx: Ctx, value: number, { currency }: MoneyValue): string =>
  new Intl.NumberFormat(ctx.locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(value);
