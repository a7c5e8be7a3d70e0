/** Passwords cannot be guessed faster by asking more processes. */
import t from 'tap';
import { client } from '@polyphony/core/testing';
import { COMMUNITY, install } from './installation.ts';

const PASSWORD = 'the right password of Amara';

t.test('of forty guesses at once through two processes ten are looked at', async (t) => {
  const installation = await install(t); // limits as they are by default
  const nodes = [await installation.node(), await installation.node()] as const;
  const at = (n: number) => client({ base: `${nodes[n % 2 ? 1 : 0].url}/c/${COMMUNITY}` });
  const joined = await at(0).post('/api/auth/sign-up', {
    email: 'amara@test.example',
    password: PASSWORD,
    name: 'Amara',
  });
  t.equal(joined.status, 201, joined.text);

  /** The address in other letters, the page instead of the API: all the same account. */
  const guess = (n: number) => {
    const [email, password] = ['amara@test.example', `not the right password ${n}`];
    if (n % 8 > 3) return at(n).request('POST', '/sign-in', { form: { email: email.toUpperCase(), password } });
    return at(n).post('/api/auth/sign-in', { email, password });
  };
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => guess(n)));
  const refused = answers.filter(({ status }) => status === 429);
  const looked = answers.filter(({ status }) => status !== 429);
  t.comment(`${looked.length} looked at, ${refused.length} refused`);
  t.equal(looked.length, 10);
  for (const { status } of looked) if (status !== 401) t.fail(`a guess answers ${status}`);
  for (const { headers } of refused) {
    const seconds = Number(headers.get('retry-after'));
    if (!(Number.isInteger(seconds) && seconds > 0 && seconds <= 900)) t.fail(`Retry-After: ${seconds}`);
  }
  t.equal(refused.length, 30, 'each with the time to wait');

  const right = await at(0).post('/api/auth/sign-in', { email: 'amara@test.example', password: PASSWORD });
  t.equal(right.status, 429, 'not even the right one is looked at now');
  t.equal(right.body.code, 'core.too-many');
  t.equal(
    (await client({ base: at(1).base, token: joined.body.token }).get('/api/me/joining')).status,
    200,
    'her session stays',
  );

  // 41 tries have come from here, of which the account refused 31 after the address had counted them
  const others = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      at(n).post('/api/auth/sign-in', { email: `nobody-${n}@test.example`, password: 'whatever it may be' }),
    ),
  );
  t.equal(
    others.filter(({ status }) => status === 401).length,
    60 - 41,
    'sixty tries from one address, whoever is meant',
  );
  t.equal(others.filter(({ status }) => status === 429).length, 40 - (60 - 41));
});

t.test('an address without an account is refused alike', async (t) => {
  const installation = await install(t);
  const nodes = [await installation.node(), await installation.node()] as const;
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      client({ base: `${nodes[n % 2 ? 1 : 0].url}/c/${COMMUNITY}` }).post('/api/auth/sign-in', {
        email: 'nobody@test.example',
        password: `any word at all ${n}`,
      }),
    ),
  );
  t.same(
    [401, 429].map((status) => answers.filter((answer) => answer.status === status).length),
    [10, 30],
  );
});
