import type { VNode } from 'preact';
import { Panel } from '../components/card.tsx';
import { Empty } from '../components/empty.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';

export interface ManagePageProps {
  /** Blocks of `manage.dashboard`; each has something to do, or it would not be there. */
  readonly blocks: readonly VNode[];
  /** What waits for a decision, most pressing first. */
  readonly waiting: readonly { readonly label: string; readonly href: string; readonly text?: string | undefined }[];
  /** Rooms of core that the reader looks after, each with what is done there. */
  readonly rooms: readonly { readonly label: string; readonly href: string; readonly text: string }[];
}

/** What the managers of a community look at first: what waits for them, then the cards of the extensions. */
export function ManagePage({ blocks, waiting, rooms }: ManagePageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.manage.title')} lede={t('core.manage.lede')} />
      <div class="wrap section stack g5">
        {waiting.length > 0 && (
          <Panel title={t('core.manage.waiting')} tone="tint">
            <ul class="rows">
              {waiting.map(({ label, href, text }) => (
                <li>
                  <Link href={href}>{label}</Link>
                  {text !== undefined && <p class="sm muted">{text}</p>}
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {blocks.length > 0 && <div class="two">{blocks}</div>}
        {waiting.length + blocks.length === 0 && (
          <Empty seed="manage" title={t('core.manage.empty')} text={t('core.manage.emptyText')} />
        )}
        {rooms.length > 0 && (
          <Panel title={t('core.manage.rooms')}>
            <ul class="rows">
              {rooms.map(({ label, href, text }) => (
                <li>
                  <Link href={href}>{label}</Link>
                  <p class="sm muted">{text}</p>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </>
  );
}
