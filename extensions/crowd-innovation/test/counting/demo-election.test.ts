import t from 'tap';
import { count, demoElection, demoSettings, replay, roundAmount } from '../../counting/index.ts';

const election = demoElection();
const { winners, spent, trace } = count(election, demoSettings);

t.test('300 voters share 108,000 between four projects, to the last dollar', async (t) => {
  t.equal(election.ballots.length, 300);
  t.ok(
    election.ballots.every(({ projects }) => projects.length > 0),
    'every ballot names something',
  );
  t.same(winners, ['fridge', 'compost', 'stand', 'mill']);
  t.equal(spent, '108000');
  t.same(demoElection(), election, 'always the same ballots');
});

t.test('the reasons are those of the results page', async (t) => {
  const table = replay(trace).explanations.map((told) => [
    election.projects.find(({ id }) => id === told.project)?.name,
    'supporters' in told ? told.supporters : undefined,
    'had' in told ? roundAmount(told.had) : undefined,
    told.code,
  ]);
  t.same(table, [
    ['Neighbourhood fridge network', 170, '61200', 'supporters-paid'],
    ['School compost-to-garden loop', 140, '34094', 'supporters-paid'],
    ['Mobile farm stand', 129, '24076', 'supporters-paid-together'],
    ['Spent-grain flour mill', 101, '13105', 'from-remainder'],
    ['Rooftop teaching greenhouse', 60, '10683', 'supporters-short'],
    ['Shared cold store', 43, '5667', 'supporters-short'],
    ['Reusable takeaway tubs', 40, '4332', 'supporters-short'],
    ['Surplus tracking app', 27, '3502', 'supporters-short'],
  ]);
  const [fridge, compost, , mill, , , tubs] = replay(trace).explanations;
  t.match(fridge, { paidEach: '3600/17' });
  t.equal(fridge?.code === 'supporters-paid' && roundAmount(fridge.paidEach, 2), '211.76');
  t.equal(compost?.code === 'supporters-paid' && roundAmount(compost.paidEach, 2), '128.57');
  t.match(mill, { cost: '30000', left: '30000' }, 'the mill takes all of the remainder');
  t.match(tubs, { cost: '22000' });
});
