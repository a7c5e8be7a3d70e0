import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { createLanes } from '../../community/lanes.ts';

/** Work that goes on until it is told to end. */
function pieces() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const piece = (name: string) => async () => {
    begun.push(name);
    await new Promise<void>((resolve) => ends.set(name, resolve));
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await sleep(0);
  };
  return { begun, piece, end };
}

t.test('in a lane one comes after the other, and what fails stops nobody', async (t) => {
  const lanes = createLanes(() => false);
  const { begun, piece, end } = pieces();
  lanes.run('a', piece('a1'));
  lanes.run('a', async () => {
    throw new Error('fell over');
  });
  lanes.run('a', piece('a2'));
  lanes.run('b', piece('b1'));
  await sleep(0);
  t.same(begun, ['a1', 'b1']);
  await end('a1');
  t.same(begun, ['a1', 'b1', 'a2']);
  await end('b1');
  await lanes.quiet(['b', 'nobody']);
  const quiet = lanes.quiet(['a']);
  await end('a2');
  await quiet;
});

t.test('who takes long gives the place up, but not while connections are short', async (t) => {
  let short = true;
  const lanes = createLanes(() => short);
  const { begun, piece, end } = pieces();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) lanes.run(name, piece(name));
  await sleep(1500);
  t.same(begun, ['a', 'b', 'c', 'd']);
  await end('a');
  t.same(begun, ['a', 'b', 'c', 'd', 'e'], 'the place of one that is done');
  short = false;
  while (begun.length < 6) await sleep(10);
  t.equal(begun.at(-1), 'f', 'and of one that hangs');
  const closed = lanes.close();
  lanes.run('g', piece('g'));
  for (const name of ['b', 'c', 'd', 'e', 'f']) await end(name);
  await closed;
  await sleep(0);
  t.notOk(begun.includes('g'), 'nothing begins any more');
});
