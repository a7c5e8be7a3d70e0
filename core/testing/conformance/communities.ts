import type { KeptPromise } from './promise.ts';
import { ask, bodyFor, fill, gatherings, isMade, namesIn, NOBODY, surfacesOf } from './surfaces.ts';

/** Two communities with the same words and addresses never see a byte of each other, whoever looks. */
export const communities: KeptPromise = {
  id: 'communities',
  title: 'two communities with the same names never see a byte of each other',
  async broken({ built, mine, theirs, rows }) {
    if (!built) return [];
    const wrong: string[] = [];
    const look = (where: string, text: string, canary: string) => {
      if (text.includes(canary)) wrong.push(`${where} has words of the other community`);
    };
    // both ways, twice: what one left behind is found when the other is asked
    for (const [here, there] of [
      [mine, theirs],
      [theirs, mine],
      [mine, theirs],
    ] as const)
      for (const client of [here.manager, here.member, here.visitor]) {
        for (const surface of surfacesOf(built)) {
          if (surface.method !== 'GET') continue;
          if (isMade(surface.path, here.made))
            look(surface.name, (await ask(surface, client, fill(surface.path, here.made))).text, there.canary);
        }
        for (const pathname of gatherings) look(pathname, (await client.get(pathname)).text, there.canary);
      }

    const before = JSON.stringify(await rows(theirs.slug));
    for (const surface of surfacesOf(built)) {
      const names = namesIn(surface.path).filter((name) => theirs.made[name] !== undefined);
      for (const crossed of [names, ...(names.length > 1 ? names.map((name) => [name]) : [])]) {
        if (crossed.length === 0) continue;
        const parameters = {
          ...mine.made,
          ...Object.fromEntries(crossed.map((name) => [name, theirs.made[name] ?? ''])),
        };
        const answer = await ask(surface, mine.manager, fill(surface.path, parameters), bodyFor(surface));
        look(`${surface.name} with an id of the other community`, answer.text, theirs.canary);
        if (answer.status >= 400) continue;
        // taking out what is not there may succeed, if what is nowhere is taken out in the same way
        const nothing = { ...parameters, ...Object.fromEntries(crossed.map((name) => [name, NOBODY])) };
        const usual = await ask(surface, mine.manager, fill(surface.path, nothing), bodyFor(surface));
        if (usual.status !== answer.status)
          wrong.push(`${surface.name} answers ${answer.status} to an id of the other community`);
      }
    }
    if (JSON.stringify(await rows(theirs.slug)) !== before) wrong.push('something of the other community was changed');
    return [...new Set(wrong)];
  },
};
