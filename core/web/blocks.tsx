import type { VNode } from 'preact';
import type { Context } from '../contract/context.ts';
import type { Region } from '../contract/page.ts';
import type { Registry } from '../registry/registry.ts';

/** Longest time that one block may hold up a page; what is later is left out and named in the log. */
const BLOCK_LIMIT = 2000;

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
      let timer: NodeJS.Timeout | undefined;
      try {
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error(`took longer than ${BLOCK_LIMIT} ms`)), BLOCK_LIMIT);
        });
        return await Promise.race([block.render({ ctx: ctx.as(extension), subject }), late]);
      } catch (error) {
        ctx.log.error({ err: error, extension, block: block.id }, 'a block failed and was left out');
        return null;
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  return rendered.filter((node) => node !== null);
}
