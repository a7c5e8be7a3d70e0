import type { ComponentChildren } from 'preact';

export type HeadingLevel = 2 | 3 | 4;

export interface HeadingProps {
  readonly level: HeadingLevel;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
}

/** A heading whose level the page decides, so that no level is skipped. */
export function Heading({ level, id, class: className, children }: HeadingProps) {
  const Tag = `h${level}` as const;
  return (
    <Tag id={id} class={className}>
      {children}
    </Tag>
  );
}
