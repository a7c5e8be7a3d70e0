/** The description of the API is valid, complete and exact, for every set of extensions. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

type Part = Record<string, any>;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const operations = (document: Part): Part[] =>
  Object.entries<Part>(document['paths']).flatMap(([address, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ address, method, ...item[method] })),
  );
const followed = (document: Part, part: Part): Part =>
  typeof part?.['$ref'] === 'string'
    ? part['$ref']
        .split('/')
        .slice(1)
        .reduce((found: any, name: string) => found[name], document)
    : part;

const sets: Record<string, Record<string, object>> = {
  bare: {},
  groups: { groups: {} },
  challenges: { 'crowd-innovation': {} },
  all: { groups: {}, 'crowd-innovation': {} },
};

t.test('the description of the API', async (t) => {
  const platform = await startPlatform(t, {
    communities: {
      ...Object.fromEntries(Object.entries(sets).map(([slug, extensions]) => [slug, { extensions }])),
      twin: { extensions: sets['all'] ?? {} },
      shut: { access: 'closed', extensions: sets['all'] ?? {} },
    },
  });
  const documents = new Map<string, Part>();
  for (const slug of Object.keys(sets)) {
    const answer = await platform.visitor(slug).get('/api/openapi.json');
    t.equal(answer.status, 200, slug);
    documents.set(slug, answer.body as Part);
  }

  await t.test('it is made once for each set of extensions, and says so', async (t) => {
    const first = await platform.visitor('all').get('/api/openapi.json');
    const again = await platform.visitor('all').get('/api/openapi.json');
    t.equal(again.text, first.text);
    const etag = first.headers.get('etag') ?? '';
    t.match(etag, /^"[\w-]+"$/);
    t.match(first.headers.get('vary') ?? '', /authorization/i);
    const unchanged = await platform
      .visitor('all')
      .request('GET', '/api/openapi.json', { headers: { 'if-none-match': etag } });
    t.equal(unchanged.status, 304);
    t.equal(unchanged.text, '');
    const twin = await platform.visitor('twin').get('/api/openapi.json');
    t.not(twin.headers.get('etag'), etag, 'another community has another address');
    t.same((twin.body as Part)['paths'], (first.body as Part)['paths'], 'and the same paths');
  });

  await t.test('a closed community shows it to members alone', async (t) => {
    t.equal((await platform.visitor('shut').get('/api/openapi.json')).status, 401);
    const member = await platform.member('shut');
    t.equal((await member.get('/api/openapi.json')).status, 200);
  });

  for (const [slug, document] of documents)
    await t.test(`of ${slug === 'bare' ? 'core alone' : slug}`, async (t) => {
      const { valid, errors } = await new Validator().validate(structuredClone(document));
      t.ok(valid, `is valid OpenAPI 3.1: ${JSON.stringify(errors)?.slice(0, 500)}`);
      t.match(document['openapi'], /^3\.1\./);

      const all = operations(document);
      const ids = all.map(({ operationId }) => operationId as string);
      t.same(
        ids.filter((id, at) => ids.indexOf(id) !== at),
        [],
        'every operation has a name of its own',
      );
      const tags = new Map(document['tags'].map((tag: Part) => [tag['name'], tag]));
      const extensions = new Set(['core', ...Object.keys(sets[slug] ?? {})]);
      t.same(new Set(tags.keys()), extensions, 'every extension that is on is a tag, and no other');
      for (const tag of document['tags']) t.ok(tag['description'] && tag['x-title'], `${tag['name']} says what it is`);

      for (const { address, method, ...operation } of all) {
        const what = `${method.toUpperCase()} ${address}`;
        const declared = (operation['parameters'] ?? [])
          .map((one: Part) => followed(document, one))
          .filter((one: Part) => one['in'] === 'path');
        t.same(
          declared.map((one: Part) => one['name']).sort(),
          [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
          `${what} declares the parameters of its path`,
        );
        t.ok(operation['summary'] && operation['x-permission'], `${what} says what it does and who may`);
        t.ok(extensions.has(operation['x-extension']), `${what} belongs to an extension that is on`);
        t.same(operation['tags'], [operation['x-extension']], what);
        const statuses = Object.keys(operation['responses']);
        for (const needed of ['401', '404', '500', '503']) t.ok(statuses.includes(needed), `${what} ${needed}`);
        if (!['anyone', 'member'].includes(operation['x-permission']))
          t.match(followed(document, operation['responses']['403'])['description'], 'core.not-permitted', what);
      }
    });

  await t.test('every example fits its schema', async (t) => {
    const document = documents.get('all') ?? {};
    const ajv = (formats as unknown as (ajv: Ajv2020) => Ajv2020)(
      new Ajv2020({ strict: false, validateFormats: true }),
    );
    ajv.addSchema({ $id: 'https://document.example/api', ...document });
    let seen = 0;
    for (const operation of operations(document)) {
      const json = operation['requestBody']?.content['application/json'];
      if (!json) continue;
      t.ok('example' in json, `${operation['operationId']} shows a body`);
      t.ok(ajv.validate(json.schema, json.example), `${operation['operationId']}: ${ajv.errorsText()}`);
      seen++;
    }
    for (const [name, response] of Object.entries<Part>(document['components'].responses)) {
      const { schema, examples } = response['content']['application/problem+json'];
      const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"https://document.example/api#/'));
      for (const [code, { value }] of Object.entries<Part>(examples)) {
        t.ok(ajv.validate(whole, value), `${name} ${code}: ${ajv.errorsText()}`);
        t.notMatch(value.detail, /[{}]/, `${code} has its words filled in`);
        seen++;
      }
    }
    t.ok(seen > 80, `${seen} examples`);
  });

  await t.test('it has every route that is mounted', async (t) => {
    const routes = [platform.app.registry.core, ...platform.app.registry.built.values()].flatMap(
      (built) => built.routes,
    );
    t.equal(operations(documents.get('all') ?? {}).length, routes.length);
  });
});

t.test('errors that a route declares are errors that there are', async (t) => {
  const platform = await startPlatform(t, { communities: { all: { extensions: sets['all'] ?? {} } } });
  const built = [platform.app.registry.core, ...platform.app.registry.built.values()];
  const known = new Set(built.flatMap(({ definition }) => Object.keys(definition.problems?.entries ?? {})));
  for (const { routes } of built)
    for (const { method, path: address, problems = [] } of routes)
      for (const code of problems) t.ok(known.has(code), `${method} ${address}: ${code}`);
});
