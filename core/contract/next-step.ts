import type { Context } from './context.ts';
import { point } from './hooks.ts';

/** Something that a new member may do next, as the home page and the welcome offer it. */
export interface NextStep {
  /** With the extension's id as prefix; what a member hides is kept by it. */
  readonly id: string;
  /**
   * The step as the actor finds it now: `label` and `text` in their language, `href` where it is done, `done` by a fact and not
   * by a click. Null where there is nothing to do, such as no open vote.
   */
  readonly look: (ctx: Context) => Promise<{
    readonly label: string;
    readonly text?: string | undefined;
    readonly href: string;
    readonly done: boolean;
  } | null>;
}

/** Where extensions offer steps: `contribute(nextStep, { id: 'groups.join', look })`, in the order of `contribute`. */
export const nextStep = point<NextStep>('core.next-step');
