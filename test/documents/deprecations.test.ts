/** What goes is said to whoever uses it: at the start, to programs, and in the check of configuration. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { bootReport, startPlatform } from '@polyphony/core/testing';
import { checkConfiguration } from '../../core/cli/check-configuration.ts';
import { survey } from '../../core/lifecycle/survey.ts';

const root = path.resolve(import.meta.dirname, '../fixtures/deprecated');
const goes = 'deprecated since 1.2.0 and gone with 2.0.0: use';

t.test('what goes, and who still uses it', async (t) => {
  const platform = await startPlatform(t, {
    root,
    communities: { one: { extensions: { parish: { settings: { bell: 'great' } }, choir: {} } } },
  });
  const report = new Map(bootReport(platform.app.registry).map((line) => [line.extension, line]));
  const visitor = platform.visitor('one');

  t.test('every offender is named with what to use instead, one line each', async (t) => {
    t.same(report.get('choir')?.deprecations, [
      `contributes to parish.hymns, ${goes} parish.songs instead`,
      `hooks into parish.gathering, ${goes} parish.assembling instead`,
      `listens to parish.rang, ${goes} parish.struck instead`,
      `asks for parish.ring, ${goes} parish.bells.ring instead`,
    ]);
    t.equal(report.get('choir')?.state, 'admitted', 'and goes on working');
    t.same(report.get('parish')?.deprecations, [], 'the owner is no offender');
  });

  t.test('past its end the offender is not admitted, and is told what to use', async (t) => {
    const organ = report.get('organ');
    t.equal(organ?.state, 'failed (admit)');
    t.equal(
      organ?.reason,
      'it contributes to parish.psalms, which is gone since parish 1.4.0: use parish.songs instead',
    );
    t.equal(report.get('parish')?.state, 'admitted', 'nobody else is touched');
  });

  t.test('a route that goes says so in its answers and in the description of the API', async (t) => {
    const answer = await visitor.get('/api/parish');
    t.same(answer.body, { bell: 'great' });
    t.equal(answer.headers.get('deprecation'), `@${Date.UTC(2026, 9, 1) / 1000}`);
    t.equal(answer.headers.get('sunset'), 'Fri, 01 Oct 2027 00:00:00 GMT');
    t.match(answer.headers.get('link'), /^<\/c\/one\/api\/docs>; rel="deprecation"/);
    const document = (await visitor.get('/api/openapi.json')).body as Record<string, any>;
    t.equal(document['paths']['/api/parish'].get.deprecated, true);
    t.match(document['paths']['/api/parish'].get.description, 'use GET /api/parish/bells instead');
    t.equal((await visitor.get('/api/community')).headers.get('deprecation'), null, 'others do not');
    t.match((await visitor.get('/api/docs/getParish')).text, 'Goes with version 2.0.0');
  });

  t.test('health has the lines', async (t) => {
    const health = (await (await fetch(`${platform.url}/api/platform/health`)).json()) as {
      extensions: { extension: string; deprecations: string[] }[];
    };
    t.equal(health.extensions.find(({ extension }) => extension === 'choir')?.deprecations.length, 4);
  });

  t.test('a setting that goes is taken, and the check of configuration says where it stands', async (t) => {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-config-'));
    t.teardown(() => rmSync(directory, { recursive: true, force: true }));
    mkdirSync(path.join(directory, 'communities'));
    const file = path.join(directory, 'communities/one.yaml');
    writeFileSync(file, 'name: One\nextensions:\n  parish:\n    settings:\n      bell: great\n');
    const { problems, warnings } = await checkConfiguration(await survey(root), directory, {});
    t.same(problems, []);
    t.match(warnings, [{ file: 'communities/one.yaml', line: 5, key: 'extensions.parish.settings.bell' }]);
    t.match(warnings[0]?.reason, 'use bells instead');
    writeFileSync(file, 'name: One\nextensions:\n  parish: { settings: { bells: [great] } }\n');
    t.same((await checkConfiguration(await survey(root), directory, {})).warnings, []);
  });
});
