import { Type } from 'typebox';
import { MANAGE_SETTINGS } from '../community/settings.ts';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView } from '../contract/page.ts';
import { Problem } from '../contract/problem.ts';
import {
  Button,
  Chip,
  Form,
  Link,
  Notice,
  PageHead,
  Panel,
  type ChipProps,
  WithSide,
} from '../web/components/index.ts';
import { FormErrors } from '../web/pages/form-errors.tsx';
import { Changes, changesInWords, fieldNames, type ChangeInWords } from './changes-view.tsx';
import { questionOf, typedOf, untouched, type Control } from './controls.ts';
import { RESET_FORM, Setting } from './field-view.tsx';
import {
  decisionsOf,
  movedSince,
  readChanges,
  readSheet,
  readSheets,
  sheetAt,
  undoChange,
  writeSheet,
  type Sheet,
} from './sheets.ts';
import { labelOf, titleOf } from './words.ts';

const { page, form, action } = extension();
const access = { permission: MANAGE_SETTINGS } as const;

const AT_ONCE = 20;
const AT_ONCE_BESIDE = 5;

const revision = () => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const before = Type.Object({ before: Type.Optional(revision()) });
const ofExtension = Type.Object({ extension: Type.String({ maxLength: 100 }) });

/** What the message after a redirect is about: the newest change, as that is the one that was just made. */
const saidValues = (ctx: Context, [newest]: readonly ChangeInWords[]) => ({
  fields: newest ? fieldNames(ctx, newest) : '',
});

const chipsOf = (ctx: Context, { fields }: Sheet): ChipProps[] => {
  const set = fields.filter(({ managed, declared }) => managed && !declared).length;
  const locked = fields.filter(({ declared }) => declared).length;
  return [
    ...(set > 0 ? [{ label: ctx.t('core.settings.countSet', { count: set }), tone: 'brand' as const }] : []),
    ...(locked > 0
      ? [
          {
            label: ctx.t('core.settings.countLocked', { count: locked, all: fields.length }),
            tone: 'line' as const,
            icon: 'lock' as const,
          },
        ]
      : []),
  ];
};

async function listView(ctx: Context, from: number | undefined): Promise<PageView> {
  const sheets = await readSheets(ctx);
  const { items, next } = await readChanges(ctx, sheets, { before: from, limit: AT_ONCE });
  const changes = changesInWords(ctx, sheets, items);
  const title = ctx.t('core.settings.title');
  return {
    title,
    saidValues: saidValues(ctx, changes),
    body: (
      <>
        <PageHead
          title={title}
          lede={ctx.t('core.settings.lede')}
          crumbs={[{ label: ctx.t('core.manage.title'), href: '/manage' }, { label: title }]}
        />
        <div class="wrap section stack g5">
          <Panel title={ctx.t('core.settings.what')}>
            <ul class="rows">
              {sheets
                .map((sheet) => ({ sheet, chips: chipsOf(ctx, sheet) }))
                .map(({ sheet, chips }) => (
                  <li class="stack g2">
                    <Link href={`/manage/settings/${sheet.extension}`}>{titleOf(ctx, sheet.extension)}</Link>
                    <p class="sm muted" dir="auto">
                      {new Intl.ListFormat(ctx.locale, { type: 'unit' }).format(
                        sheet.fields.map(({ name }) => labelOf(ctx, sheet.extension, name)),
                      )}
                    </p>
                    {chips.length > 0 && (
                      <p class="cluster">
                        {chips.map((chip) => (
                          <Chip {...chip} />
                        ))}
                      </p>
                    )}
                  </li>
                ))}
            </ul>
            <p class="sm muted">{ctx.t('core.settings.operatorDecides')}</p>
          </Panel>
          <Panel id="changes" title={ctx.t('core.settings.changes')}>
            <Changes changes={changes} older={next === null ? undefined : `/manage/settings?before=${next}#changes`} />
          </Panel>
        </div>
      </>
    ),
  };
}

interface Sent {
  readonly seen: Sheet;
  readonly state: FormState;
}

/** Fields that this person changed keep what was typed; the others show what is there now. */
function typedFor({ seen, state }: Sent, name: string): ((control: Control) => readonly string[]) | undefined {
  const before = seen.fields.find((field) => field.name === name);
  if (!before || before.declared || untouched(questionOf(name, before.schema), state.values, before.value))
    return undefined;
  return (control) => typedOf(state.values, control);
}

interface SheetView {
  readonly extension: string;
  readonly from?: number | undefined;
  readonly state: FormState;
}

async function sheetView(ctx: Context, { extension: id, from, state }: SheetView): Promise<PageView> {
  const sheet = await readSheet(ctx, id);
  const { items, next } = await readChanges(ctx, [sheet], { extension: id, before: from, limit: AT_ONCE_BESIDE });
  const changes = changesInWords(ctx, [sheet], items);
  const base = Number(state.text('_base'));
  const sent = base > 0 ? { seen: await sheetAt(ctx, id, base), state } : undefined;
  const meanwhile = sent !== undefined && movedSince(sent.seen, sheet).length > 0;
  const title = titleOf(ctx, id);
  const path = `/manage/settings/${id}` as const;
  return {
    title,
    saidValues: saidValues(ctx, changes),
    body: (
      <>
        <PageHead
          title={title}
          lede={ctx.t('core.settings.sheetLede')}
          crumbs={[
            { label: ctx.t('core.manage.title'), href: '/manage' },
            { label: ctx.t('core.settings.title'), href: '/manage/settings' },
            { label: title },
          ]}
        />
        <div class="wrap section">
          <WithSide
            label={ctx.t('core.settings.changes')}
            side={
              <Panel id="changes" title={ctx.t('core.settings.changes')}>
                <Changes
                  of={id}
                  changes={changes}
                  older={next === null ? undefined : `${path}?before=${next}#changes`}
                />
              </Panel>
            }
          >
            {meanwhile && (
              <Notice tone="warn" title={ctx.t('core.settings.conflict')}>
                {ctx.t('core.settings.conflictText')}
              </Notice>
            )}
            <FormErrors form={state} />
            <div>
              <Form action={path} class="panel settings" label={title}>
                <input type="hidden" name="_base" value={String(sheet.revision)} />
                {sheet.fields.map((field) => (
                  <Setting
                    ctx={ctx}
                    extension={id}
                    field={field}
                    typed={sent && typedFor(sent, field.name)}
                    errorOf={(name) => state.error(name)}
                  />
                ))}
                {sheet.fields.some(({ declared }) => !declared) && (
                  <div class="cluster">
                    <Button kind="main" label={ctx.t('core.settings.save')} />
                  </div>
                )}
              </Form>
              <Form action={`${path}/reset`} id={RESET_FORM}>
                {null}
              </Form>
            </div>
            <p class="sm muted">{ctx.t('core.settings.operatorDecides')}</p>
          </WithSide>
        </div>
      </>
    ),
  };
}

/** Errors as the form has its fields: `/brand/colour` stands beside `brand.colour`, and what no control asks for stands alone. */
function besideFields(error: unknown, sheet: Sheet): unknown {
  if (!(error instanceof Problem) || error.fields.length === 0) return error;
  const names = new Set(
    sheet.fields
      .filter(({ declared }) => !declared)
      .flatMap(({ name, schema }) => [name, ...questionOf(name, schema).controls.map((control) => control.name)]),
  );
  const fields = error.fields.map(({ pointer, detail }) => {
    const [, field = '', part = ''] = pointer.split('/');
    const name = [`${field}.${part}`, field].find((one) => names.has(one));
    return name === undefined ? { pointer: '/', detail: `${field}: ${detail}` } : { pointer: `/${name}`, detail };
  });
  return new Problem(error.code, error.entry, error.values, { fields, extra: error.extra, headers: error.headers });
}

/** Where managers decide what the operator leaves to them. */
export const settingsPages: readonly PageDefinition[] = [
  page({
    path: '/manage/settings',
    access,
    current: 'manage',
    schema: { query: before },
    view: ({ ctx, query }) => listView(ctx, query.before),
  }),
  form({
    path: '/manage/settings/:extension',
    access,
    current: 'manage',
    schema: {
      params: ofExtension,
      query: before,
      // what else it takes is what the extension declares
      body: Type.Object({ _base: revision() }, { additionalProperties: true }),
    },
    view: ({ ctx, params, query, form: state }) =>
      sheetView(ctx, { extension: params.extension, from: query.before, state }),
    submit: async ({ ctx, params: { extension: id }, body }) => {
      const { _base: base, ...sent } = body as { readonly _base: number } & Record<string, unknown>;
      const now = await readSheet(ctx, id);
      const decided = decisionsOf(await sheetAt(ctx, id, base), sent);
      const path = `/manage/settings/${id}`;
      try {
        const saved = await writeSheet(ctx, id, { ...decided, base });
        return redirect(path, saved.revision === now.revision ? 'core.settings.same' : 'core.settings.saved');
      } catch (error) {
        throw besideFields(error, await readSheet(ctx, id));
      }
    },
  }),
  action({
    path: '/manage/settings/:extension/reset',
    access,
    schema: { params: ofExtension, body: Type.Object({ field: Type.String({ maxLength: 100 }) }) },
    submit: async ({ ctx, params: { extension: id }, body }) => {
      const now = await readSheet(ctx, id);
      const saved = await writeSheet(ctx, id, { reset: [body.field] });
      return redirect(
        `/manage/settings/${id}`,
        saved.revision === now.revision ? 'core.settings.same' : 'core.settings.reset',
      );
    },
  }),
  action({
    path: '/manage/settings/changes/:revision/undo',
    access,
    schema: {
      params: Type.Object({ revision: revision() }),
      body: Type.Object({ from: Type.Optional(Type.String({ maxLength: 100 })) }),
    },
    submit: async ({ ctx, params, body }) => {
      const now = await readSheet(ctx, 'core');
      const sheet = await undoChange(ctx, params.revision);
      const said = sheet.revision === now.revision ? 'core.settings.same' : 'core.settings.restored';
      return redirect(body.from === undefined ? '/manage/settings' : `/manage/settings/${sheet.extension}`, said);
    },
  }),
];
