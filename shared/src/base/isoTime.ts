const dayMs = 86_400_000;
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
let [day, date] = [Number.NaN, ""];

/**
 * The same text, and the same RangeError, as `new Date(ms).toISOString()`. It is several times faster for times of the same day, because
 * the date part is kept from one call to the next.
 */
export const isoTime = (ms: number): string => {
  const of = Math.floor(ms / dayMs);
  if (of !== day) {
    date = new Date(of * dayMs).toISOString().slice(0, -13);
    day = of;
  }
  const t = Math.floor(ms) - of * dayMs;
  const s = (t / 1_000) | 0;
  const rest = t - s * 1_000;
  return `${date}${two[(s / 3_600) | 0]}:${two[((s / 60) | 0) % 60]}:${two[s % 60]}.${rest < 10 ? "00" : rest < 100 ? "0" : ""}${rest}Z`;
};

/** The same of what may be unknown. */
export const isoTimeOrNull = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : isoTime(ms));

/**
 * Whether a time can be stored and told: of the years 1 to 9999. Others are written with a sign and six digits (-000001, +010000), which
 * PostgreSQL does not read, and google.protobuf.Timestamp does not have them.
 */
export const isStorable = (ms: number): boolean => ms >= -62_135_596_800_000 && ms <= 253_402_300_799_999;
