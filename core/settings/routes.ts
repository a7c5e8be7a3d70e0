import { Type } from 'typebox';
import { MANAGE_SETTINGS } from '../community/settings.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import type { RouteDefinition } from '../contract/route.ts';
import { pageOf, pageQuery, uuid } from '../contract/schemas.ts';
import { readChanges, readSheet, readSheets, undoChange, writeSheet, type Change, type Sheet } from './sheets.ts';
import { changeOf, hintOf, labelOf, titleOf } from './words.ts';

const { route } = extension();
const access = { permission: MANAGE_SETTINGS } as const;

const params = Type.Object({ extension: Type.String({ maxLength: 100, description: '`core`, or an extension’s id' }) });
const revision = () => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const version = () =>
  Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The version of the settings that the change is made to; or send If-Match',
  });
const words = () => Type.Union([Type.String(), Type.Null()]);

const Overview = Type.Object({
  items: Type.Array(
    Type.Object({
      extension: Type.String(),
      title: Type.String(),
      fields: Type.Array(Type.String()),
      managed: Type.Integer({ description: 'Fields that a manager decided' }),
      locked: Type.Integer({ description: 'Fields that the file of the community names' }),
    }),
  ),
});

const SheetOut = Type.Object({
  extension: Type.String(),
  title: Type.String(),
  version: Type.Integer({ description: 'The revision that holds; for `version` or `If-Match` of a change' }),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      label: Type.String(),
      hint: words(),
      change: words(),
      schema: Type.Unknown({ description: 'JSON Schema of the value' }),
      value: Type.Optional(
        Type.Unknown({ description: 'What holds now; left out where the operator takes it from the environment' }),
      ),
      default: Type.Unknown(),
      locked: Type.Boolean({ description: 'Set by the operator, so that it cannot be changed here' }),
      managed: Type.Boolean({ description: 'A manager decided it; below a lock it waits' }),
    }),
  ),
});

const ChangeOut = Type.Object({
  revision: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  by: Type.Union([Type.Object({ id: uuid(), name: Type.String() }), Type.Null()]),
  kind: Type.Union([Type.Literal('manager'), Type.Literal('undo')]),
  restores: Type.Union([Type.Integer({ description: 'The change that was taken back' }), Type.Null()]),
  extension: Type.String(),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      before: Type.Optional(Type.Unknown({ description: 'Left out where the default held' })),
      after: Type.Optional(Type.Unknown({ description: 'Left out where the default holds again' })),
    }),
  ),
});

const sheetOut = (ctx: Context, { extension: id, revision: at, fields }: Sheet) => ({
  extension: id,
  title: titleOf(ctx, id),
  version: at,
  fields: fields.map(({ name, schema, value, default: fallback, declared, managed }) => ({
    name,
    label: labelOf(ctx, id, name),
    hint: hintOf(ctx, id, name) ?? null,
    change: changeOf(ctx, id, name) ?? null,
    schema,
    ...(value === undefined ? {} : { value }),
    default: fallback,
    locked: declared,
    managed,
  })),
});

const changeOut = ({ at, fields, ...change }: Change) => ({
  ...change,
  at: at.toISOString(),
  // JSON has no undefined: what was or is the default is left out
  fields: fields.map(({ name, before, after }) => ({
    name,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  })),
});

export const settingsRoutes: readonly RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/settings',
    summary: 'What managers may set here',
    access,
    schema: { response: { 200: Overview } },
    handler: async ({ ctx }) => ({
      items: (await readSheets(ctx)).map(({ extension: id, fields }) => ({
        extension: id,
        title: titleOf(ctx, id),
        fields: fields.map(({ name }) => name),
        managed: fields.filter(({ managed }) => managed).length,
        locked: fields.filter(({ declared }) => declared).length,
      })),
    }),
  }),
  route({
    method: 'GET',
    path: '/settings/changes',
    summary: 'Who changed what, newest first',
    access,
    schema: {
      query: pageQuery({ extension: Type.Optional(Type.String({ maxLength: 100 })) }),
      response: { 200: pageOf(ChangeOut) },
    },
    handler: async ({ ctx, query: { after, extension: id, limit = 20 } }) => {
      const before = after === undefined ? undefined : Number(after);
      if (before !== undefined && !Number.isSafeInteger(before))
        throw coreProblems.invalid({}, { fields: [{ pointer: '/after', detail: ctx.t('core.invalid.other') }] });
      const sheets = id === undefined ? await readSheets(ctx) : [await readSheet(ctx, id)];
      const { items, next } = await readChanges(ctx, sheets, { extension: id, before, limit });
      return { items: items.map(changeOut), next: next === null ? null : String(next) };
    },
  }),
  route({
    method: 'POST',
    path: '/settings/changes/:revision/undo',
    summary: 'Take a change back: the fields that it changed become what they were before it',
    access,
    problems: ['core.changed-meanwhile', 'core.setting-locked'],
    schema: {
      params: Type.Object({ revision: revision() }),
      body: Type.Object({ version: Type.Optional(version()) }),
      response: { 200: SheetOut },
    },
    handler: async ({ ctx, params: { revision: change }, body }) =>
      sheetOut(ctx, await undoChange(ctx, change, body.version)),
  }),
  route({
    method: 'GET',
    path: '/settings/:extension',
    summary: 'The settings of an extension, or with `core` of the community itself, that managers decide',
    access,
    schema: { params, response: { 200: SheetOut } },
    handler: async ({ ctx, params: { extension: id } }) => sheetOut(ctx, await readSheet(ctx, id)),
  }),
  route({
    method: 'PATCH',
    path: '/settings/:extension',
    summary: 'Decide settings, or give them back to their default',
    access,
    problems: ['core.changed-meanwhile', 'core.setting-locked'],
    schema: {
      params,
      body: Type.Object({
        values: Type.Optional(
          Type.Record(Type.String(), Type.Unknown(), { description: 'New values; fields not named stay as they are' }),
        ),
        reset: Type.Optional(
          Type.Array(Type.String({ maxLength: 100 }), {
            maxItems: 100,
            description: 'Fields that go back to their default',
          }),
        ),
        version: Type.Optional(version()),
      }),
      response: { 200: SheetOut },
    },
    handler: async ({ ctx, params: { extension: id }, body: { version: base, ...body } }) =>
      sheetOut(ctx, await writeSheet(ctx, id, { ...body, base })),
  }),
];
