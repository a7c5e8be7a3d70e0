import type { ComponentChildren } from 'preact';

export interface ProseProps {
  /** Needed where the text is in another language than the page. */
  readonly lang?: string | undefined;
  readonly children?: ComponentChildren;
}

/** Running text at a comfortable measure, in whichever direction it is written. */
export function Prose({ lang, children }: ProseProps) {
  return (
    <div class="prose" dir="auto" lang={lang}>
      {children}
    </div>
  );
}
