/** Between instants and what a date field holds, `2026-12-04T20:00` as the clocks of a zone show it. */

const clock = (zone: string) =>
  new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

/** What the clocks of `zone` (IANA) show at an instant. */
export function localText(at: Date, zone: string): string {
  const part = Object.fromEntries(
    clock(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`;
}

/**
 * The instant at which the clocks of `zone` show `text`; undefined where it is no date with a time. An hour that is skipped in
 * spring is taken as the one after it, an hour that comes twice in autumn as the first.
 */
export function instantOf(text: string, zone: string): Date | undefined {
  const match = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(text)?.[0];
  const shown = match === undefined ? Number.NaN : Date.parse(`${match}Z`);
  if (match === undefined || Number.isNaN(shown)) return undefined;
  const offset = (at: number) => Date.parse(`${localText(new Date(at), zone)}Z`) - at;
  const candidates = [shown - offset(shown - 86_400_000), shown - offset(shown + 86_400_000)];
  const exact = candidates.filter((at) => localText(new Date(at), zone) === match);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}
