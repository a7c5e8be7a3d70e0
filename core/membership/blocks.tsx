import { extension } from '../contract/definition.ts';
import type { Context } from '../contract/context.ts';
import type { BlockDefinition } from '../contract/page.ts';
import { Panel } from '../web/components/card.tsx';
import { Link } from '../web/components/link.tsx';
import { NextSteps, RulesChanged } from './next-steps-view.tsx';
import { rulesToAgree, stepsOf } from './next-steps.ts';
import { countWaiting } from './request-store.ts';
import { MANAGE_MEMBERS } from './roles.ts';

const { block } = extension();

/** What waits for a decision of those who look after members, for the top of `/manage`. */
export async function waitingRequestsCard(ctx: Context) {
  if (!ctx.can(MANAGE_MEMBERS)) return [];
  const count = await countWaiting(ctx);
  return count === 0 ? [] : [{ label: ctx.t('core.requests.waiting', { count }), href: '/manage/requests' }];
}

export const membershipBlocks: readonly BlockDefinition[] = [
  block({
    id: 'core.rules-changed',
    region: 'home.side',
    order: -20,
    render: async ({ ctx }) => {
      const asked = await rulesToAgree(ctx);
      return asked && <RulesChanged version={asked.version} />;
    },
  }),
  block({
    id: 'core.next-steps',
    region: 'home.side',
    order: -10,
    render: async ({ ctx }) => {
      const steps = await stepsOf(ctx);
      return steps.some(({ done }) => !done) ? <NextSteps steps={steps} /> : null;
    },
  }),
  block({
    id: 'core.leave',
    region: 'me.settings',
    order: 90,
    render: ({ ctx }) =>
      Promise.resolve(
        <Panel title={ctx.t('core.leave.panel')}>
          <p class="sm muted">{ctx.t('core.leave.panelText')}</p>
          <p class="sm">
            <Link href="/me/leave">{ctx.t('core.leave.link')}</Link>
          </p>
        </Panel>,
      ),
  }),
];
