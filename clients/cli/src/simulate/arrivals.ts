import type { Random } from "./prng.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** Share of a working day's visits by hour, UTC: Europe in the morning, America in the afternoon. */
const byHour = [6, 5, 5, 5, 6, 9, 18, 38, 62, 74, 78, 70, 66, 80, 92, 96, 90, 78, 60, 46, 34, 24, 15, 9];

const weekendShare = 0.32;

/** How busy an hour is, compared with others; more by the end than at the start, as a young product grows. */
const weightAt = (time: number, start: number, length: number): number => {
  const date = new Date(time);
  const weekday = date.getUTCDay();
  const growth = 1 + 0.35 * ((time - start) / length);
  return byHour[date.getUTCHours()]! * (weekday === 0 || weekday === 6 ? weekendShare : 1) * growth;
};

/** Times of `count` visitors' first visits, ascending, in whole milliseconds. Draws one number each, in order, and holds one hour's at a time. */
export const arrivals = function* (random: Random, count: number, start: number, days: number): Generator<number> {
  const length = days * day;
  const hours = Array.from({ length: days * 24 }, (_, i) => weightAt(start + i * hour, start, length));
  const total = hours.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    // Stratified: the i-th visitor falls in the i-th share of the total, so times ascend by themselves.
    const target = ((i + random.float()) / count) * total;
    while (at < hours.length - 1 && before + hours[at]! <= target) {
      before += hours[at]!;
      at += 1;
    }
    yield Math.floor(start + at * hour + ((target - before) / hours[at]!) * hour);
  }
};
