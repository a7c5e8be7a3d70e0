import { types, type CustomTypesConfig } from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const TEXT_ARRAY = 1009 as number;
const DATE = 1082;

const arrayOfText = types.getTypeParser(TEXT_ARRAY, 'text') as (text: string) => (string | null)[];

/**
 * How columns become JavaScript values, for our pools only: pg's own table is global to the process and stays untouched.
 *
 * - `bigint` is a `bigint`: pg's default is text, and a number would round beyond 2^53.
 * - `date` is the text `YYYY-MM-DD`: pg's default is midnight in the zone of the process, another day elsewhere.
 * - `timestamptz` is a `Date`, `numeric` is text (both as pg has them).
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === INT8) return BigInt;
      if (oid === INT8_ARRAY)
        return (text: string) => arrayOfText(text).map((item) => (item === null ? null : BigInt(item)));
      if (oid === DATE) return String;
    }
    return types.getTypeParser(oid, format as 'text');
  }) as CustomTypesConfig['getTypeParser'],
};
