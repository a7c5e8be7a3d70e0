import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommunityView } from '../contract/community.ts';
import type { Context } from '../contract/context.ts';
import type { PageView } from '../contract/page.ts';
import type { Problem } from '../contract/problem.ts';
import type { Pending } from '../identity/standing.ts';

/** What the server needs to show pages; `web` brings it, so that the kernel knows nothing of markup. */
export interface Presentation {
  /** Puts a page into the document, with the navigation and words of this reader. */
  show(
    request: FastifyRequest,
    reply: FastifyReply,
    page: {
      readonly ctx: Context;
      readonly view: PageView;
      readonly current?: string | undefined;
      readonly csrf: string | undefined;
      /** Somebody who signed up and is no member yet: told so on every page. */
      readonly pending?: Pending | undefined;
    },
  ): FastifyReply | Promise<FastifyReply>;
  /** The page of a problem. */
  problem(ctx: Context, problem: Problem, reference: string): PageView;
  /** The document of a problem that is met without asking the database anything: there is no room for another request. */
  busy(ctx: Context, problem: Problem): string;
  /** What a visitor of a closed community gets at every address. */
  door(ctx: Context): PageView;
  /** Whether a path is a stylesheet: open even at a closed door, as it says nothing. */
  isAsset(view: CommunityView, path: string): boolean;
  /** Mounts stylesheets and the pages of the platform itself. */
  mount(app: FastifyInstance): void;
}
