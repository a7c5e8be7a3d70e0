import { coreProblems } from '../contract/core-problems.ts';
import type { Audience } from '../contract/audience.ts';
import type { Context } from '../contract/context.ts';
import type { AccessService, Explanation, GrantService } from '../contract/services.ts';
import { content } from '../contract/services.ts';
import { itemsById } from '../content/items.ts';
import { registryToken } from '../tokens.ts';
import { atomOf, audienceOf, clausesOf, everyone, holdingOf, holdingsIn, type Atom } from './atoms.ts';
import { factsOfItem, partsOfRule, type RulePart } from './explain.ts';
import { grant, ungrant } from './grants.ts';
import { isUuid } from './keyset.ts';
import { reached } from './reach.ts';
import { NOBODY, viewerOf } from './scope.ts';

/** Giving and taking what members hold in realms of extensions. */
export const grantService = (): GrantService =>
  Object.freeze({
    give: (ctx, memberId, holding, source, window) => grant(ctx, memberId, holding, source, window),
    take: (ctx, memberId, holding, source) => ungrant(ctx, memberId, holding, source),
  } satisfies GrantService);

/** Rules of items: what they say, why, and whom they reach. */
export const accessService = (): AccessService =>
  Object.freeze({ explain, ruleOf, reach, check } satisfies AccessService);

const explain: AccessService['explain'] = async (ctx, contentId, memberId) => {
  if (!isUuid(contentId) || (memberId !== null && !isUuid(memberId))) return null;
  const item = await ctx.get(content).get(ctx, contentId);
  if (!item) return null;
  const subject = { community: ctx.community.id, member: memberId ?? NOBODY };
  const [facts] = await factsOfItem.run(ctx.db, { ...subject, content: contentId });
  if (!facts) return null;
  const parts = await partsOfRule.run(ctx.db, { ...subject, rule: facts.rule_id });
  const [shown] = await itemsById.run(ctx.db, { ...subject, ids: [contentId] });
  const names = await namesOf(ctx, parts);
  return {
    content: { id: item.id, title: item.title },
    verdict: !shown ? 'hidden' : shown.locked ? 'teaser' : 'full',
    at: facts.at,
    own: facts.own,
    withdrawn: facts.status === 2,
    published: { from: facts.publish_at, until: facts.unpublish_at, now: facts.status === 1 && facts.published },
    ways: waysOf(parts).map((way) => ({
      to: way[0]!.to,
      met: way[0]!.met,
      holdings: way.map((part) => ({
        holding: holdingOf(part),
        name: names.get(part.realm)?.get(part.key) ?? null,
        held: part.held,
        from: part.valid_from,
        until: part.valid_until,
        off: !part.active,
      })),
    })),
  } satisfies Explanation;
};

const ruleOf: AccessService['ruleOf'] = async (ctx, contentId) => {
  const item = await ctx.get(content).get(ctx, contentId);
  if (!item || item.locked) return null;
  const [facts] = await factsOfItem.run(ctx.db, { ...viewerOf(ctx), content: item.id });
  if (!facts) return null;
  const ways = waysOf(await partsOfRule.run(ctx.db, { ...viewerOf(ctx), rule: facts.rule_id }));
  const audience = (to: RulePart['to']) => audienceOf(ways.filter(([part]) => part?.to === to));
  const deny = audience('deny');
  return { see: audience('see'), read: audience('read'), ...(deny !== 'never' && { deny }) };
};

const reach: AccessService['reach'] = async (ctx, rule, before) => {
  const found = await reached(ctx, rule, before);
  // a number of members is itself something that not everybody may know
  const round = ctx.can('core.members.manage')
    ? (n: number) => n
    : (n: number) => n - (n % (ctx.community.safeguarding === 'high' ? 10 : 5));
  const admits = (audience: Audience) =>
    clausesOf(audience).some((clause) => [clause].flat().every((atom) => atom === everyone));
  const visitors = ctx.community.access === 'open' && admits(rule.see) && !admits(rule.deny ?? 'never');
  return { see: round(found.see), read: round(found.read), lose: round(found.lose), visitors };
};

const check: AccessService['check'] = async (ctx, { see, read, deny = 'never' }) => {
  const named = [see, read, deny].flatMap((audience) => holdingsIn(audience).map(atomOf)).filter(isNamed);
  for (const [realm, keys] of byRealm(named)) {
    const known = ctx.get(registryToken)().for(ctx.community).realms.get(realm);
    const may = known ? await known.mayRequire(ctx, keys) : new Set<string>();
    if (keys.some((key) => !may.has(key))) throw coreProblems.audienceUnknown();
  }
};

/** All but what everybody can name: those who reach the community, and its members. */
const isNamed = ({ realm }: Atom) => realm !== everyone.realm;

function byRealm(atoms: readonly Atom[]): ReadonlyMap<string, readonly string[]> {
  const realms = new Map<string, string[]>();
  for (const { realm, key } of atoms) realms.set(realm, [...(realms.get(realm) ?? []), key]);
  return realms;
}

/** Names of what a rule asks for, as the actor may know them. */
async function namesOf(
  ctx: Context,
  parts: readonly Atom[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { realms } = ctx.get(registryToken)().for(ctx.community);
  const named = await Promise.all(
    [...byRealm(parts.filter(isNamed))].map(
      async ([realm, keys]) =>
        [realm, (await realms.get(realm)?.names(ctx, keys)) ?? new Map<string, string>()] as const,
    ),
  );
  const own = new Map([
    ['everyone', ctx.t('core.holding.everyone')],
    ['member', ctx.t('core.holding.member')],
  ]);
  return new Map<string, ReadonlyMap<string, string>>([...named, [everyone.realm, own]]);
}

/** Parts of one way together; they come in order. */
function waysOf(parts: readonly RulePart[]): readonly (readonly RulePart[])[] {
  const ways = new Map<string, RulePart[]>();
  for (const part of parts) {
    const key = `${part.to} ${part.way}`;
    ways.set(key, [...(ways.get(key) ?? []), part]);
  }
  return [...ways.values()];
}
