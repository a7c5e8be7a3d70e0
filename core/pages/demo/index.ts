import type { DemoContent } from '../../contract/demo.ts';
import { newId } from '../../contract/id.ts';
import type { PageName } from '../../contract/services.ts';
import { pageNames } from '../names.ts';
import { insertRevision, newestRevisions, removeRevisionsBy } from '../store.ts';
import { iatiConnect } from './iati-connect.ts';
import { notreAvenirAlimentaire } from './our-food-future.fr.ts';
import { ourFoodFuture } from './our-food-future.ts';
import { peerCircle } from './peer-circle.ts';

/** Title and markdown of the pages that a community wrote in one language. */
export type DemoPages = Readonly<Partial<Record<PageName, { readonly title: string; readonly body: string }>>>;

interface DemoCommunity {
  /** Who wrote them. */
  readonly author: string;
  /** By language, the community's first one first. */
  readonly pages: Readonly<Record<string, DemoPages>>;
}

/** What each demo community says about itself, by its slug. One that is not named here has the standard words. */
const communities: Readonly<Record<string, DemoCommunity>> = {
  'our-food-future': { author: 'officer', pages: { 'en-CA': ourFoodFuture, 'fr-CA': notreAvenirAlimentaire } },
  'iati-connect': { author: 'practitioner', pages: { en: iatiConnect } },
  'peer-circle': { author: 'lead', pages: { 'en-GB': peerCircle } },
};

/** What stands there already is left alone. No line in the log, which is for what people did. */
export const pageDemo: DemoContent = Object.freeze({
  async create(demo) {
    const found = communities[demo.community];
    if (!found) return;
    const author = await demo.as(found.author);
    const by = author.actor?.id ?? null;
    await author.transaction(async (tx) => {
      const there = new Set((await newestRevisions(tx, pageNames)).map(({ page, language }) => `${page} ${language}`));
      for (const [language, pages] of Object.entries(found.pages)) {
        if (!tx.community.languages.includes(language)) continue;
        for (const page of pageNames) {
          const text = pages[page];
          if (!text || there.has(`${page} ${language}`)) continue;
          await insertRevision(tx, { id: newId(), page, language, ...text, note: '', agreeAgain: false, by }, 0);
        }
      }
    });
  },
  remove: (ctx, { people }) => removeRevisionsBy(ctx, people),
} satisfies DemoContent);
