import { Icon, type IconName } from '../components/icon.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';

export interface MorePageProps {
  readonly items: readonly { readonly label: string; readonly href: string; readonly icon: IconName }[];
}

/** Everything that the tab bar of a phone has no room for. */
export function MorePage({ items }: MorePageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.more.title')} />
      <nav class="wrap section" aria-label={t('core.more.title')}>
        <ul class="rows panel">
          {items.map(({ label, href, icon }) => (
            <li class="line">
              <Icon name={icon} />
              <div>
                <Link href={href}>{label}</Link>
              </div>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
