/**
 * The suite that every extension inherits by one line, in its `test/conformance.test.ts`:
 *
 *     import t from 'tap';
 *     import { conformance } from '@polyphony/core/testing';
 *     import { seed } from './seed.ts';
 *
 *     await conformance(t, { extension: import.meta.url, seed });
 *
 * `seed` makes one of everything in a community; without it only what needs no content is looked at.
 */
import { access } from './access.ts';
import { alone } from './alone.ts';
import { communities } from './communities.ts';
import { contained } from './contained.ts';
import { definition } from './definition.ts';
import { garbage } from './garbage.ts';
import { migrations } from './migrations.ts';
import { openapi } from './openapi.ts';
import { privacy } from './privacy.ts';
import type { KeptPromise } from './promise.ts';
import { silence } from './silence.ts';
import { switching } from './switching.ts';
import { uninstall } from './uninstall.ts';
import { startWorld, type ConformanceOptions } from './world.ts';

export type { ConformanceOptions, Made, Seeding } from './world.ts';
export type { KeptPromise } from './promise.ts';

/** In this order, since they share one platform: the last ones change what is in it. */
export const promises: readonly KeptPromise[] = [
  definition,
  alone,
  migrations,
  openapi,
  contained,
  communities,
  access,
  switching,
  silence,
  uninstall,
  garbage,
  privacy,
];

/** The part of a `tap` test that the suite needs. */
export interface Tester {
  readonly test: (name: string, ...work: any[]) => any;
  teardown(work: () => unknown): unknown;
}
interface Subtest {
  same(found: unknown, wanted: unknown): unknown;
}

/** Looks at one extension, promise by promise. Each broken one is a test that fails and says where. */
export async function conformance(t: Tester, options: ConformanceOptions): Promise<void> {
  const world = await startWorld(t, options);
  for (const { title, broken } of promises)
    await t.test(title, async (t: Subtest) => {
      t.same(await broken(world), []);
    });
}

/** What is broken, by the id of the promise. For whoever tests the suite itself. */
export async function brokenPromises(
  t: Pick<Tester, 'teardown'>,
  options: ConformanceOptions,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const world = await startWorld(t, options);
  const found: Record<string, readonly string[]> = {};
  for (const { id, broken } of promises) {
    const wrong = await broken(world);
    if (wrong.length > 0) found[id] = wrong;
  }
  return found;
}
