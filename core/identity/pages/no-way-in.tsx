import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import type { CommunityView } from '../../contract/community.ts';

/** Where nobody joins by a form: how one gets in instead. */
export function NoWayInPage({ community }: { readonly community: CommunityView }) {
  const { t } = usePage();
  const by = community.join === 'invitation' ? 'invitation' : 'closed';
  return (
    <>
      <PageHead title={t('core.join.title', { community: community.name })} lede={t(`core.noWayIn.${by}.lede`)} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <Panel title={t(`core.noWayIn.${by}.title`)}>
            <p dir="auto">{community.door.howToAsk ?? t(`core.noWayIn.${by}.text`)}</p>
            <div class="cluster">
              <Button href="/sign-in" label={t('core.signIn.submit')} />
              <Button kind="quiet" href="/" label={t('core.problem.home')} />
            </div>
          </Panel>
        </div>
      </div>
    </>
  );
}
