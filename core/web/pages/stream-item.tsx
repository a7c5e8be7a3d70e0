import { AudienceLine, type AudienceWords } from '../components/audience.tsx';
import { Avatar } from '../components/avatar.tsx';
import { Heading, type HeadingLevel } from '../components/heading.tsx';
import { Link } from '../components/link.tsx';
import { Time } from '../components/time.tsx';
import { usePage } from '../components/page-context.ts';

/** One thing that happened, as its reader may know it. */
export interface FeedItem {
  readonly title: string;
  /** Path of the community. */
  readonly url: string;
  /** The name of its kind in the reader's language, such as `Idea`. */
  readonly kind: string;
  /** Null for somebody who is no longer a member. */
  readonly by: string | null;
  readonly at: Date;
  readonly audience: AudienceWords;
  /** A few words of it, where the reader may see them. */
  readonly summary?: string | undefined;
}

/** An item of a stream: who, what, when, and who else can see it. */
export function StreamItem({ item, level = 3 }: { readonly item: FeedItem; readonly level?: HeadingLevel }) {
  const { t } = usePage();
  const by = item.by ?? t('core.formerMember');
  return (
    <article class="card">
      <div class="card__body">
        <div class="by">
          <Avatar party={{ name: by }} />
          <div>
            <b dir="auto">{by}</b> · {item.kind}
            <div class="cluster g2">
              <Time at={item.at} as="relative" />
              <AudienceLine audience={item.audience} />
            </div>
          </div>
        </div>
        <Heading level={level}>
          <Link href={item.url}>
            <span dir="auto">{item.title}</span>
          </Link>
        </Heading>
        {item.summary && <p dir="auto">{item.summary}</p>}
      </div>
    </article>
  );
}
