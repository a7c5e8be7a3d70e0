import { classNames } from './class-names.ts';
import { safeUrl } from './link.tsx';
import { coverPattern, hashOf, heroPattern, type Pattern } from './pattern.ts';

/** An uploaded picture. An empty `alt` says that it is decorative. */
export interface Image {
  readonly src: string;
  readonly alt: string;
}

export interface CoverProps {
  /** What the pattern grows from: the slug of the item. */
  readonly seed: string;
  readonly cols?: number | undefined;
  readonly rows?: number | undefined;
  /** Colour family 0 to 3; from the seed where it is left out. */
  readonly family?: number | undefined;
  /** Takes the place of the pattern. */
  readonly image?: Image | undefined;
  readonly strip?: boolean | undefined;
}

interface DrawingProps {
  readonly pattern: Pattern;
  readonly class: string | undefined;
  /** Which end stays in sight where the drawing is cut. */
  readonly keep?: 'xMidYMid' | 'xMaxYMax' | undefined;
}

function Drawing({ pattern, class: className, keep = 'xMidYMid' }: DrawingProps) {
  return (
    <svg
      class={className}
      viewBox={`0 0 ${pattern.width} ${pattern.height}`}
      preserveAspectRatio={`${keep} slice`}
      aria-hidden="true"
    >
      {pattern.paths.map(({ paint, d }) => (
        <path class={paint} d={d} />
      ))}
    </svg>
  );
}

/** The face of an item: its picture, or a pattern that is always the same for the same seed. */
export function Cover({ seed, cols = 7, rows = 2, family, image, strip }: CoverProps) {
  const src = image && safeUrl(image.src);
  if (image && src !== undefined) {
    return (
      <img
        class={classNames('cover', 'cover--image', strip && 'cover--strip')}
        src={src}
        alt={image.alt}
        loading="lazy"
      />
    );
  }
  const pattern = coverPattern(seed, cols, rows, family);
  return <Drawing pattern={pattern} class={classNames('cover', `cover--${pattern.family}`, strip && 'cover--strip')} />;
}

/** The full mix of shapes and colours, reserved for the hero of the home page. */
export function HeroArt({ seed }: { readonly seed: string }) {
  return <Drawing pattern={heroPattern(seed)} class="cover" keep="xMaxYMax" />;
}

/** The sign of a community: its own picture, or one of four drawn signs chosen by its slug. */
export type Mark = { readonly seed: string } | { readonly src: string };

const signs = [
  ['M9 9h11a11 11 0 0 1 11 11v11H20A11 11 0 0 1 9 20z', 'M20 20a11 11 0 0 1 11 11H20z'],
  ['M8 20a12 12 0 0 1 24 0z', 'M12 23h16a8 8 0 0 1-16 0z'],
  ['M9 9h10v22a10 10 0 0 1-10-10z', 'M21 9a10 10 0 0 1 10 10v2H21zM21 23h10a8 8 0 0 1-10 8z'],
  ['M20 8a12 12 0 1 0 .01 0z', 'M20 14a6 6 0 1 0 .01 0z'],
] as const;

export function CommunityMark({ mark }: { readonly mark: Mark }) {
  if ('src' in mark) return <img class="sign" src={safeUrl(mark.src)} alt="" width={36} height={36} />;
  const [main, accent] = signs[hashOf(mark.seed) % signs.length] ?? signs[0];
  return (
    <svg class="sign" viewBox="0 0 40 40" aria-hidden="true">
      <path class="sign__ground" d="M0 0h40v40H0z" />
      <path class="sign__main" d={main} />
      <path class="sign__accent" d={accent} />
    </svg>
  );
}
