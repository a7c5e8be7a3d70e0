import type { ComponentChildren } from 'preact';

export interface DisclosureProps {
  readonly summary: string;
  readonly open?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** Something that can be opened, by the browser's own means. */
export function Disclosure({ summary, open, children }: DisclosureProps) {
  return (
    <details class="disclosure" open={open}>
      <summary>{summary}</summary>
      <div class="disclosure__in">{children}</div>
    </details>
  );
}
