/** The test kit for authors of extensions. */
export * from './browser.ts';
export * from './conformance/index.ts';
export * from './command.ts';
export type { TestClock } from './clock.ts';
export * from './database.ts';
export * from './platform.ts';
export type { Grant, Place } from './standing.ts';
export { repositoryRoot } from './locate.ts';
export { bootReport } from '../registry/report.ts';
export { watchConfiguration } from '../community/watch.ts';
