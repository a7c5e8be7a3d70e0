export { corePrivacy } from './core-rows.ts';
export { personColumns, refuseWithoutPrivacy } from './person-tables.ts';
export { erasePerson, exportPerson, memberByEmail, PrivacyError, type KeptBy, type PersonExport } from './person.ts';
