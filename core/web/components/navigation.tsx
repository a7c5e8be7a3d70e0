import { Avatar, type Party } from './avatar.tsx';
import { IconButton } from './button.tsx';
import { CommunityMark, type Mark } from './cover.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Link, useTarget } from './link.tsx';
import { usePage } from './page-context.ts';

/** One entry of the community's navigation. `short` is for the phone tab bar: at most ten characters. Lower `order` comes first. */
export interface NavItem {
  readonly id: string;
  readonly label: string;
  readonly short: string;
  readonly href: string;
  readonly icon: IconName;
  readonly order: number;
}

/** Where the rest of the navigation is found, without script: the list in the footer. */
export const moreId = 'more';
const roomInTopBar = 7;
const roomInTabs = 4;

export const inOrder = (items: readonly NavItem[]): readonly NavItem[] =>
  items.toSorted((a, b) => a.order - b.order || a.id.localeCompare(b.id));

/** Whether the top bar has room for all, so that the footer need not repeat them on a wide screen. */
export const fitsTopBar = (items: readonly NavItem[]): boolean => items.length <= roomInTopBar;

export interface TopBarProps {
  readonly community: { readonly name: string; readonly mark: Mark };
  readonly items: readonly NavItem[];
  readonly current?: string | undefined;
  readonly person?: (Party & { readonly unread?: number | undefined }) | undefined;
  /** Paths of the account links; an extension that is off leaves its link out. */
  readonly paths: AccountPaths;
  readonly quickExit?: string | undefined;
}

export interface AccountPaths {
  readonly search?: string | undefined;
  readonly notifications?: string | undefined;
  readonly account?: string | undefined;
  readonly signIn?: string | undefined;
}

export function TopBar({ community, items, current, person, paths, quickExit }: TopBarProps) {
  const { t, url } = usePage();
  const target = useTarget();
  const shown = fitsTopBar(items) ? items : items.slice(0, roomInTopBar - 1);
  return (
    <div class="wrap top__row">
      <a class="mark" href={url('/')}>
        <CommunityMark mark={community.mark} />
        <span dir="auto">{community.name}</span>
      </a>
      <nav class="nav" aria-label={t('core.nav.main')}>
        <ul>
          {shown.map(({ id, label, href }) => (
            <li>
              <Link href={href} current={id === current ? 'page' : undefined}>
                {label}
              </Link>
            </li>
          ))}
          {shown.length < items.length && (
            <li>
              <a href={`#${moreId}`}>{t('core.nav.more')}</a>
            </li>
          )}
        </ul>
      </nav>
      <div class="top__end">
        {quickExit !== undefined && <QuickExit href={quickExit} />}
        {paths.search !== undefined && <IconButton icon="search" label={t('core.nav.search')} href={paths.search} />}
        {person && paths.notifications !== undefined && (
          <IconButton
            icon="bell"
            label={t('core.nav.notifications', { unread: person.unread ?? 0 })}
            count={person.unread}
            href={paths.notifications}
          />
        )}
        {person && paths.account !== undefined && (
          <a class="iconbtn" {...target(paths.account)}>
            <Avatar party={person} />
            <span class="vh">{t('core.nav.account')}</span>
          </a>
        )}
        {!person && paths.signIn !== undefined && (
          <Link class="btn btn--quiet" href={paths.signIn}>
            {t('core.nav.signIn')}
          </Link>
        )}
      </div>
    </div>
  );
}

/** Leaves the site at once, without telling the next one where the person was. */
export function QuickExit({ href }: { readonly href: string }) {
  const { t } = usePage();
  const target = useTarget();
  return (
    <a class="btn btn--danger quick-exit" {...target(href)} rel="noreferrer nofollow">
      <Icon name="log-out" />
      <span>{t('core.quickExit')}</span>
    </a>
  );
}

export interface PhoneTabsProps {
  readonly items: readonly NavItem[];
  readonly current?: string | undefined;
}

/** At most five; the last one always leads to the rest. */
export function PhoneTabs({ items, current }: PhoneTabsProps) {
  const { t } = usePage();
  return (
    <nav class="tabs-phone" aria-label={t('core.nav.quick')}>
      <ul>
        {items.slice(0, roomInTabs).map(({ id, short, href, icon }) => (
          <li>
            <Link href={href} current={id === current ? 'page' : undefined}>
              <Icon name={icon} />
              {short}
            </Link>
          </li>
        ))}
        <li>
          <a href={`#${moreId}`}>
            <Icon name="menu" />
            {t('core.nav.more')}
          </a>
        </li>
      </ul>
    </nav>
  );
}
