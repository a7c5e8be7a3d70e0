import type { PageDefinition, Resolver } from '@polyphony/core';
import { ballotPages } from './ballot.tsx';
import { challengePage } from './challenge.tsx';
import { directoryPage } from './directory.tsx';
import { ideaPages } from './idea.tsx';
import { manageChallengePages } from './manage-challenge.tsx';
import { manageCountPage } from './manage-count.tsx';
import { manageDirectoryPage } from './manage-directory.tsx';
import { manageNewPage } from './manage-new.tsx';
import { pitchPages } from './pitch.tsx';
import { resultsPage } from './results.tsx';
import { rulesPage } from './rules.tsx';

export { blocks } from './blocks.tsx';

export const pages = (r: Resolver): readonly PageDefinition[] => [
  directoryPage(r),
  challengePage(r),
  ...pitchPages(r),
  ...ideaPages(r),
  ...ballotPages(r),
  resultsPage(r),
  rulesPage(r),
  manageDirectoryPage(r),
  manageNewPage(r),
  ...manageChallengePages(r),
  manageCountPage(r),
];
