import { usePage } from '../web/components/index.ts';
import type { DifferenceLine } from './difference.ts';

/** Lines that came and lines that went, told by a mark, by words for those who hear them, and by colour last. */
export function Difference({ lines }: { readonly lines: readonly DifferenceLine[] }) {
  const { t } = usePage();
  return (
    <div class="difference" dir="auto">
      {lines.map((line) => {
        switch (line.kind) {
          case 'left-out':
            return <p class="muted">{t('core.pages.sameLines', { count: line.count })}</p>;
          case 'same':
            return <p>{line.text}</p>;
          case 'add':
            return (
              <ins>
                <span class="vh">{t('core.pages.added')} </span>
                {line.text}
              </ins>
            );
          case 'remove':
            return (
              <del>
                <span class="vh">{t('core.pages.removed')} </span>
                {line.text}
              </del>
            );
        }
      })}
    </div>
  );
}
