import { classNames } from './class-names.ts';
import { safeUrl } from './link.tsx';
import { usePage } from './page-context.ts';
import { hashOf } from './pattern.ts';

/** Someone who can be named on a page. */
export interface Party {
  readonly name: string;
  readonly kind?: 'person' | 'organisation' | undefined;
  /** Address of their picture. */
  readonly image?: string | undefined;
  readonly href?: string | undefined;
}

const first = (word: string): string =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)][0]?.segment ?? '';

/** The first letters of the first and last word, as people shorten a name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\p{P}]+/u).filter(Boolean);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return `${first(words[0] ?? '')}${last === undefined ? '' : first(last)}`.toUpperCase();
}

export interface AvatarProps {
  readonly party: Party;
  readonly size?: 'sm' | 'md' | 'xl' | undefined;
  /** True (the rule) where the name stands next to it; false names the party to assistive technology. */
  readonly decorative?: boolean | undefined;
}

export function Avatar({ party, size = 'md', decorative = true }: AvatarProps) {
  const classes = classNames(
    'av',
    `av--${(hashOf(party.name) % 3) + 1}`,
    size !== 'md' && `av--${size}`,
    party.kind === 'organisation' && 'av--org',
  );
  const src = party.image === undefined ? undefined : safeUrl(party.image);
  if (src !== undefined) return <img class={classes} src={src} alt={decorative ? '' : party.name} loading="lazy" />;
  return decorative ? (
    <span class={classes} aria-hidden="true">
      {initialsOf(party.name)}
    </span>
  ) : (
    <span class={classes} role="img" aria-label={party.name}>
      {initialsOf(party.name)}
    </span>
  );
}

export interface AvatarStackProps {
  readonly parties: readonly Party[];
  /** How many there are in all, when only some are passed. */
  readonly total?: number | undefined;
  readonly max?: number | undefined;
}

/** A few faces and how many more, as one picture with one name. */
export function AvatarStack({ parties, total = parties.length, max = 5 }: AvatarStackProps) {
  const { t } = usePage();
  const shown = parties.slice(0, max);
  return (
    <span
      class="avs"
      role="img"
      aria-label={t('core.people', { names: shown.map(({ name }) => name).join(', '), more: total - shown.length })}
    >
      {shown.map((party) => (
        <Avatar party={party} />
      ))}
      {total > shown.length && (
        <span class="av av--3" aria-hidden="true">
          +{total - shown.length}
        </span>
      )}
    </span>
  );
}
