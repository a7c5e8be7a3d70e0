export * from './atoms.ts';
export * from './audit.ts';
export * from './grants.ts';
export * from './keyset.ts';
export * from './rules.ts';
export * from './scope.ts';
export * from './viewer.ts';
