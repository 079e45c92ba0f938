const named = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

/**
 * The IANA zone that is meant, as this runtime calls it: any spelling and any older name is the same one of some four hundred. Null for
 * whatever else Intl takes: an offset (+02:00), which PostgreSQL reads with the other sign, and zones that PostgreSQL does not have.
 */
export const timezoneOf = (name: string): string | null => {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return named.has(timeZone) || /^Etc\/GMT[+-]\d+$/.test(timeZone) ? timeZone : null;
  } catch {
    return null;
  }
};
