import { formatMoney, type MoneyValue } from './format.ts';
import { percent } from './meter.tsx';
import { directionOf, usePage } from './page-context.ts';

export interface SharePart {
  readonly label: string;
  readonly amount: MoneyValue;
}

const tones = 6;

/** How one whole was divided: a bar with the amounts in it, and a key with every name and amount. The bar is hidden from assistive technology. */
export function ShareBar({ parts }: { readonly parts: readonly SharePart[] }) {
  const page = usePage();
  const whole = parts.reduce((sum, { amount }) => sum + Number(amount.amount), 0) || 1;
  const mirrored = directionOf(page.locale) === 'rtl';
  let before = 0;
  const drawn = parts.map(({ amount }, at) => {
    const from = before / whole;
    before += Number(amount.amount);
    const width = Number(amount.amount) / whole;
    return { amount, from, width, tone: (at % tones) + 1 };
  });
  return (
    <div class="stack g3">
      <svg class="share" aria-hidden="true">
        {drawn.map(({ amount, from, width, tone }, at) => (
          // an inner svg clips an amount that does not fit; the key has it in full
          <svg
            class={`tone-${tone}`}
            x={percent(mirrored ? 1 - from - width : from)}
            width={percent(width)}
            height="100%"
          >
            <rect width="100%" height="100%" />
            {width >= 0.08 && (
              <text
                class={width < 0.22 ? 'share__small' : undefined}
                x={mirrored ? '100%' : '0'}
                dx={mirrored ? '-.7em' : '.7em'}
                y="50%"
                dominant-baseline="central"
              >
                {formatMoney(page, amount, false)}
              </text>
            )}
            {at > 0 && <line x1={mirrored ? '100%' : '0'} x2={mirrored ? '100%' : '0'} y1="0" y2="100%" />}
          </svg>
        ))}
      </svg>
      <ul class="key">
        {drawn.map(({ amount, tone }, at) => (
          <li>
            <i class={`swatch tone-${tone}`} />
            <span>
              <b dir="auto">{parts[at]?.label}</b> <span class="num">{formatMoney(page, amount)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
