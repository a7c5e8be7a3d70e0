import { Type } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { redirect } from '../contract/page.ts';
import { rememberLanguage } from '../http/language.ts';
import { ownPath } from '../http/own-path.ts';
import type { Exchange } from '../identity/exchange.ts';

const { page } = extension();

/** Choosing a language: a plain link, so that it works without scripts and before signing in. */
export const languagePages = [
  page({
    path: '/language/:language',
    access: 'anyone',
    schema: { query: Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) }) },
    view: async (input) => {
      const { language = '' } = input.params;
      if (!input.ctx.community.languages.includes(language)) throw coreProblems.notFound();
      const { request, reply } = input as unknown as Exchange;
      rememberLanguage(request, reply, language);
      return redirect(ownPath(input.query.next));
    },
  }),
];
