/** engaged / served rounded half up to four places, at most 1; null when nothing was served. As the database computes it. */
export const scoreOf = (served: number, engaged: number): number | null =>
  served === 0 ? null : Math.min(1, Math.floor((20_000 * engaged + served) / (2 * served)) / 10_000);
