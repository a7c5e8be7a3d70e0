import type { ComponentChildren } from 'preact';
import type { Party } from './avatar.tsx';
import { classNames } from './class-names.ts';
import type { Mark } from './cover.tsx';
import { Icon, IconCollection, IconSprite, type IconName } from './icon.tsx';
import { Link, safeUrl } from './link.tsx';
import {
  fitsTopBar,
  inOrder,
  moreId,
  PhoneTabs,
  QuickExit,
  TopBar,
  type AccountPaths,
  type NavItem,
} from './navigation.tsx';
import { usePage } from './page-context.ts';

export interface FooterLink {
  readonly label: string;
  readonly href: string;
}

export interface LanguageLink extends FooterLink {
  readonly lang: string;
  readonly dir?: 'ltr' | 'rtl' | undefined;
  readonly current?: boolean | undefined;
}

/** Somebody who helps in a crisis, in a few words. */
export interface CrisisContact {
  readonly label: string;
  /** How to reach them, such as `Call 116 123`. */
  readonly text: string;
  /** `https:`, `tel:` or `sms:`; the community's file has been checked. */
  readonly href?: string | undefined;
}

export interface DocumentProps {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The page's own title; the name of the community is added. */
  readonly title: string;
  readonly description?: string | undefined;
  readonly community: { readonly name: string; readonly mark: Mark };
  readonly navigation: readonly NavItem[];
  /** The id of the navigation item this page belongs to. */
  readonly current?: string | undefined;
  readonly person?: (Party & { readonly unread?: number | undefined }) | undefined;
  /** Paths of search, notifications, account and sign-in. */
  readonly paths?: AccountPaths | undefined;
  /** About, rules, accessibility, privacy, help: in the same place on every page. */
  readonly footer: readonly FooterLink[];
  /** Help in a crisis, first in the footer of every page. */
  readonly crisis?: readonly CrisisContact[] | undefined;
  readonly languages?: readonly LanguageLink[] | undefined;
  /** Links that switch between light, dark and what the device says. */
  readonly looks?: readonly (FooterLink & { readonly current?: boolean | undefined })[] | undefined;
  /** Addresses of stylesheets, in order: the one of core, then the one of the theme. */
  readonly stylesheets: readonly string[];
  readonly theme?: 'light' | 'dark' | 'auto' | undefined;
  /** A task without site navigation: a way to leave it, and what is saved. */
  readonly focus?: { readonly back: string; readonly href: string; readonly saved?: string | undefined } | undefined;
  /** This is a demonstration: said above everything, with the way back to the people to try it as, where that is on this origin. */
  readonly demo?: { readonly frontDoor: string | undefined } | undefined;
  /** Somebody who signed up and is no member yet is told so, with a way to where it says more. */
  readonly waiting?: { readonly text: string; readonly label: string; readonly href: string } | undefined;
  /** What just happened ("Your vote is saved"), read out politely and shown above the page. */
  readonly status?: string | undefined;
  /** The page is answered in place: its state shows it, so the status is only read out, and nothing moves under the pointer. */
  readonly quietStatus?: boolean | undefined;
  /** The script of a page, and what htmx is told where it is that. */
  readonly script?: { readonly src: string; readonly settings?: string | undefined } | undefined;
  /** The one sticky bar: `VoteBar` or `BudgetBar`. */
  readonly bar?: ComponentChildren;
  /** Address of a harmless site, for communities where someone may have to leave in a hurry. */
  readonly quickExit?: string | undefined;
  /** The one address of this page, absolute. */
  readonly canonical?: string | undefined;
  readonly noindex?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A whole page. Render it with `renderDocument`; its content brings the one `h1`, through `PageHead` or `Hero`. */
export function Document(props: DocumentProps) {
  const {
    lang,
    dir,
    title,
    description,
    community,
    theme = 'auto',
    stylesheets,
    canonical,
    noindex,
    bar,
    children,
  } = props;
  const { t } = usePage();
  const items = inOrder(props.navigation);
  return (
    <IconCollection value={new Set<IconName>()}>
      <html lang={lang} dir={dir} data-theme={theme === 'auto' ? undefined : theme}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{title === community.name ? title : `${title} – ${community.name}`}</title>
          <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
          {description !== undefined && <meta name="description" content={description} />}
          {noindex && <meta name="robots" content="noindex" />}
          {canonical !== undefined && <link rel="canonical" href={safeUrl(canonical)} />}
          {stylesheets.map((href) => (
            <link rel="stylesheet" href={href} />
          ))}
          <link rel="icon" href="data:," />
          {props.script?.settings && <meta name="htmx-config" content={props.script.settings} />}
          {props.script && <script src={props.script.src} defer />}
        </head>
        <body>
          <a class="skip" href="#main">
            {t('core.skip')}
          </a>
          {props.demo && <DemoBanner {...props.demo} />}
          {props.waiting && <WaitingBanner {...props.waiting} />}
          <header class="top">
            {props.focus ? (
              <FocusBar {...props.focus} quickExit={props.quickExit} />
            ) : (
              <TopBar
                community={community}
                items={items}
                current={props.current}
                person={props.person}
                paths={props.paths ?? {}}
                quickExit={props.quickExit}
              />
            )}
          </header>
          {bar}
          <main id="main" tabindex={-1}>
            <p
              class={classNames('status', props.status !== undefined && (props.quietStatus ? 'vh' : 'status--shown'))}
              id="status"
              role="status"
            >
              {props.status}
            </p>
            {children}
          </main>
          <Footer {...props} items={props.focus ? [] : items} />
          {!props.focus && items.length > 0 && <PhoneTabs items={items} current={props.current} />}
          <IconSprite />
        </body>
      </html>
    </IconCollection>
  );
}

/** A link that stays outside of the community, so its address is not put below the community's. */
function DemoBanner({ frontDoor }: NonNullable<DocumentProps['demo']>) {
  const { t } = usePage();
  return (
    <aside class="demo" aria-label={t('core.demo.banner')}>
      <div class="wrap demo__in">
        <p>
          {t('core.demo.banner')} {t('core.demo.bannerText')}
        </p>
        {frontDoor !== undefined && <a href={frontDoor}>{t('core.demo.frontDoor')}</a>}
      </div>
    </aside>
  );
}

function WaitingBanner({ text, label, href }: NonNullable<DocumentProps['waiting']>) {
  return (
    <aside class="demo" aria-label={text}>
      <div class="wrap demo__in">
        <p>{text}</p>
        <Link href={href}>{label}</Link>
      </div>
    </aside>
  );
}

type FocusBarProps = NonNullable<DocumentProps['focus']> & Pick<DocumentProps, 'quickExit'>;

function FocusBar({ back, href, saved, quickExit }: FocusBarProps) {
  return (
    <div class="wrap top__row">
      <Link class="btn btn--quiet" href={href}>
        <Icon name="arrow-left" />
        <span>{back}</span>
      </Link>
      <div class="top__end">
        {saved !== undefined && <span class="top__saved">{saved}</span>}
        {quickExit !== undefined && <QuickExit href={quickExit} />}
      </div>
    </div>
  );
}

type FooterProps = Pick<DocumentProps, 'footer' | 'crisis' | 'languages' | 'looks'> & {
  readonly items: readonly NavItem[];
};

function Footer({ items, footer, crisis = [], languages = [], looks = [] }: FooterProps) {
  const { t } = usePage();
  return (
    <footer class="foot">
      <div class="wrap foot__in">
        {crisis.length > 0 && (
          <nav class="foot__crisis" aria-label={t('core.crisis')}>
            <b aria-hidden="true">{t('core.crisis')}</b>
            <ul>
              {crisis.map(({ label, text, href }) => (
                <li dir="auto">
                  {href === undefined ? `${label}: ${text}` : <a href={href}>{`${label}: ${text}`}</a>}
                </li>
              ))}
            </ul>
          </nav>
        )}
        {items.length > 0 && (
          <nav
            class={classNames('foot__sections', fitsTopBar(items) && 'only-phone')}
            id={moreId}
            aria-label={t('core.nav.sections')}
          >
            <ul>
              {items.map(({ label, href, icon }) => (
                <li>
                  <Link href={href}>
                    <Icon name={icon} /> {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <nav aria-label={t('core.nav.about')}>
          <ul>
            {footer.map(({ label, href }) => (
              <li>
                <Link href={href}>{label}</Link>
              </li>
            ))}
          </ul>
        </nav>
        {languages.length + looks.length > 0 && (
          <nav aria-label={t('core.nav.display')}>
            <ul>
              {languages.map(({ label, href, lang, dir, current }) => (
                <li dir={dir}>
                  <Link href={href} lang={lang} current={current ? 'true' : undefined}>
                    {label}
                  </Link>
                </li>
              ))}
              {looks.map(({ label, href, current }) => (
                <li>
                  <Link href={href} current={current ? 'true' : undefined}>
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </footer>
  );
}
