export { endMemberships } from './membership.ts';
export { spaceService } from './service.ts';
