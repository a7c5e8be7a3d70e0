import { Type } from 'typebox';
import { event } from './event.ts';
import { uuid } from './schemas.ts';

/** What core tells of: `on(coreEvents.memberJoined, ..)`. */
export const coreEvents = Object.freeze({
  memberJoined: event('core.member-joined', {
    summary: 'Somebody has become a member, for the first time or again.',
    payload: Type.Object({ member: uuid() }),
  }),
  memberLeft: event('core.member-left', {
    summary: 'A membership has ended, by the member or by a manager. What they wrote stays.',
    payload: Type.Object({ member: uuid() }),
  }),
  contentPublished: event('core.content-published', {
    summary: 'An item of any kind was created. It may be meant for later: its `publishAt` says from when it shows.',
    payload: Type.Object({ content: uuid(), kind: Type.String() }),
  }),
  contentWithdrawn: event('core.content-withdrawn', {
    summary: 'Nobody sees an item any more.',
    payload: Type.Object({ content: uuid(), kind: Type.String() }),
  }),
});
