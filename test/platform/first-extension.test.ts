/** The first extension of the guide works as it is printed. */
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { client, createTestDatabase } from '@polyphony/core/testing';
import { fragments, installed } from '../documents/guide.ts';
import { startNode } from '../exactness/node.ts';

const root = path.resolve(import.meta.dirname, '../..');

t.test('one folder, one line of configuration, one start', async (t) => {
  const directory = installed(t, 'hello');
  symlinkSync(path.join(root, 'extensions/groups'), path.join(directory, 'extensions/groups'));
  const index = fragments().get('hello/index.tsx') ?? '';
  t.ok(index.trim().split('\n').length < 30, 'it is short');

  const file = path.join(directory, 'config/communities/iati-connect.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('extensions:\n', 'extensions:\n  hello: {}\n'));
  rmSync(path.join(directory, 'config/communities/our-food-future.yaml'));

  const database = await createTestDatabase(t);
  const node = await startNode(
    t,
    {
      DATABASE_URL: database.applicationUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      POLYPHONY_SECRET: 'x'.repeat(40),
    },
    directory,
  );
  const visitor = client({ base: `${node.url}/c/iati-connect` });
  const page = await visitor.get('/hello');
  t.equal(page.status, 200, node.output());
  t.match(page.text, 'Hello, IATI Connect');
  t.same((await visitor.get('/api/hello')).body, { greeting: 'Hello' });
  t.match((await visitor.get('/')).text, 'href="/c/iati-connect/hello"', 'it is in the navigation');
  t.match((await visitor.get('/api/openapi.json')).text, '"/api/hello"', 'and in the description of the API');
});
