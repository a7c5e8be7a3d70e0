export { contentService } from './service.ts';
export { freeNumber, slugOf, takeSlug } from './slug.ts';
