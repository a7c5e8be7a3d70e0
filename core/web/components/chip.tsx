import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { useTarget } from './link.tsx';

export interface ChipProps {
  /** Says by itself what the colour repeats. */
  readonly label: string;
  readonly tone?: 'plain' | 'brand' | 'ok' | 'warn' | 'bad' | 'line' | undefined;
  readonly icon?: IconName | undefined;
  readonly href?: string | undefined;
}

export function Chip({ label, tone = 'plain', icon, href }: ChipProps) {
  const target = useTarget();
  const classes = classNames('chip', tone !== 'plain' && `chip--${tone}`);
  const inside = (
    <>
      {icon && <Icon name={icon} small />}
      <span>{label}</span>
    </>
  );
  return href === undefined ? (
    <span class={classes}>{inside}</span>
  ) : (
    <a class={classes} {...target(href)}>
      {inside}
    </a>
  );
}

export interface MetaItem {
  readonly icon?: IconName | undefined;
  readonly text: ComponentChildren;
  readonly href?: string | undefined;
}

/** Small facts in a row: who, when, how many. */
export function Meta({ items }: { readonly items: readonly MetaItem[] }) {
  const target = useTarget();
  return (
    <div class="meta">
      {items.map(({ icon, text, href }) => {
        const inside = (
          <>
            {icon && <Icon name={icon} small />}
            <span>{text}</span>
          </>
        );
        return href === undefined ? <span>{inside}</span> : <a {...target(href)}>{inside}</a>;
      })}
    </div>
  );
}
