import { extension, type Builders, type Context, type Static } from '@polyphony/core';
import type { settings } from './settings.ts';
import type { Tables } from './tables.ts';

type Settings = Static<typeof settings>;
type House = Builders<Tables, Settings>;

/** Builders that know the tables and settings of this extension. */
const house: House = extension<Tables, typeof settings>();
export const route: House['route'] = house.route;
export const page: House['page'] = house.page;
export const form: House['form'] = house.form;
export const block: House['block'] = house.block;

export type Ctx = Context<Tables, Settings>;
