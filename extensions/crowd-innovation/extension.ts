import { extension, type Context, type MemberContext } from '@polyphony/core';
import type { settings, Settings } from './settings.ts';
import type { Tables } from './tables.ts';

/** Builders that know this extension's tables and settings. */
export const { route, page, form, action, block } = extension<Tables, typeof settings>();

export type Ctx = Context<Tables, Settings>;
export type MemberCtx = MemberContext<Tables, Settings>;
