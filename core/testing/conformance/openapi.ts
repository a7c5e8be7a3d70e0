import { unescaped } from '../../community/yaml.ts';
import { pathOf } from '../../documents/operation.ts';
import type { KeptPromise } from './promise.ts';

type Part = Readonly<Record<string, any>>;

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key === '$ref' && typeof part === 'string') yield part;
    yield* references(part);
  }
}

const at = (document: Part, pointer: string): unknown =>
  pointer
    .replace(/^#\//, '')
    .split('/')
    .reduce<any>((part, name) => part?.[unescaped(name)], document);

/** What a generator of clients stumbles over: an address without its parameters, a name twice, a reference to nothing. */
export const openapi: KeptPromise = {
  id: 'openapi',
  title: 'its part of the description of the API is there and is whole',
  async broken({ built, mine }) {
    if (!built) return [];
    const document = (await mine.manager.get('/api/openapi.json')).body as Part | undefined;
    if (!document || !String(document['openapi']).startsWith('3.1.')) return ['there is no OpenAPI 3.1 document'];
    const wrong: string[] = [];
    for (const route of built.routes) {
      const path = pathOf(route.path);
      const operation = document['paths']?.[path]?.[route.method.toLowerCase()] as Part | undefined;
      if (!operation) {
        wrong.push(`${route.method} ${route.path} is not described`);
        continue;
      }
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        const declared = [...(operation['parameters'] ?? []), ...(document['paths']?.[path]?.['parameters'] ?? [])].map(
          (one: Part) => (one['$ref'] ? (at(document, one['$ref'] as string) as Part) : one),
        );
        if (!declared.some((one: Part) => one?.['in'] === 'path' && one['name'] === name && one['required'] === true))
          wrong.push(`${route.method} ${route.path} does not describe its parameter ${name}`);
      }
      for (const status of Object.keys(route.schema.response))
        if (!operation['responses']?.[status]) wrong.push(`${route.method} ${route.path} does not describe ${status}`);
    }
    const ids = Object.values((document['paths'] ?? {}) as Part).flatMap((path: Part) =>
      Object.values(path).flatMap((operation: Part) => operation?.['operationId'] ?? []),
    );
    for (const id of new Set(ids.filter((each, place) => ids.indexOf(each) !== place)))
      wrong.push(`two operations have the name ${String(id)}`);
    for (const reference of new Set(references(document)))
      if (reference.startsWith('#/') && at(document, reference) === undefined)
        wrong.push(`${reference} leads to nothing`);
    return wrong;
  },
};
