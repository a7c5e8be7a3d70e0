/**
 * The one door: everything that an extension may import from core. `Type`, `sql` and the components come from here too, so
 * that an extension never brings a second copy of their libraries.
 */
export { Type, type Static, type TSchema, type TObject } from 'typebox';
export { sql, type Kysely, type Generated, type ColumnType } from 'kysely';
export type { VNode, ComponentChildren } from 'preact';
export * from './audience.ts';
export * from './command.ts';
export * from './community.ts';
export * from './context.ts';
export * from './definition.ts';
export * from './demo.ts';
export * from './deprecation.ts';
export * from './event.ts';
export * from './hooks.ts';
export * from './job.ts';
export * from './next-step.ts';
export * from './notification.ts';
export * from './page.ts';
export * from './privacy.ts';
export * from './problem.ts';
export * from './realm.ts';
export * from './route.ts';
export * from './schedule.ts';
export * from './services.ts';
export * from './token.ts';
export { newId } from './id.ts';
export { coreEvents } from './core-events.ts';
export { coreProblems } from './core-problems.ts';
export { uuid, pageQuery, pageOf, money, type Money } from './schemas.ts';
export { statement } from '../database/statement.ts';
export * from '../web/components/index.ts';
