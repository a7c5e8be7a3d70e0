import { Button, Form, PageHead, redirect, type Resolver } from '@polyphony/core';
import { form } from '../extension.ts';
import { NewGroupBody } from '../routes/schemas.ts';
import { groups } from '../services/groups.ts';
import { isForAnyone, pathOf } from './facts.ts';
import { FormErrors, GroupFields } from './fields.tsx';

export const newGroup = (r: Resolver) =>
  form({
    path: '/groups/new',
    access: { permission: 'groups.group.create' },
    current: 'groups',
    schema: { body: NewGroupBody },
    view: async ({ ctx, form }) => {
      const { label, labelOne: one } = ctx.settings;
      const title = ctx.t('groups.new.title', { one });
      return {
        title,
        body: (
          <>
            <PageHead
              title={title}
              lede={ctx.t('groups.new.lede')}
              crumbs={[{ label, href: '/groups' }, { label: title }]}
            />
            <div class="wrap section">
              <div class="narrow stack g5">
                <FormErrors form={form} />
                <Form action="/groups/new" class="panel" label={title}>
                  <GroupFields form={form} anyone={isForAnyone(ctx.community)} />
                  <div class="cluster">
                    <Button kind="main" label={ctx.t('groups.new.submit')} />
                  </div>
                </Form>
              </div>
            </div>
          </>
        ),
      };
    },
    submit: async ({ ctx, body }) => redirect(pathOf(await r.get(groups).create(ctx, body)), 'groups.said.started'),
  });
