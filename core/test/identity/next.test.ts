/** Where somebody goes after signing in: into the community, whatever an address says that anybody may have written. */
import t from 'tap';
import { ownPath } from '../../http/own-path.ts';
import { safeNext } from '../../identity/next.ts';

t.test('no spelling of another site leads there', async (t) => {
  const elsewhere = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/groups/..//evil.example',
    '/%2e//evil.example',
    '/./\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
  ];
  for (const next of elsewhere) {
    t.equal(ownPath(next), '/', next);
    t.equal(safeNext(next), '/', next);
  }
  t.equal(safeNext('/groups/../people?q=//a'), '/people?q=//a');
});
