import { Button, Form, Notice, PageHead, Panel, redirect, WithSide, type Resolver } from '@polyphony/core';
import { form } from '../extension.ts';
import { GroupPath, SettingsBody } from '../routes/schemas.ts';
import { groups } from '../services/groups.ts';
import { audienceOf, isForAnyone, pathOf } from './facts.ts';
import { FormErrors, GroupFields, typedOr } from './fields.tsx';
import { GroupHead } from './head.tsx';

export const settingsPage = (r: Resolver) =>
  form({
    path: '/groups/:group/settings',
    access: 'member',
    current: 'groups',
    schema: { params: GroupPath, body: SettingsBody },
    view: async ({ ctx, params, form }) => {
      const group = await r.get(groups).toManage(ctx, params.group);
      const { label } = ctx.settings;
      const path = pathOf(group);
      const title = ctx.t('groups.settings.title', { title: group.title });
      return {
        title,
        noIndex: true,
        body: (
          <>
            {group.locked ? (
              <PageHead
                title={group.title}
                lede={group.summary}
                cover={{ seed: group.slug }}
                crumbs={[
                  { label, href: '/groups' },
                  { label: group.title, href: path },
                  { label: ctx.t('groups.page.settings') },
                ]}
              />
            ) : (
              <GroupHead
                group={group}
                label={label}
                audience={audienceOf(ctx.community, group)}
                current="settings"
                open={{ members: true, settings: true }}
              />
            )}
            <div class="wrap section">
              <WithSide
                label={ctx.t('groups.settings.people')}
                side={
                  <Panel title={ctx.t('groups.settings.people')}>
                    {group.locked ? (
                      <Notice icon="lock">{ctx.t('groups.settings.notIn')}</Notice>
                    ) : (
                      <>
                        <p class="sm muted">{ctx.t('groups.settings.peopleText')}</p>
                        <Button href={`${path}/members`} icon="users" label={ctx.t('groups.page.members')} block />
                      </>
                    )}
                    <Button
                      href={`${path}/members/add`}
                      icon="user-plus"
                      label={ctx.t('groups.membersPage.add')}
                      block
                    />
                  </Panel>
                }
              >
                <FormErrors form={form} />
                <Form action={`${path}/settings`} class="panel" label={title}>
                  <GroupFields form={form} anyone={isForAnyone(ctx.community)} group={group} />
                  <input type="hidden" name="version" value={typedOr(form, 'version', String(group.version ?? 1))} />
                  <div class="cluster">
                    <Button kind="main" label={ctx.t('groups.settings.save')} />
                  </div>
                </Form>
              </WithSide>
            </div>
          </>
        ),
      };
    },
    submit: async ({ ctx, params, body }) =>
      redirect(pathOf(await r.get(groups).change(ctx, params.group, body)), 'groups.said.saved'),
  });
