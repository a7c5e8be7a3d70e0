/**
 * The clock of a platform under test. It moves `ctx.now()`, on every node of the platform: words of pages and mails, and what
 * extensions decide by it. It does not move the clock of the database, which decides deadlines, sessions, grants that end and
 * when jobs are due: for jobs there is `settle({ until })`, for the rest write the dates of rows.
 */
export interface TestClock {
  now(): Date;
  /** Moves it on, in milliseconds; it goes on running from there. */
  advance(milliseconds: number): void;
  /** It goes on running from this moment. */
  set(moment: Date): void;
}

export interface MovableClock extends TestClock {
  /** Does something as if it were that moment, and goes back. */
  during<R>(moment: Date, work: () => Promise<R>): Promise<R>;
}

export function testClock(): MovableClock {
  let ahead = 0;
  const set = (moment: Date) => {
    if (Number.isNaN(moment.getTime())) throw new Error('the clock needs a valid date');
    ahead = moment.getTime() - Date.now();
  };
  return Object.freeze({
    now: () => new Date(Date.now() + ahead),
    advance(milliseconds: number) {
      ahead += milliseconds;
    },
    set,
    async during<R>(moment: Date, work: () => Promise<R>) {
      const before = ahead;
      set(moment);
      try {
        return await work();
      } finally {
        ahead = before;
      }
    },
  });
}
