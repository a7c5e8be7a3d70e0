import { coreProblems } from '../contract/core-problems.ts';
import type { Audience, AudienceRule } from '../contract/audience.ts';
import type { Context } from '../contract/context.ts';
import type { AccessService, Explanation, GrantService } from '../contract/services.ts';
import { content } from '../contract/services.ts';
import { itemsById } from '../content/items.ts';
import { spacesById } from '../spaces/statements.ts';
import { registryToken } from '../tokens.ts';
import { atomOf, audienceOf, clausesOf, everyone, holdingOf, holdingsIn, nameOf, type Atom } from './atoms.ts';
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
    // what keeps others out is for those who may read
    ways: waysOf(parts.filter(({ to }) => to !== 'deny' || !item.locked)).map((way) => ({
      to: way[0]!.to,
      met: way[0]!.met,
      holdings: way.map((part) => {
        const name = names.get(part.realm)?.get(part.key) ?? null;
        return {
          holding: name === null ? null : holdingOf(part),
          name,
          held: name === null ? null : part.held,
          from: name === null ? null : part.valid_from,
          until: name === null ? null : part.valid_until,
          off: !part.active,
        };
      }),
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
  await requireCountable(ctx, [rule, ...(before ? [before] : [])].flatMap(namedIn));
  const found = await reached(ctx, rule, before);
  const admits = (audience: Audience) =>
    clausesOf(audience).some((clause) => [clause].flat().every((atom) => atom === everyone));
  const visitors = ctx.community.access === 'open' && admits(rule.see) && !admits(rule.deny ?? 'never');
  return { ...found, visitors };
};

/** Whoever may manage members counts them all; others count roles, and the members of spaces that they may read. */
async function requireCountable(ctx: Context, named: readonly Atom[]): Promise<void> {
  if (ctx.can('core.members.manage')) return;
  const ids = new Set<string>();
  for (const { realm, key } of named)
    if (realm === 'space' || realm === 'space-role') ids.add(key.split(':')[0]!);
    else if (realm !== 'role') throw coreProblems.notPermitted();
  const rows = ids.size === 0 ? [] : await spacesById.run(ctx.db, { ...viewerOf(ctx), ids: [...ids] });
  if (rows.filter(({ readable }) => readable).length < ids.size) throw coreProblems.notPermitted();
}

const check: AccessService['check'] = async (ctx, rule, kept) => {
  const before = new Set((kept ? namedIn(kept) : []).map(nameOf));
  const named = namedIn(rule).filter((atom) => !before.has(nameOf(atom)));
  for (const [realm, keys] of byRealm(named)) {
    const known = ctx.get(registryToken)().for(ctx.community).realms.get(realm);
    const may = known ? await known.mayRequire(ctx, keys) : new Set<string>();
    if (keys.some((key) => !may.has(key))) throw coreProblems.audienceUnknown();
  }
};

/** What a rule names, apart from those who reach the community and its members, whom everybody can name. */
const namedIn = ({ see, read, deny = 'never' }: AudienceRule): readonly Atom[] =>
  [see, read, deny].flatMap((audience) => holdingsIn(audience).map(atomOf)).filter(isNamed);

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
