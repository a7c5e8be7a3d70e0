import type { VNode } from 'preact';
import { Empty } from '../components/empty.tsx';
import { Hero, type Action } from '../components/hero.tsx';
import { WithSide } from '../components/layout.tsx';
import { Pager } from '../components/pager.tsx';
import { usePage } from '../components/page-context.ts';
import { StreamItem, type FeedItem } from './stream-item.tsx';

export interface HomePageProps {
  /** `seed` grows the picture: the slug of the community. */
  readonly hero: { readonly title: string; readonly text: string; readonly seed: string };
  /** What to do first: for visitors to come in, for members what is going on. */
  readonly actions: readonly [Action, Action?];
  /** The first block of `home.hero`: what a member can do now. */
  readonly lead?: VNode | undefined;
  /** At most three numbers. */
  readonly facts: readonly { readonly value: string; readonly label: string }[];
  /** Blocks of `home.main`, above the stream. */
  readonly main: readonly VNode[];
  /** What the community wrote about itself, below the blocks. */
  readonly sections?: readonly VNode[] | undefined;
  /** Blocks of `home.side`. */
  readonly side: readonly VNode[];
  /** Newest first, only what the reader may see. */
  readonly feed: readonly FeedItem[];
  readonly signedIn: boolean;
  /** Path of the older part of the stream. */
  readonly older?: string | undefined;
}

/** The welcome, what is happening now, the stream, and the side blocks. */
export function HomePage({
  hero,
  actions,
  lead,
  facts,
  main,
  sections = [],
  side,
  feed,
  signedIn,
  older,
}: HomePageProps) {
  const { t } = usePage();
  const stream = <Stream feed={feed} signedIn={signedIn} seed={hero.seed} older={older} />;
  return (
    <>
      <Hero title={hero.title} text={hero.text} seed={hero.seed} actions={actions} lead={lead} facts={facts} />
      <div class="wrap section stack g6">
        {main}
        {sections.length > 0 && <div class="grid grid--even">{sections}</div>}
        {side.length > 0 ? (
          <WithSide label={t(signedIn ? 'core.home.sideForYou' : 'core.home.side')} side={side}>
            {stream}
          </WithSide>
        ) : (
          <div class="stack g5">{stream}</div>
        )}
      </div>
    </>
  );
}

function Stream({
  feed,
  signedIn,
  seed,
  older,
}: Pick<HomePageProps, 'feed' | 'signedIn' | 'older'> & { readonly seed: string }) {
  const { t } = usePage();
  if (feed.length === 0)
    return (
      <Empty
        seed={seed}
        title={t('core.home.empty')}
        text={t(signedIn ? 'core.home.emptyText' : 'core.home.emptyVisitor')}
      />
    );
  return (
    <>
      <h2>{t('core.home.stream')}</h2>
      {feed.map((item) => (
        <StreamItem item={item} />
      ))}
      <Pager label={t('core.home.pager')} older={older} olderLabel={t('core.home.older')} />
    </>
  );
}
