import type { Demo, DemoContent, Resolver } from '@polyphony/core';
import { groups, type NewGroup } from './services/groups.ts';

interface DemoGroup extends NewGroup {
  /** How many residents are in it. The first of them organises it too. */
  readonly people: number;
  /** Demo people who are in it too. */
  readonly with?: readonly string[];
}

interface DemoCommunity {
  /** Who starts and organises them. */
  readonly starter: string;
  readonly groups: readonly DemoGroup[];
}

/** What each demo community has, by its slug. A community that is not named here begins without groups. */
const communities: Readonly<Record<string, DemoCommunity>> = {
  'our-food-future': {
    starter: 'officer',
    groups: [
      {
        title: 'Food access',
        summary: 'So that fresh food is within a walk and a wage of everybody in the region.',
        about: [
          'We run the farm stand that stops in four neighbourhoods, and we keep the list of community fridges and their hosts.',
          'We meet on the first Tuesday of the month. Bring what people near you say about food: what is too far, too dear, or not to their taste.',
        ].join('\n\n'),
        openness: 'open',
        people: 24,
        with: ['resident'],
      },
      {
        title: 'Circular businesses',
        summary: 'For makers, shops and farms that turn what is left over into something to sell.',
        about: [
          'Bread becomes beer, grain becomes flour, coffee grounds grow mushrooms. We swap surplus, suppliers and mistakes.',
          'Once a season we visit one of us and look behind the counter.',
        ].join('\n\n'),
        openness: 'open',
        people: 16,
      },
      {
        title: 'Waste as a resource',
        summary: 'Measures what is thrown away, and finds the next use for it.',
        about:
          'We weigh, count and map. At the moment: food scraps from 40 kitchens, and who could take them. Numbers go to everybody, good news or not.',
        openness: 'open',
        people: 11,
      },
    ],
  },
  'iati-connect': {
    starter: 'practitioner',
    groups: [
      {
        title: 'Data use',
        summary:
          'For people who turn published aid data into answers: analysts, journalists, ministry staff, researchers.',
        about: [
          'Ask what you are trying to find out, and link the dataset. Somebody here has met the same field before.',
          'Every second Thursday one of us shows how they got from a question to a number.',
        ].join('\n\n'),
        openness: 'open',
        kindLabel: 'Community of practice',
        people: 26,
      },
      {
        title: 'Data publishing',
        summary: 'For organisations that publish, from the first file to the hundredth.',
        about: 'Tools, checks, and how to explain to your finance team why a budget line needs a sector code.',
        openness: 'open',
        kindLabel: 'Community of practice',
        people: 18,
      },
      {
        title: 'Technical issues',
        summary: 'Where the people who run the standard’s tools work on faults before they are announced.',
        about:
          'Faults that could be misused are talked about here first. What is fixed is written up in Data publishing.',
        openness: 'closed',
        kindLabel: 'Working group',
        people: 6,
      },
      {
        title: 'Newbies Corner',
        summary: 'New to the standard? No question is too small here.',
        about:
          'Start with a country, a sector and a question. We find your first activity file together; it takes ten minutes and no code.',
        openness: 'open',
        people: 14,
      },
    ],
  },
  'peer-circle': {
    starter: 'lead',
    groups: [
      {
        title: 'Monday circle',
        summary: 'An hour on Monday evening to say how the week looks, and to hear how others carry theirs.',
        about: [
          'Come when you can. You do not have to speak. We do not give advice unless somebody asks for it.',
          'What is said in the circle stays in the circle.',
        ].join('\n\n'),
        openness: 'open',
        people: 9,
        with: ['peer'],
      },
      {
        title: 'Carers',
        summary: 'For people who look after somebody close to them.',
        about:
          'Tired, proud, angry, all on one day: we know it. We keep to first names, and nothing leaves this group.',
        openness: 'closed',
        people: 5,
      },
    ],
  },
};

/** Residents that two neighbouring groups do not share, so that not everybody is in everything. */
const apart = 4;

/** Starts the groups of one demo community and puts people into them. Leaves alone what is there already. */
async function create(demo: Demo, r: Resolver): Promise<void> {
  const found = communities[demo.community];
  if (!found) return;
  const starter = await demo.as(found.starter);
  const residents = await demo.residents(Math.max(...found.groups.map(({ people }, at) => at * apart + people)));
  const service = r.get(groups);
  const { items } = await service.list(starter, { limit: 100 });
  const there = new Set(items.map(({ title }) => title));
  for (const [at, { people, with: named = [], ...input }] of found.groups.entries()) {
    if (there.has(input.title)) continue;
    const personas = await Promise.all(named.map((name) => demo.as(name)));
    await starter.transaction(async (tx) => {
      const { id } = await service.create(tx, input);
      const inside = residents.slice(at * apart, at * apart + people);
      for (const [place, member] of inside.entries())
        await service.add(tx, id, member.id, place === 0 ? 'organiser' : 'member');
      for (const { actor } of personas) if (actor) await service.add(tx, id, actor.id);
    });
  }
}

/** Groups go with their spaces, so core removes all of it. */
export const demo: DemoContent = Object.freeze({ create });
