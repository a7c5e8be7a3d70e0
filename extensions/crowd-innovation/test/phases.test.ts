import t from 'tap';
import { firstOutOfOrder, isExtension, standingOf, type Phase } from '../services/phases.ts';

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const phase = (kind: Phase['kind'], opens: number, closes: number | null): Phase => ({
  kind,
  name: null,
  opensAt: at(opens),
  closesAt: closes === null ? null : at(closes),
});
const phases = [phase('pitch', 1, 5), phase('review', 6, 8), phase('vote', 10, 20), phase('result', 25, null)];

t.test('where a challenge stands follows from its dates alone', async (t) => {
  for (const [day, standing] of [
    [0, 'upcoming'],
    [1, 'pitch'],
    [4, 'pitch'],
    [5, 'review'],
    [7, 'review'],
    [9, 'review'],
    [10, 'vote'],
    [19, 'vote'],
    [20, 'counting'],
    [30, 'counting'],
  ] as const)
    // prettier-ignore
    t.equal(standingOf(phases, at(day), false), standing, `day ${day}`);
  t.equal(standingOf(phases, at(30), true), 'published');
  t.equal(standingOf([], at(1), false), 'upcoming');
});

t.test('phases follow each other', async (t) => {
  t.equal(firstOutOfOrder(phases), -1);
  t.equal(
    firstOutOfOrder([phase('pitch', 1, 5), phase('vote', 5, 6)]),
    -1,
    'one may begin at the moment in which the other ends',
  );
  t.equal(firstOutOfOrder([phase('pitch', 1, 5), phase('vote', 4, 6)]), 1);
  t.equal(firstOutOfOrder([phase('pitch', 5, 5)]), 0);
  t.equal(firstOutOfOrder([phase('vote', 5, null)]), 0, 'a vote has an end');
  t.equal(firstOutOfOrder([phase('result', 5, null), phase('other', 4, null)]), 1);
});

t.test('what has begun can only be made longer', async (t) => {
  const now = at(12);
  const changed = (place: number, next: Phase) => isExtension(phases, phases.with(place, next), now);
  t.ok(isExtension(phases, phases, now));
  t.ok(changed(2, phase('vote', 10, 21)));
  t.notOk(changed(2, phase('vote', 10, 19)));
  t.notOk(changed(2, phase('vote', 11, 20)));
  t.notOk(changed(1, phase('review', 6, 9)), 'what has ended stays ended');
  t.ok(changed(3, phase('result', 26, null)), 'what has not begun may move');
  t.notOk(isExtension(phases, phases.slice(1), now));
});
