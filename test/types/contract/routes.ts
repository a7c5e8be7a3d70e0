import { extension, redirect, Type } from '@polyphony/core';

const settings = Type.Object({ stalls: Type.Integer({ default: 12, description: 'Stalls of a market.' }) });
interface Tables {
  'markets.market': { id: string; title: string; open: boolean };
}
const { route, page } = extension<Tables, typeof settings>();

const schema = {
  body: Type.Object({ title: Type.String() }),
  response: { 200: Type.Object({ title: Type.String() }) },
};
const about = { method: 'POST', path: '/markets', summary: 'Opens a market', schema } as const;

export const routes = [
  route({ ...about, access: 'member', handler: ({ body }) => body.title.trim() }),
  // @ts-expect-error a route without access
  route({ ...about, handler: () => undefined }),
  // @ts-expect-error an access that does not exist
  route({ ...about, access: 'everybody', handler: () => undefined }),
  // @ts-expect-error a field that the schema of the body does not have
  route({ ...about, access: 'member', handler: ({ body }) => body.mayor }),
  // @ts-expect-error what a field of the body is not
  route({ ...about, access: 'member', handler: ({ body }) => body.title.toFixed() }),
  // @ts-expect-error a query where the route has none
  route({ ...about, access: 'member', handler: ({ query }) => query.page.trim() }),

  route({ ...about, access: 'member', handler: ({ ctx }) => ctx.settings.stalls.toFixed() }),
  // @ts-expect-error a setting that does not exist
  route({ ...about, access: 'member', handler: ({ ctx }) => ctx.settings.lamps }),

  route({ ...about, access: 'member', handler: ({ ctx }) => ctx.db.selectFrom('markets.market').select('title') }),
  // @ts-expect-error a column that does not exist
  route({ ...about, access: 'member', handler: ({ ctx }) => ctx.db.selectFrom('markets.market').select('mayor') }),
  // @ts-expect-error a table that does not exist
  route({ ...about, access: 'member', handler: ({ ctx }) => ctx.db.selectFrom('markets.stall').select('title') }),
];

const view = { path: '/markets', title: 'markets.title', access: 'anyone' } as const;
export const pages = [
  page({ ...view, view: async ({ ctx }) => redirect(ctx.settings.stalls.toFixed()) }),
  // @ts-expect-error a setting that does not exist
  page({ ...view, view: async ({ ctx }) => redirect(String(ctx.settings.lamps)) }),
];
