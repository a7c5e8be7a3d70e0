import { Type, uuid } from '@polyphony/core';
import { opennesses } from '../openness.ts';
import type { Group } from '../services/groups.ts';

export const GroupPath = Type.Object({
  group: Type.String({ minLength: 1, maxLength: 200, description: 'Id or slug of the group' }),
});
export const MemberPath = Type.Object({ ...GroupPath.properties, member: uuid() });

const title = Type.String({ minLength: 1, maxLength: 100, description: 'Its name' });
const summary = Type.String({ minLength: 1, maxLength: 300, description: 'Its purpose in a sentence or two' });
const about = Type.String({
  maxLength: 10_000,
  description: 'The longer purpose: plain text, paragraphs apart by an empty line',
});
const openness = Type.Enum(opennesses, {
  description:
    'open: whoever reaches the community reads it and members join. closed: its members read it and are added',
});
const kindLabel = Type.String({
  maxLength: 60,
  description: 'What kind of group it is, such as Community of practice',
});

/** What the API and the form for a new group both take. */
export const NewGroupBody = Type.Object({
  title,
  summary,
  about: Type.Optional(about),
  openness,
  kindLabel: Type.Optional(kindLabel),
});
export const GroupChangesBody = Type.Object(
  {
    title: Type.Optional(title),
    summary: Type.Optional(summary),
    about: Type.Optional(about),
    openness: Type.Optional(openness),
    kindLabel: Type.Optional(kindLabel),
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 2_147_483_647,
        description: 'The version that was read; another one refuses the change',
      }),
    ),
  },
  { minProperties: 1 },
);
/** The settings form shows every field, so an emptied name is missing there, and not left alone. */
export const SettingsBody = Type.Object({
  title,
  summary,
  about,
  openness,
  kindLabel,
  version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});
export const NewMemberBody = Type.Object({
  member: uuid(),
  role: Type.Optional(
    Type.Enum(['member', 'organiser'], { description: 'Left out: a member, or what they are already' }),
  ),
});

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()]);

export const GroupReply = Type.Object({
  id: uuid(),
  slug: Type.String(),
  title: Type.String(),
  summary: Type.String(),
  openness: Type.Enum(opennesses),
  locked: Type.Boolean({ description: 'Only name and purpose are shown to you; the rest is null' }),
  about: nullable(Type.String()),
  kindLabel: nullable(Type.String()),
  memberCount: nullable(Type.Integer()),
  membership: nullable(
    Type.Object({ state: Type.Enum(['asked', 'invited', 'member', 'blocked']), role: Type.String() }),
  ),
  createdAt: nullable(Type.String({ format: 'date-time' })),
  version: nullable(Type.Integer()),
});

export const GroupMemberReply = Type.Object({
  id: uuid(),
  name: Type.String(),
  role: Type.String(),
  since: Type.String({ format: 'date-time' }),
});

export const asReply = (group: Group) => ({ ...group, createdAt: group.createdAt?.toISOString() ?? null });
