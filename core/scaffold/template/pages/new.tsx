import {
  Button,
  ErrorSummary,
  Form,
  PageHead,
  redirect,
  Text,
  type PageDefinition,
  type Resolver,
} from '@polyphony/core';
import { form } from '../extension.ts';
import { NewItem } from '../routes/schemas.ts';
import { items } from '../service.ts';

/** GET shows the form; POST checks it, and shows it again with what is wrong, or does the work and redirects. */
export const newItem = (r: Resolver): PageDefinition =>
  form({
    path: '/sample-items/new',
    access: { permission: 'sample-items.item.add' },
    current: 'sample-items',
    schema: { body: NewItem },
    view: async ({ ctx, form: state }) => {
      const title = ctx.t('sample-items.add');
      return {
        title,
        body: (
          <>
            <PageHead
              title={title}
              crumbs={[{ label: ctx.t('sample-items.title'), href: '/sample-items' }, { label: title }]}
            />
            <div class="wrap section">
              <div class="narrow stack g5">
                <ErrorSummary
                  errors={state.errors.map(({ field, detail }) => ({ field: field || undefined, message: detail }))}
                />
                <Form action="/sample-items/new" class="panel" label={title}>
                  <Text
                    name="title"
                    label={ctx.t('sample-items.field.title')}
                    value={state.text('title')}
                    error={state.error('title')}
                    maxlength={200}
                    autocomplete="off"
                  />
                  <div class="cluster">
                    <Button kind="main" label={ctx.t('sample-items.add')} />
                  </div>
                </Form>
              </div>
            </div>
          </>
        ),
      };
    },
    submit: async ({ ctx, body }) => {
      await r.get(items).add(ctx, body.title);
      return redirect('/sample-items', 'sample-items.said.added');
    },
  });
