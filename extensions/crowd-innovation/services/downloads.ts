import { stringify } from 'csv-stringify/sync';
import type { MoneyValue } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { fromMinorUnits } from '../counting/amount.ts';
import { writePabulib } from '../counting/pabulib.ts';
import { rulesOf, type PublishedBallots, type Result } from './counts.ts';
import { linesOf } from './explained.ts';

/** The published ballots as a Pabulib file: `polyphony ballots count` on it repeats the published winners. */
export function ballotFile(ctx: Ctx, { result, election }: PublishedBallots): string {
  const { challenge, settings, pot } = result;
  const day = (at: string | undefined) => at?.slice(0, 10).split('-').toReversed().join('.') ?? '';
  return writePabulib({
    election,
    meta: new Map([
      ['description', challenge.title],
      ['unit', ctx.community.name],
      ['instance', String(new Date(settings.vote?.closesAt ?? result.publishedAt).getUTCFullYear())],
      ['currency', pot.currency],
      ['date_begin', day(settings.vote?.opensAt)],
      ['date_end', day(settings.vote?.closesAt)],
    ]),
    winners: result.outcome.winners,
    settings: rulesOf(settings, result.seed),
    settingsHash: result.settingsHash,
  });
}

/** The result as a table for spreadsheets; amounts in major units, as decimals. Text that a spreadsheet would run is escaped. */
export function resultsTable(ctx: Ctx, result: Result): string {
  const amount = (money: MoneyValue | null) => (money ? fromMinorUnits(money.amount, money.exponent) : '');
  const rows = linesOf(ctx, result).map(({ idea, votes, supportersHad, funded, reason }) => ({
    number: idea.number,
    title: idea.title,
    by: idea.by ?? '',
    votes,
    cost: amount(idea.cost),
    supporters_had: amount(supportersHad),
    funded: funded ? 'yes' : 'no',
    award: funded ? amount(idea.cost) : '0',
    reason,
    currency: result.pot.currency,
  }));
  return stringify(rows, { header: true, escape_formulas: true, bom: true });
}
