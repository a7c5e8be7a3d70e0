import { Component, options, type ComponentChildren, type VNode } from 'preact';
import type { Context } from '../contract/context.ts';
import type { Region } from '../contract/page.ts';
import type { Registry } from '../registry/registry.ts';
import { BUDGETS } from '../registry/runs.ts';

// without it a part that throws while the page is written takes the page with it; it concerns parts that catch, and no others
(options as { errorBoundaries?: boolean }).errorBoundaries = true;

interface ContainedProps {
  readonly onError: (error: unknown) => void;
  readonly children: ComponentChildren;
}

/** What throws while it is written is left out, and its neighbours stand. */
class Contained extends Component<ContainedProps> {
  #failed = false;
  override componentDidCatch(error: unknown) {
    this.#failed = true;
    this.props.onError(error);
  }
  override render() {
    // it is asked once more after a part of it threw, and would throw again
    return this.#failed ? null : this.props.children;
  }
}

/** The blocks of one region, side by side. One that throws or is late is left out: the page and its neighbours stand. */
export async function renderBlocks(
  registry: Registry,
  ctx: Context,
  region: Region,
  subject?: unknown,
): Promise<readonly VNode[]> {
  const blocks = registry.for(ctx.community).blocks(region);
  const rendered = await Promise.all(
    blocks.map(async ({ extension, block }) => {
      const run = { extension, place: 'block', id: block.id } as const;
      const leftOut = (error: unknown) =>
        ctx.log.error({ err: error, extension, block: block.id }, 'a block failed and was left out');
      try {
        const node = await registry.runs.contain(run, BUDGETS.block, () =>
          block.render({ ctx: ctx.as(extension), subject }),
        );
        if (node === null || node === undefined) return null;
        const onError = (error: unknown) => {
          registry.runs.note({ ...run, outcome: 'throw', milliseconds: 0 }, error);
          leftOut(error);
        };
        return <Contained onError={onError}>{node}</Contained>;
      } catch (error) {
        leftOut(error);
        return null;
      }
    }),
  );
  return rendered.filter((node) => node !== null);
}
