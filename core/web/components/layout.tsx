import type { ComponentChildren } from 'preact';

export interface WithSideProps {
  readonly children: ComponentChildren;
  readonly side: ComponentChildren;
  /** Names the side column, such as "About this challenge". */
  readonly label: string;
}

/** Main column and side column; one column on a phone, main first. Never three. */
export function WithSide({ children, side, label }: WithSideProps) {
  return (
    <div class="with-side">
      <div class="stack g5">{children}</div>
      <aside class="stack g5" aria-label={label}>
        {side}
      </aside>
    </div>
  );
}
