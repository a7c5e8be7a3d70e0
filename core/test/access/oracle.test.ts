/**
 * An oracle, written from the words of the design and sharing no code with the engine: it decides over plain objects who sees
 * and reads what, and the engine has to agree for every viewer, by every way of asking, before and after facts change.
 */
import * as fc from 'fast-check';
import t from 'tap';
import { grant, NOBODY, revokeMember, ruleFor, setNamedRule, setRealm, ungrant } from '../../access/index.ts';
import { accessService } from '../../access/service.ts';
import { contentService } from '../../content/index.ts';
import { feedOfAll, feedOfKind } from '../../content/feed.ts';
import type { Audience, Holding } from '../../contract/audience.ts';
import type { MemberContext } from '../../contract/context.ts';
import { openStage, type Community } from './stage.ts';

const WORLDS = Number(process.env.POLYPHONY_ORACLE_WORLDS ?? 120);
const content = contentService();
const engine = accessService();
const stage = await openStage(t);

type Name = 'everyone' | 'member' | 'gold' | 'silver' | 'team';
const realmOf = (name: Name) =>
  name === 'everyone' || name === 'member' ? 'core' : name === 'team' ? 'segment' : 'tier';
/** Hours from now; none is near enough to now to be overtaken by the clock. */
type Window = { from: number | null; until: number | null };
type RuleModel = { see: Name[][]; read: Name[][]; deny: Name[][] };
type ItemModel = {
  author: number;
  rule: number;
  kind: 'a' | 'b';
  status: 0 | 1 | 2;
  publish: number;
  unpublish: number | null;
  placed: boolean;
};
type GrantModel = Window & { holder: number; name: Name; source: 'x' | 'y' };
type Fact =
  | { fact: 'grant'; grant: GrantModel }
  | { fact: 'ungrant'; grant: Pick<GrantModel, 'holder' | 'name' | 'source'> }
  | { fact: 'remove'; member: number }
  | { fact: 'realm'; realm: 'tier' | 'segment'; active: boolean }
  | { fact: 'named'; rule: RuleModel }
  | { fact: 'rerule'; item: number; rule: number };

const MEMBERS = 3;
const VISITOR = -1;
const name = fc.constantFrom<Name>('everyone', 'member', 'gold', 'silver', 'team');
const clause = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
const clauses = (maxLength: number) => fc.array(clause, { maxLength });
const rule: fc.Arbitrary<RuleModel> = fc.record({
  see: clauses(3),
  read: clauses(2),
  deny: fc.oneof(fc.constant<Name[][]>([]), clauses(1)),
});
const edge = fc.option(fc.constantFrom(-2, -1, 1, 2));
const aGrant: fc.Arbitrary<GrantModel> = fc.record({
  holder: fc.integer({ min: VISITOR, max: MEMBERS - 1 }),
  name: fc.constantFrom<Name>('gold', 'silver', 'team'),
  source: fc.constantFrom('x', 'y'),
  from: edge,
  until: edge,
});
const item: fc.Arbitrary<ItemModel> = fc.record({
  author: fc.integer({ min: 0, max: MEMBERS - 1 }),
  rule: fc.nat({ max: 4 }),
  kind: fc.constantFrom('a', 'b'),
  status: fc.constantFrom(1, 1, 1, 1, 0, 2),
  publish: fc.constantFrom(-5, -5, -4, -3, 1),
  unpublish: fc.option(fc.constantFrom(-1, 1), { freq: 3 }),
  placed: fc.boolean(),
});
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ fact: fc.constant('grant' as const), grant: aGrant }),
  fc.record({ fact: fc.constant('ungrant' as const), grant: aGrant }),
  fc.record({ fact: fc.constant('remove' as const), member: fc.nat({ max: MEMBERS - 1 }) }),
  fc.record({ fact: fc.constant('realm' as const), realm: fc.constantFrom('tier', 'segment'), active: fc.boolean() }),
  fc.record({ fact: fc.constant('named' as const), rule }),
  fc.record({ fact: fc.constant('rerule' as const), item: fc.nat({ max: 23 }), rule: fc.nat({ max: 4 }) }),
);
const world = fc.record({
  open: fc.boolean(),
  // the last one is named, and so can change
  rules: fc.array(rule, { minLength: 5, maxLength: 5 }),
  space: rule,
  grants: fc.array(aGrant, { maxLength: 8 }),
  items: fc.array(item, { minLength: 1, maxLength: 24 }),
  facts: fc.array(fact, { maxLength: 4 }),
  limit: fc.integer({ min: 1, max: 6 }),
  probe: fc.constantFrom(0, 1, 3, 8, null),
});

/** The whole of the decision, in words of the design. */
class Oracle {
  readonly #open: boolean;
  readonly removed = new Set<number>();
  readonly inactive = new Set<string>(['segment']);
  readonly grants: GrantModel[] = [];
  constructor(open: boolean) {
    this.#open = open;
  }
  /** Whom a rule keeps out stays out, though the extension that says who they are is off. */
  #holds(viewer: number, name: Name, evenIfOff = false): boolean {
    const isMember = viewer !== VISITOR && !this.removed.has(viewer);
    if (name === 'member') return isMember;
    if (name === 'everyone') return isMember || this.#open;
    if (!evenIfOff && this.inactive.has(realmOf(name))) return false;
    return this.grants.some(
      (grant) =>
        grant.name === name &&
        (grant.holder === VISITOR || (isMember && grant.holder === viewer)) &&
        (grant.from === null || grant.from < 0) &&
        (grant.until === null || grant.until > 0),
    );
  }
  #meets = (viewer: number, clauses: Name[][]) =>
    clauses.some((clause) => clause.every((name) => this.#holds(viewer, name)));
  #denied = (viewer: number, clauses: Name[][]) =>
    clauses.some((clause) => clause.every((name) => this.#holds(viewer, name, true)));
  sees = (viewer: number, rule: RuleModel) => this.#meets(viewer, rule.see) && !this.#denied(viewer, rule.deny);
  reads = (viewer: number, rule: RuleModel) => this.sees(viewer, rule) && this.#meets(viewer, rule.read);
  isOut = (item: ItemModel) => item.status === 1 && item.publish < 0 && (item.unpublish === null || item.unpublish > 0);

  listed = (viewer: number, item: ItemModel, rule: RuleModel) =>
    !this.isOut(item) || !this.sees(viewer, rule) ? 'hidden' : this.reads(viewer, rule) ? 'full' : 'teaser';
  byId(viewer: number, item: ItemModel, rule: RuleModel) {
    const own =
      item.author === viewer && !this.removed.has(viewer) && item.status !== 2 && !this.#denied(viewer, rule.deny);
    return own ? 'full' : this.listed(viewer, item, rule);
  }
}

const atoms = (clauses: Name[][]) => clauses.map((clause) => clause.map((key) => ({ realm: realmOf(key), key })));
const engineRule = (model: RuleModel) => ({ see: atoms(model.see), read: atoms(model.read), deny: atoms(model.deny) });
const holding = (name: Name): Holding =>
  name === 'everyone' || name === 'member' ? name : { realm: realmOf(name), key: name };
const audience = (clauses: Name[][]): Audience => ({ any: clauses.map((clause) => ({ all: clause.map(holding) })) });
const audienceRule = ({ see, read, deny }: RuleModel) => ({
  see: audience(see),
  read: audience(read),
  deny: audience(deny),
});
const hours = (n: number | null) => (n === null ? undefined : new Date(Date.now() + n * 3_600_000));

const verdicts = (items: Iterable<{ id: string; locked: boolean; body: string | null }>) =>
  [...items].map(({ id, locked, body }) => {
    if (locked !== (body === null)) throw new Error('A locked item left with its body, or an open one without');
    return [id, locked ? 'teaser' : 'full'] as const;
  });

let count = 0;
let answers = 0;

async function play(given: typeof world extends fc.Arbitrary<infer W> ? W : never): Promise<void> {
  const community: Community = await stage.community(`world-${++count}`, given.open ? 'open' : 'closed');
  const scope = { db: community.db, community };
  const oracle = new Oracle(given.open);
  const members: MemberContext[] = [];
  for (let n = 0; n < MEMBERS; n++) members.push(await community.member(`M${n}`));
  await setRealm(scope, 'tier', 'monetisation', true); // `segment` stays unknown until a fact turns it on

  const rules = [...given.rules];
  const ruleIds: number[] = [];
  for (const model of rules.slice(0, 4)) ruleIds.push(await ruleFor(scope, engineRule(model)));
  ruleIds.push(await setNamedRule(scope, 'named', engineRule(rules[4]!)));
  const spaceRule = await ruleFor(scope, engineRule(given.space));

  const holderId = (holder: number) => (holder === VISITOR ? NOBODY : members[holder]!.actor.id);
  const apply = async (change: Fact) => {
    if (change.fact === 'grant') {
      const { holder, name, source, from, until } = change.grant;
      if (oracle.removed.has(holder)) return;
      await grant(scope, holderId(holder), { realm: realmOf(name), key: name }, source, {
        from: hours(from),
        until: hours(until),
      });
      oracle.grants.splice(
        0,
        Infinity,
        ...oracle.grants.filter((g) => g.holder !== holder || g.name !== name || g.source !== source),
        change.grant,
      );
    } else if (change.fact === 'ungrant') {
      const { holder, name, source } = change.grant;
      await ungrant(scope, holderId(holder), { realm: realmOf(name), key: name }, source);
      oracle.grants.splice(
        0,
        Infinity,
        ...oracle.grants.filter((g) => g.holder !== holder || g.name !== name || g.source !== source),
      );
    } else if (change.fact === 'remove') {
      await stage.owner('update core.member set removed_at = now() where id = $1', [holderId(change.member)]);
      await revokeMember(scope, holderId(change.member));
      oracle.removed.add(change.member);
    } else if (change.fact === 'realm') {
      await setRealm(scope, change.realm, 'test', change.active);
      oracle.inactive[change.active ? 'delete' : 'add'](change.realm);
    } else if (change.fact === 'named') {
      await setNamedRule(scope, 'named', engineRule(change.rule));
      rules[4] = change.rule;
    } else if (items[change.item]) {
      await stage.owner('update core.content set rule_id = $1 where id = $2', [ruleIds[change.rule], ids[change.item]]);
      items[change.item] = { ...items[change.item]!, rule: change.rule };
    }
  };
  for (const first of given.grants) await apply({ fact: 'grant', grant: first });

  const items = [...given.items];
  const [space] = await stage.owner(
    `insert into core.space (community_id, id, kind, slug, title, joining, access_rule)
     values ($1, gen_random_uuid(), 'g', 's', 'S', 'open', $2) returning id`,
    [community.id, spaceRule],
  );
  const rows = await stage.owner(
    `insert into core.content (community_id, id, kind, status, author_id, rule_id, publish_at, unpublish_at, title, summary, body)
     select $1, gen_random_uuid(), g.kind, g.status, g.author, g.rule, date_trunc('hour', now()) + g.publish * interval '1 hour',
       coalesce(date_trunc('hour', now()) + (g.unpublish + sign(g.unpublish)) * interval '1 hour', 'infinity'), g.n::text, 'outside', 'inside'
     from jsonb_to_recordset($2) g (n int, kind text, status smallint, author uuid, rule int, publish int, unpublish int)
     returning title::int n, id`,
    [
      community.id,
      JSON.stringify(
        items.map((model, n) => ({
          n,
          kind: model.kind,
          status: model.status,
          author: members[model.author]!.actor.id,
          rule: ruleIds[model.rule],
          // publish 1 is at least an hour ahead whatever the minute
          publish: model.publish > 0 ? model.publish + 1 : model.publish,
          unpublish: model.unpublish,
        })),
      ),
    ],
  );
  const ids = rows.toSorted((a, b) => a.n - b.n).map(({ id }) => id as string);
  for (const [n, model] of items.entries())
    if (model.placed)
      await stage.owner('insert into core.placement (community_id, content_id, space_id) values ($1, $2, $3)', [
        community.id,
        ids[n],
        space.id,
      ]);

  const order = (n: number, m: number) => items[m]!.publish - items[n]!.publish || (ids[n]! < ids[m]! ? 1 : -1);
  const same = (got: unknown, wanted: unknown, what: string) => {
    answers++;
    if (JSON.stringify(got) !== JSON.stringify(wanted))
      throw new Error(`${what}: the engine says ${JSON.stringify(got)}, the oracle ${JSON.stringify(wanted)}`);
  };
  const ask = async () => {
    for (let viewer = VISITOR; viewer < MEMBERS; viewer++) {
      const ctx = viewer === VISITOR ? community.visitor : members[viewer]!;
      const by = (way: 'listed' | 'byId', only: (model: ItemModel) => boolean = () => true) =>
        items
          .map((model, n) => [n, oracle[way](viewer, model, rules[model.rule]!)] as const)
          .filter(([n, verdict]) => verdict !== 'hidden' && only(items[n]!))
          .sort(([n], [m]) => order(n, m))
          .map(([n, verdict]) => [ids[n]!, verdict] as const);

      for (const kind of [null, 'a'] as const) {
        const seen = [];
        let place = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
        for (;;) {
          const parameters = {
            community: community.id,
            member: ctx.actor?.id ?? NOBODY,
            ...place,
            kind,
            limit: given.limit,
            probe: given.probe,
          };
          const page = await (kind ? feedOfKind : feedOfAll).run(ctx.db, parameters);
          seen.push(...page);
          const last = page.at(-1);
          if (!last || page.length < given.limit) break;
          place = { at: last.place, id: last.id };
        }
        same(
          verdicts(seen),
          by('listed', (model) => !kind || model.kind === kind),
          `feed of ${kind ?? 'all'} for ${viewer}`,
        );
      }
      const page = await content.list(ctx, { limit: 100 });
      same(verdicts(page.items), by('listed'), `list for ${viewer}`);
      const within = await content.list(ctx, { limit: 100, space: space.id });
      const expected = oracle.reads(viewer, given.space) ? by('listed', (model) => model.placed) : [];
      same(verdicts(within.items), expected, `list in the space for ${viewer}`);
      for (const kind of [undefined, 'a']) {
        const found = async (q: string) => {
          const all = [];
          for (let after: string | null | undefined; after !== null;) {
            const part = await content.search(ctx, { q, kind, limit: given.limit, after });
            all.push(...part.items);
            after = part.next;
          }
          return verdicts(all);
        };
        const listed = by('listed', (model) => !kind || model.kind === kind);
        const read = listed.filter(([, verdict]) => verdict === 'full');
        same(await found('outs'), listed, `search by summary for ${viewer}`);
        same(await found('inside'), read, `search by body for ${viewer}`);
        same(await found('outside or inside'), listed, `search by both for ${viewer}`);
      }
      const there = await content.search(ctx, { q: 'outside', space: space.id, limit: 100 });
      same(verdicts(there.items), expected, `search in the space for ${viewer}`);
      const byId = new Map(by('byId'));
      const known = new Map(verdicts((await content.only(ctx, ids)).values()));
      for (const [n, id] of ids.entries()) same(known.get(id), byId.get(id), `only, item ${n} for ${viewer}`);
      for (const [n, id] of ids.entries()) {
        const asker = items[n]!.author;
        const mayAsk = oracle.byId(asker, items[n]!, rules[items[n]!.rule]!) !== 'hidden';
        const explained = await engine.explain(
          members[asker]!,
          id,
          viewer === VISITOR ? null : members[viewer]!.actor.id,
        );
        const wanted = mayAsk ? oracle.byId(viewer, items[n]!, rules[items[n]!.rule]!) : undefined;
        same(explained?.verdict, wanted, `explanation of item ${n} for ${viewer}`);
        if (!explained) continue;
        const met = (to: string) => explained.ways.some((way) => way.to === to && way.met);
        const model = rules[items[n]!.rule]!;
        same(met('see') && !met('deny'), oracle.sees(viewer, model), `ways into item ${n} for ${viewer}`);
      }
      const n = (count + viewer + 1) % ids.length;
      const one = await content.get(ctx, ids[n]!);
      same(one && verdicts([one])[0]![1], byId.get(ids[n]!) ?? null, `get, item ${n} for ${viewer}`);
    }
  };
  const askReach = async () => {
    const people = members.map((_, n) => n).filter((n) => !oracle.removed.has(n));
    for (const [n, rule] of rules.entries()) {
      const before = rules[(n + 1) % rules.length]!;
      const reach = await engine.reach(members[0]!, audienceRule(rule), audienceRule(before));
      const sees = (model: RuleModel) => people.filter((person) => oracle.sees(person, model));
      const wanted = {
        see: sees(rule).length,
        read: people.filter((person) => oracle.reads(person, rule)).length,
        lose: sees(before).filter((person) => !oracle.sees(person, rule)).length,
      };
      same({ see: reach.see, read: reach.read, lose: reach.lose }, wanted, `reach of rule ${n}`);
    }
  };
  await ask();
  await askReach();
  for (const change of given.facts) {
    await apply(change);
    await ask();
    await askReach();
  }
}

await t.test(`the engine and the oracle agree in ${WORLDS} worlds`, { timeout: 200_000 }, async (t) => {
  await fc.assert(fc.asyncProperty(world, play), {
    numRuns: WORLDS,
    endOnFailure: false,
    interruptAfterTimeLimit: 150_000,
    markInterruptAsFailure: false,
  });
  t.comment(`${count} worlds, ${answers} answers compared`);
  t.ok(answers > 20 * Math.min(WORLDS, count), 'something was asked in each of them');
});
