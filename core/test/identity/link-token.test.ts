/** A token has one spelling, for one purpose, in one community. */
import t from 'tap';
import { linkTokens } from '../../identity/link-token.ts';

const tokens = linkTokens('a secret that is long enough for tests only');
const [food, garden] = [{ key: 'food' }, { key: 'garden' }];

t.test('no other last letter is taken, though some decode to the same bytes', async (t) => {
  const token = tokens.make(food, 'link', 'some-id');
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
  const taken = letters.filter((letter) => tokens.read(food, 'link', `${token.slice(0, -1)}${letter}`) !== null);
  t.strictSame(taken, [token.at(-1)]);
  t.equal(tokens.read(food, 'link', token), 'some-id');
});

t.test('a token of another purpose, community or secret is none, nor is what is no token', async (t) => {
  const token = tokens.make(food, 'link', 'some-id');
  t.equal(tokens.read(food, 'invitation', token), null);
  t.equal(tokens.read(garden, 'link', token), null);
  t.equal(linkTokens('another secret, as long as the first one').read(food, 'link', token), null);
  for (const none of ['', '.', 'some-id', 'some-id.', `${token}x`, token.slice(0, -1), `x${token}`])
    t.equal(tokens.read(food, 'link', none), null, none);
});
