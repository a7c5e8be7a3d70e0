import t from 'tap';
import {
  formatDays,
  formatMoney,
  formatNumber,
  formatTime,
  Money,
  renderFragment,
  Time,
} from '../../web/components/index.ts';
import { cad, pageFor } from './gallery.tsx';

const en = pageFor();
const fr = pageFor({ locale: 'fr-CA' });
// Intl writes no-break spaces; a reader of this file should not have to see them
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F\u2009]/g, ' ');

t.test('money is written as people of the place write it', async (t) => {
  t.equal(formatMoney(en, cad(36_000)), '$36,000');
  t.equal(plain(formatMoney(fr, cad(36_000))), '36 000 $');
  t.equal(plain(formatMoney(en, { amount: 1_000_000n, currency: 'JPY', exponent: 0 })), 'JP¥1,000,000');
});

t.test(
  'cents show where they matter: always in prices, never in budgets, and otherwise when there are any',
  async (t) => {
    const price = { amount: 1250n, currency: 'CAD', exponent: 2 };
    t.equal(formatMoney(en, price), '$12.50');
    t.equal(formatMoney(en, cad(12)), '$12');
    t.equal(formatMoney(en, cad(12), true), '$12.00');
    t.equal(formatMoney(en, price, false), '$13');
    t.equal(plain(formatMoney(fr, price)), '12,50 $');
    t.equal(formatMoney(en, { ...price, amount: -5n }), '-$0.05');
  },
);

t.test('amounts beyond what a float can hold keep every cent', async (t) => {
  t.equal(
    formatMoney(en, { amount: 9_007_199_254_740_993_01n, currency: 'CAD', exponent: 2 }),
    '$9,007,199,254,740,993.01',
  );
});

t.test('an instant is near, then a weekday, then a date', async (t) => {
  const at = (iso: string) => plain(formatTime(en, new Date(iso), 'relative'));
  t.equal(at('2026-11-21T15:59:40Z'), 'now');
  t.equal(at('2026-11-21T15:48:00Z'), '12 minutes ago');
  t.equal(at('2026-11-21T13:00:00Z'), '3 hours ago');
  t.equal(at('2026-11-21T04:30:00Z'), 'yesterday', 'half past eleven of the evening before, in Toronto');
  t.equal(at('2026-11-16T16:00:00Z'), 'Monday');
  t.equal(at('2026-11-10T16:00:00Z'), 'November 10');
  t.equal(at('2025-11-10T16:00:00Z'), 'November 10, 2025');
});

t.test('a deadline has its weekday and its time in the zone of the page', async (t) => {
  const at = new Date('2026-12-05T01:00:00Z');
  t.equal(plain(formatTime(en, at, 'deadline')), 'Friday, December 4 at 8:00 p.m.');
  t.equal(plain(formatTime(fr, at, 'deadline')), 'vendredi 4 décembre à 20 h 00');
  t.equal(plain(formatTime(en, at, 'deadline', 'Africa/Kigali')), 'Saturday, December 5 at 3:00 a.m.');
  t.equal(plain(formatTime(fr, new Date('2026-11-21T13:00:00Z'), 'relative')), 'il y a 3 heures');
});

t.test('a span of days and a count', async (t) => {
  t.equal(plain(formatDays(en, new Date('2026-09-12T12:00Z'), new Date('2026-10-10T12:00Z'))), 'Sep 12–Oct 10');
  t.equal(formatNumber(en, 2314), '2,314');
  t.equal(plain(formatNumber(fr, 2314)), '2 314');
});

t.test('elements carry the exact instant for machines', async (t) => {
  t.equal(
    renderFragment(en, <Time at={new Date('2026-12-05T01:00:00Z')} />),
    '<time datetime="2026-12-05T01:00:00.000Z">December 4</time>',
  );
  t.equal(renderFragment(en, <Money {...cad(108_000)} />), '<span class="num">$108,000</span>');
});
