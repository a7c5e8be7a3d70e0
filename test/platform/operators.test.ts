/** Operators' commands, as processes in the folder of an installation. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { commandIn } from '@polyphony/core/testing';
import { startNode } from '../exactness/node.ts';

const root = path.resolve(import.meta.dirname, '../..');
// each command is a process that starts the database server
t.setTimeout(600_000);

/** A configuration of its own, and `polyphony` beside it. */
function installation(t: { teardown(work: () => unknown): unknown }) {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-operators-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(path.join(root, 'config'), path.join(directory, 'config'), { recursive: true });
  const environment = {
    POLYPHONY_CONFIG: path.join(directory, 'config'),
    POLYPHONY_DATA: path.join(directory, 'data'),
  };
  return {
    /** Starts the platform, and gives what it printed once it has stopped again; `work` runs meanwhile. */
    async start(more: Record<string, string>, work: (url: string) => Promise<void> = async () => {}): Promise<string> {
      const node = await startNode(t, { LOG_LEVEL: 'warn', ...environment, ...more });
      try {
        await work(node.url);
      } finally {
        await node.stop();
      }
      return node.output();
    },
    data: path.join(directory, 'data'),
    file: (name: string) => path.join(directory, 'config', name),
    polyphony: commandIn({ ...environment, PORT: '3999' }),
  };
}

t.test('community new writes a file that is right, explained, and says where the community is', async (t) => {
  const { polyphony, file, data } = installation(t);
  for (const [slug, kind] of [
    ['river-friends', 'open'],
    ['seed-swap', 'listed'],
    ['night-shift', 'closed'],
  ] as const) {
    const made = await polyphony('community', 'new', slug, '--from', kind);
    t.equal(made.code, 0, made.text);
    t.match(made.text, `communities/${slug}.yaml`);
    t.match(made.text, `http://localhost:3999/c/${slug}/`);
    const text = readFileSync(file(`communities/${slug}.yaml`), 'utf8');
    t.match(parse(text), { access: kind, extensions: { groups: {} } });
    t.ok(text.split('\n').filter((line) => line.startsWith('#')).length > 10, 'with its choices explained');
  }
  const check = await polyphony('config', 'check');
  t.same([check.code, check.text], [0, '6 communities, no mistakes.\n']);
  const list = await polyphony('community', 'list');
  t.equal(list.code, 0);
  t.match(list.text, /^river-friends +open +River Friends: groups$/m);
  t.match(list.text, /^our-food-future +open +Our Food Future: groups, crowd-innovation$/m);
  t.notOk(existsSync(data), 'none of this asked for a database');
});

t.test('community new refuses a short name that is taken or unfit, and writes nothing', async (t) => {
  const { polyphony, file } = installation(t);
  const before = readFileSync(file('communities/peer-circle.yaml'), 'utf8');
  const taken = await polyphony('community', 'new', 'peer-circle');
  t.equal(taken.code, 1);
  t.match(taken.text, 'There is a community peer-circle already');
  t.equal(readFileSync(file('communities/peer-circle.yaml'), 'utf8'), before);
  for (const slug of ['River', 'a b', '../x', 'x_y', 'x'.repeat(61)]) {
    const { code, text } = await polyphony('community', 'new', slug);
    t.equal(code, 1, slug);
    t.match(text, /cannot be a short name: write lower case words joined by -/);
  }
  const kind = await polyphony('community', 'new', 'fine', '--from', 'secret');
  t.equal(kind.code, 1);
  t.match(kind.text, /Allowed choices are open, listed, closed/);
  t.notOk(existsSync(file('communities/fine.yaml')));
});

t.test('config check names file, line, column, key and reason of everything that is wrong', async (t) => {
  const { polyphony, file, data } = installation(t);
  const right = await polyphony('config', 'check');
  t.same([right.code, right.text], [0, '3 communities, no mistakes.\n']);

  writeFileSync(file('communities/a.yaml'), 'name: A\nacess: open\n');
  writeFileSync(file('communities/b.yaml'), 'name: B\nextensions:\n  grops: {}\n');
  writeFileSync(file('communities/c.yaml'), 'name: C\nhosts: [iaticonnect.localhost]\n');
  writeFileSync(
    file('communities/d.yaml'),
    'name: D\nextensions:\n  crowd-innovation:\n    settings: { curency: CAD }\n',
  );
  writeFileSync(file('communities/e.yaml'), 'name: [E\n');
  writeFileSync(file('communities/f.yaml'), "name: F\ndoor: { quickExit: 'javascript:alert(1)' }\n");
  writeFileSync(file('communities/Bad Name.yaml'), 'name: Bad\n');
  writeFileSync(file('platform.yaml'), 'name: P\nrequired: [grops]\n');
  writeFileSync(file('demo.yaml'), 'password: short\ncommunities: {}\n');
  const wrong = await polyphony('config', 'check');
  t.equal(wrong.code, 1);
  for (const line of [
    /^communities\/a\.yaml:2:1 acess: is not a known key here\. Did you mean access\?$/m,
    /^communities\/b\.yaml:3:3 extensions\.grops: there is no extension grops installed\. Did you mean groups\?$/m,
    /^communities\/iati-connect\.yaml:\d+:\d+ hosts\.0: the host iaticonnect\.localhost belongs to c; write another one$/m,
    /^communities\/d\.yaml:4:17 extensions\.crowd-innovation\.settings\.curency: is not a known key here\. Did you mean currency\?$/m,
    /^communities\/e\.yaml:\d+:\d+ /m,
    /^communities\/f\.yaml:2:\d+ door\.quickExit: must look like/m,
    /^communities\/Bad Name\.yaml:1:1 the name of the file/m,
    /^platform\.yaml:2:12 required\.0: there is no extension grops installed\. Did you mean groups\?$/m,
    /^demo\.yaml:1:\d+ password: /m,
  ])
    t.match(wrong.text, line);
  t.equal(wrong.text.trim().split('\n').length, 9, 'and nothing else');
  const list = await polyphony('community', 'list');
  t.equal(list.code, 1);
  t.match(list.text, /^our-food-future /m, 'what is right is listed');
  t.match(list.text, /Files with mistakes are left out/);
  t.notOk(existsSync(data), 'without a database');
});

t.test('commands on the database say what they found', async (t) => {
  const { polyphony } = installation(t);
  const list = await polyphony('extension', 'list');
  t.equal(list.code, 0, list.text);
  t.match(list.text, /^groups +\d\S+ +admitted$/m);
  const nothing = await polyphony('demo', 'remove');
  t.same([nothing.code, nothing.text], [0, 'There is nothing of a demo in the database.\n']);
  const nobody = await polyphony('member', 'add', '--email', 'x@y.example');
  t.equal(nobody.code, 1);
  t.match(nobody.text, /Say who and where/);
});

t.test('operators are let in and sent away on the machine itself, the last one too', async (t) => {
  const { polyphony } = installation(t);
  const operator = (...words: string[]) => polyphony('operator', ...words);
  const you = ['--email', 'you@city.example'];
  t.match((await operator('add')).text, 'Say who:');
  const weak = await operator('add', ...you, '--password', 'short');
  t.equal(weak.code, 1);
  t.match(weak.text, 'Nothing was changed: ');
  const bare = await operator('add', ...you);
  t.match(bare.text, /you@city\.example is an operator\.\nThey have no password yet/);
  const whole = await operator('add', ...you, '--password', 'three or four words');
  t.match(whole.text, /was an operator and has this password\.\nThey sign in at http:\/\/localhost:3999\/sign-in/);
  t.match((await operator('list')).text, /^you@city\.example +since \d{4}-\d\d-\d\d$/m);
  const gone = await operator('remove', ...you);
  t.equal(gone.code, 0);
  t.match(gone.text, /is no operator any more.*\nThere is no operator now\. To add one: polyphony operator add/);
  t.equal((await operator('remove', ...you)).code, 1);
});

t.test(
  'demo content that may not be shown as a demo is named at the start, and demo remove takes it out',
  async (t) => {
    const { polyphony, start } = installation(t);
    const sendBallot = async (url: string) => {
      const community = `${url}/c/our-food-future/api`;
      const eve = { email: 'eve@city.example', password: 'four words or more' };
      const added = await polyphony(
        'member',
        'add',
        '--community',
        'our-food-future',
        '--email',
        eve.email,
        '--password',
        eve.password,
      );
      t.equal(added.code, 0, added.text);
      const signedIn = await fetch(`${community}/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify(eve),
      });
      const { token } = (await signedIn.json()) as { token: string };
      const { items } = (await (await fetch(`${community}/challenges`)).json()) as {
        items: { slug: string; standing: string }[];
      };
      const slug = items.find(({ standing }) => standing === 'vote')?.slug;
      const ideas = (await (await fetch(`${community}/challenges/${slug}/ideas`)).json()) as {
        items: { id: string; state: string }[];
      };
      const ballot = await fetch(`${community}/challenges/${slug}/ballot`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          choices: ideas.items
            .filter(({ state }) => state === 'accepted')
            .slice(0, 1)
            .map(({ id }) => id),
        }),
      });
      t.equal(ballot.status, 200, await ballot.text());
    };
    const first = await start({}, sendBallot);
    t.match(
      first,
      /add this line under "extensions:" in \S+communities\/iati-connect\.yaml\n {2}crowd-innovation: \{\}\n/,
    );
    t.match(first, /watch Challenges appear/);
    t.notMatch(first, 'demo remove');

    const exposed = await start({ HOST: '0.0.0.0' }, async (url) => {
      t.notMatch(await (await fetch(`${url}/`)).text(), '<form', 'the front door offers nobody');
      const page = await (await fetch(`${url}/c/our-food-future/`)).text();
      t.match(page, 'Circular Food Fund', 'content stays');
      t.notMatch(page, 'class="demo"');
    });
    t.match(
      exposed,
      /There is demo content in the database\. Its sign-ins are off here.*\n.*npx polyphony demo remove/,
    );

    const asked = await polyphony('demo', 'remove');
    t.equal(asked.code, 1);
    t.match(asked.text, 'Our Food Future: with the demo goes what real people put into it: 1 ballot.');
    t.match(asked.text, 'Nothing was removed.');
    const removed = await polyphony('demo', 'remove', '--yes');
    t.equal(removed.code, 0, removed.text);
    t.match(removed.text, 'Our Food Future: removed 303 people, 5 spaces and 17 items.');
    t.match(removed.text, '8 sign-ins of the demo removed.', 'the operator of the demo is one of them');
    t.match((await polyphony('operator', 'list')).text, 'There is no operator.');
    t.notMatch(await start({ HOST: '0.0.0.0' }), 'demo remove', 'and the start has nothing to say about it');
  },
);
