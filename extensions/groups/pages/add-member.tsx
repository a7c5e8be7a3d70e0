import {
  Button,
  Choice,
  Filters,
  Form,
  members,
  Notice,
  PageHead,
  redirect,
  Select,
  Text,
  Type,
  type Resolver,
} from '@polyphony/core';
import { form, type GroupsContext } from '../extension.ts';
import { GroupPath } from '../routes/schemas.ts';
import { groups, type Group } from '../services/groups.ts';
import { pathOf } from './facts.ts';
import { FormErrors, typedOr } from './fields.tsx';

export const addMember = (r: Resolver) =>
  form({
    path: '/groups/:group/members/add',
    access: 'member',
    current: 'groups',
    schema: {
      params: GroupPath,
      query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }),
      // no uuid here: an empty choice is answered in words about people
      body: Type.Object({ member: Type.String({ maxLength: 100 }), role: Type.Enum(['member', 'organiser']) }),
    },
    view: async ({ ctx, params, query, form }) => {
      const group = await r.get(groups).toManage(ctx, params.group);
      const { people, more } = await candidates(r, ctx, group, query.q);
      const path = pathOf(group);
      const title = ctx.t('groups.add.title');
      return {
        title,
        noIndex: true,
        body: (
          <>
            <PageHead
              title={title}
              lede={ctx.t('groups.add.lede', { title: group.title })}
              crumbs={[
                { label: ctx.settings.label, href: '/groups' },
                { label: group.title, href: path },
                { label: title },
              ]}
            />
            <div class="wrap section">
              <div class="narrow stack g5">
                <FormErrors form={form} />
                <Filters
                  action={`${path}/members/add`}
                  label={ctx.t('groups.add.find')}
                  submit={ctx.t('groups.add.show')}
                >
                  <Text name="q" type="search" label={ctx.t('groups.add.search')} value={query.q ?? ''} />
                </Filters>
                {people.length === 0 ? (
                  <Notice>{ctx.t('groups.add.none')}</Notice>
                ) : (
                  <Form action={`${path}/members/add`} class="panel" label={title}>
                    <Select
                      name="member"
                      label={ctx.t('groups.add.member')}
                      hint={more ? ctx.t('groups.add.more') : undefined}
                      error={form.error('member')}
                      value={form.text('member')}
                      options={[
                        { value: '', label: ctx.t('groups.add.choose') },
                        ...people.map(({ id, name }) => ({ value: id, label: name })),
                      ]}
                    />
                    <Choice
                      name="role"
                      label={ctx.t('groups.add.role')}
                      error={form.error('role')}
                      value={typedOr(form, 'role', 'member')}
                      options={[
                        { value: 'member', label: ctx.t('groups.add.role.member') },
                        {
                          value: 'organiser',
                          label: ctx.t('groups.add.role.organiser'),
                          explain: ctx.t('groups.add.role.organiser.explain'),
                        },
                      ]}
                    />
                    <div class="cluster">
                      <Button kind="main" label={ctx.t('groups.add.submit', { title: group.title })} />
                    </div>
                  </Form>
                )}
              </div>
            </div>
          </>
        ),
      };
    },
    submit: async ({ ctx, params, body }) => {
      const service = r.get(groups);
      const group = await service.toManage(ctx, params.group);
      await service.add(ctx, group.id, body.member, body.role);
      return redirect(group.locked ? `${pathOf(group)}/settings` : `${pathOf(group)}/members`, 'groups.said.added');
    },
  });

/** Members of the community to choose from, without those who are in already, as far as the reader may know who they are. */
async function candidates(r: Resolver, ctx: GroupsContext, group: Group, q: string | undefined) {
  const found = await r.get(members).list(ctx, { limit: 100, q });
  const inside = group.locked ? [] : (await r.get(groups).members(ctx, group.id, { limit: 100 })).items;
  const known = new Set(inside.map(({ id }) => id));
  return { people: found.items.filter(({ id }) => !known.has(id)), more: found.next !== null };
}
