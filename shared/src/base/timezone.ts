const named = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

/** Of three letters IANA has these alone. Intl knows others of its own: to it BST is Dhaka, to PostgreSQL London in summer, and nobody means the first. */
const threeLetters = new Set(["CET", "EET", "EST", "GMT", "HST", "MET", "MST", "PRC", "ROC", "ROK", "UCT", "UTC", "WET"]);

/**
 * The IANA zone that is meant, as this runtime calls it: any spelling and any older name is the same one of some four hundred. Null for
 * whatever else Intl takes: an offset (+02:00), which PostgreSQL reads with the other sign, and zones that PostgreSQL does not have.
 */
export const timezoneOf = (name: string): string | null => {
  if (/^[a-z]{3}$/i.test(name) && !threeLetters.has(name.toUpperCase())) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return named.has(timeZone) || /^Etc\/GMT[+-]\d+$/.test(timeZone) ? timeZone : null;
  } catch {
    return null;
  }
};

const clocks = new Map<string, Intl.DateTimeFormat>();
const clockOf = (zone: string): Intl.DateTimeFormat => {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    const part = "2-digit";
    const parts = { year: "numeric", month: part, day: part, hour: part, minute: part, second: part } as const;
    clock = new Intl.DateTimeFormat("en-US-u-ca-iso8601-hc-h23", { timeZone: zone, ...parts });
    clocks.set(zone, clock);
  }
  return clock;
};

/** How far the clocks of a zone are ahead of UTC at an instant, in ms. */
const aheadAt = (zone: string, at: number): number => {
  const shown = new Map(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return wall - Math.floor(at / 1_000) * 1_000;
};

/**
 * The instant at which the clocks of a zone show a time, given as the instant at which UTC's clocks show it (ms since 1970). A time that they show
 * twice is the first one; one that they leave out is as far behind the gap as it says.
 */
export const instantIn = (zone: string, wall: number): number => {
  const [before, after] = [aheadAt(zone, wall - 86_400_000), aheadAt(zone, wall + 86_400_000)];
  const found = [wall - before, wall - after].filter((at) => at + aheadAt(zone, at) === wall);
  return found.length > 0 ? Math.min(...found) : wall - before;
};
