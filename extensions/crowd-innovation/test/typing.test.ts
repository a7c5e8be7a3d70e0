import t from 'tap';
import { typedAmount } from '../services/money.ts';
import { instantOf, localText } from '../services/local-time.ts';

t.test('money is understood as people write it', async (t) => {
  for (const [typed, exponent, minor] of [
    ['12000', 2, '1200000'],
    ['12,000', 2, '1200000'],
    ['12.000', 2, '1200000'],
    ['12 000', 2, '1200000'],
    ['$12,000.50', 2, '1200050'],
    ['12000,5', 2, '1200050'],
    ['1,234,567.89', 2, '123456789'],
    ['0', 2, '0'],
    ['0.05', 2, '5'],
    ['500', 0, '500'],
    ['007', 0, '7'],
    ['1’000', 0, '1000'],
  ] as const)
    // prettier-ignore
    t.equal(typedAmount(typed, exponent), minor, typed);
  for (const typed of ['', 'much', '-5', '12.345.6', '1e5', '12000.555', '1,23,456', '9'.repeat(19)])
    t.equal(typedAmount(typed, 2), undefined, typed);
  t.equal(typedAmount('12.5', 0), undefined, 'a yen has no parts');
});

t.test('a time is the one that the clocks of the community show', async (t) => {
  const zone = 'America/Toronto';
  t.equal(instantOf('2026-12-04T20:00', zone)?.toISOString(), '2026-12-05T01:00:00.000Z');
  t.equal(instantOf('2026-07-04T20:00', zone)?.toISOString(), '2026-07-05T00:00:00.000Z');
  t.equal(
    instantOf('2026-03-08T02:30', zone)?.toISOString(),
    '2026-03-08T07:30:00.000Z',
    'an hour that is skipped is the one after it',
  );
  t.equal(
    instantOf('2026-11-01T01:30', zone)?.toISOString(),
    '2026-11-01T05:30:00.000Z',
    'of an hour that comes twice it is the first',
  );
  t.equal(instantOf('2026-07-04T20:00', 'Asia/Kolkata')?.toISOString(), '2026-07-04T14:30:00.000Z');
  for (const typed of ['', 'soon', '2026-13-40T99:99', '2026-12-04']) t.equal(instantOf(typed, zone), undefined, typed);
  for (const moment of ['2026-01-01T00:00:00.000Z', '2026-06-15T12:34:00.000Z'])
    t.equal(instantOf(localText(new Date(moment), zone), zone)?.toISOString(), moment);
});
