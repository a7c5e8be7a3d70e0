/** What PostgreSQL refuses because of a value is the sender's to mend; what it refuses because of us is not. */
import t from 'tap';
import { asProblem } from '../../http/failures.ts';

const refused = (code: string, message = '') => asProblem(Object.assign(new Error(message), { code }), 'reference');

t.test('a value that no column takes is answered with 400', async (t) => {
  const cases: readonly [code: string, message: string][] = [
    ['22021', 'invalid byte sequence for encoding "UTF8": 0x00'],
    ['22P05', 'unsupported Unicode escape sequence'],
    ['22P02', 'invalid input syntax for type json'],
    ['22P02', 'invalid input syntax for type integer: "1e+308"'],
    ['22P02', 'invalid input syntax for type bigint: "-1.5e+21"'],
    ['22P02', 'invalid input syntax for type smallint: "1e+21"'],
    ['22003', 'value "99999999999" is out of range for type integer'],
    ['22008', 'date/time field value out of range'],
  ];
  for (const [code, message] of cases) t.equal(refused(code, message).status, 400, message);
});

t.test('our own mistake stays ours', async (t) => {
  for (const [code, message] of [
    ['22P02', 'invalid input syntax for type uuid: "nonsense"'],
    ['22P02', 'invalid input syntax for type integer: "many"'],
    ['42703', 'column "x" does not exist'],
  ] as const)
    t.equal(refused(code, message).code, 'core.internal', message);
});
