import type { Context } from '../contract/context.ts';
import type { PageView } from '../contract/page.ts';
import type { Problem } from '../contract/problem.ts';
import { DoorPage } from './pages/door.tsx';
import { ProblemPage } from './pages/problem.tsx';
import { formState } from '../http/form-state.ts';

/** One page for everything that went wrong. */
export const problemPage = (ctx: Context, problem: Problem, reference: string): PageView => {
  const title = ctx.t(`problem.${problem.code}.title`, problem.values);
  return {
    title,
    status: problem.status,
    noIndex: true,
    body: (
      <ProblemPage
        status={problem.status}
        title={title}
        detail={ctx.t(`problem.${problem.code}`, problem.values)}
        reference={problem.status >= 500 && reference !== '' ? reference : undefined}
        signInHref={ctx.actor || problem.status >= 500 ? undefined : '/sign-in'}
        backHref="/"
      />
    ),
  };
};

/** The closed door: nothing in it depends on where the visitor knocked. */
export const doorPage = (ctx: Context, form = formState({}), status = 401): PageView => ({
  title: ctx.t('core.door.title', { community: ctx.community.name }),
  status,
  noIndex: true,
  focus: { back: ctx.community.name, href: '/' },
  body: <DoorPage form={form} community={ctx.community} />,
});
