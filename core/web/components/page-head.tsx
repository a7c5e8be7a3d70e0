import type { ComponentChildren } from 'preact';
import { Chip, Meta, type ChipProps, type MetaItem } from './chip.tsx';
import { classNames } from './class-names.ts';
import { Cover, type CoverProps } from './cover.tsx';
import { Link } from './link.tsx';
import { usePage } from './page-context.ts';

export interface Crumb {
  readonly label: string;
  readonly href?: string | undefined;
}

/** The way back up. The last one is the page itself. */
export function Crumbs({ items }: { readonly items: readonly Crumb[] }) {
  const { t } = usePage();
  return (
    <nav class="crumbs" aria-label={t('core.crumbs')}>
      <ol>
        {items.map(({ label, href }, at) =>
          at === items.length - 1 || href === undefined ? (
            <li aria-current={at === items.length - 1 ? 'page' : undefined}>
              <span dir="auto">{label}</span>
            </li>
          ) : (
            <li>
              <Link href={href}>
                <span dir="auto">{label}</span>
              </Link>
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}

export interface Tab {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean | undefined;
}

export interface PageHeadProps {
  readonly title: string;
  readonly lede?: ComponentChildren;
  readonly crumbs?: readonly Crumb[] | undefined;
  readonly cover?: CoverProps | undefined;
  readonly chips?: readonly ChipProps[] | undefined;
  readonly meta?: readonly MetaItem[] | undefined;
  readonly actions?: ComponentChildren;
  readonly tabs?: readonly Tab[] | undefined;
  /** Names the tabs, such as "In this group". Needed with tabs. */
  readonly tabsLabel?: string | undefined;
  /** `lg` for the page of one thing (a challenge, its results). */
  readonly size?: 'md' | 'lg' | undefined;
  /** Below everything else, such as the phases of a challenge. */
  readonly children?: ComponentChildren;
}

/** The head of a page with its one `h1`. */
export function PageHead(props: PageHeadProps) {
  const { title, lede, crumbs, cover, chips, meta, actions, tabs, tabsLabel, size = 'md', children } = props;
  return (
    <div class={classNames('head', size === 'lg' && 'head--lg')}>
      {cover && <Cover cols={22} rows={2} strip {...cover} />}
      <div class="wrap head__in">
        {crumbs && <Crumbs items={crumbs} />}
        <div class="head__row">
          <h1 dir="auto">{title}</h1>
          {actions !== undefined && <div class="cluster">{actions}</div>}
        </div>
        {lede !== undefined && (
          <p class="lede" dir="auto">
            {lede}
          </p>
        )}
        {(chips || meta) && (
          <div class="cluster">
            {chips?.map((chip) => (
              <Chip {...chip} />
            ))}
            {meta && <Meta items={meta} />}
          </div>
        )}
        {children}
        {tabs && (
          <nav class="subnav" aria-label={tabsLabel}>
            <ul>
              {tabs.map(({ label, href, current }) => (
                <li>
                  <Link href={href} current={current ? 'page' : undefined}>
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </div>
  );
}
