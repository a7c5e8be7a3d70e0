import { explain, roundAmount, type Election, type Explanation, type Outcome } from '../counting/index.ts';

/** A count as lines of text for a terminal: how it was counted, then one line per project and why. */
export function resultTable(election: Election, outcome: Outcome): string[] {
  const [start] = outcome.trace;
  if (start?.step !== 'start') return [];
  const settings = Object.entries(outcome.options).map(([name, value]) => `${name} ${value}`);
  const explanations = explain(outcome.trace);
  const places = new Map(outcome.winners.map((id, place) => [id, place]));
  const rows = start.projects
    .map(({ id, votes, score, cost }, place) => {
      const explanation = explanations[place]!;
      const name = election.projects[place]!.name;
      const title = name === id ? id : `${id} ${name}`;
      const won = explanation.result === 'funded' ? 'funded' : '-';
      return { id, cells: [shortened(title), String(votes), score, shown(cost), won, sentence(explanation)] };
    })
    .sort((a, b) => (places.get(a.id) ?? Infinity) - (places.get(b.id) ?? Infinity) || 0)
    .map(({ cells }) => cells);
  const table = [['Project', 'Votes', 'Score', 'Cost', 'Result', 'Why'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  return [
    `Counted under ${[outcome.rule, ...settings].join(', ')}`,
    `${start.ballots} ballots; ${shown(outcome.spent)} of ${shown(start.budget)} for ${outcome.winners.length} projects`,
    '',
    ...table.map((cells) =>
      cells
        .map((cell, column) => aligned(cell, column, widths[column]!))
        .join('  ')
        .trimEnd(),
    ),
  ];
}

const NUMBERS = [1, 2, 3];
const aligned = (cell: string, column: number, width: number): string =>
  NUMBERS.includes(column) ? cell.padStart(width) : cell.padEnd(width);

const shortened = (text: string): string => (text.length > 48 ? `${text.slice(0, 47)}…` : text).replace(/\s+/g, ' ');

/** Two decimals where there are any. */
const shown = (amount: string): string => roundAmount(amount, 2).replace(/\.00$/, '');

function sentence(explanation: Explanation): string {
  const { tie } = explanation;
  const why = reason(explanation);
  return tie ? `${why} A tie of ${tie.among.join(', ')} was broken by ${tie.by}.` : why;
}

function reason(given: Explanation): string {
  switch (given.code) {
    case 'next-and-fits':
      return given.by === 'score'
        ? `Highest score of the rest, and it fits the ${shown(given.left)} left.`
        : `Most votes per cost of the rest, and it fits the ${shown(given.left)} left.`;
    case 'free':
      return 'Costs nothing and has supporters.';
    case 'supporters-paid':
      return `${given.supporters} voters paid ${shown(given.paidEach)} each.`;
    case 'supporters-paid-together':
      return `${given.payers} voters paid up to ${shown(given.paidAtMost)} each; they had ${shown(given.had)} between them.`;
    case 'from-remainder':
      return `Most votes of the rest, and it fits the ${shown(given.left)} left over.`;
    case 'least-load':
      return `Its voters could pay first, with ${shown(given.load)} each.`;
    case 'supporters-short':
      return `Its voters had ${shown(given.had)} of ${shown(given.cost)} left.`;
    case 'no-supporters':
      return 'Nobody voted for it.';
    case 'does-not-fit':
      return `Did not fit the ${shown(given.left)} left.`;
    case 'below-minimum-score':
      return `Its score is below the minimum of ${given.minimum}.`;
    case 'after-stop':
      return `The count stopped at ${given.stoppedBy}, which did not fit.`;
    case 'above-budget':
      return `Costs more than the whole budget.`;
    case 'not-reached':
      return `The count ended before it: ${given.stoppedBy} did not fit the ${shown(given.left)} left.`;
  }
}
