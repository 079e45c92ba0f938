/** How far a run of test files has come. Times in milliseconds; `now` is any clock's. */
export interface TestProgress {
  started(file: string, now: number): void;
  ended(file: string, now: number, failed: boolean): void;
  /** "41 of 167 files, 1 failed, about 3:10 left; now flows/demo.test.ts (95 s)" */
  line(now: number): string;
  /** The files that took longest, longest first. */
  slowest(count: number): ReadonlyArray<{ readonly file: string; readonly ms: number }>;
}

const guess = 3_000;
const clock = (ms: number): string => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}`;
const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, n) => all + n, 0);

/** `files`: each with what it took the last time, or undefined: then it is taken to be like the average of those that are known. */
export const testProgress = (files: ReadonlyMap<string, number | undefined>, workers: number): TestProgress => {
  const running = new Map<string, number>();
  const took = new Map<string, number>();
  let failures = 0;
  const left = (now: number): number => {
    const known = [...took.values(), ...[...files].flatMap(([file, ms]) => (took.has(file) || ms === undefined ? [] : [ms]))];
    const average = known.length === 0 ? guess : sum(known) / known.length;
    const rest = [...files].flatMap(([file, ms = average]) => {
      if (took.has(file)) return [];
      const since = running.get(file);
      return [since === undefined ? ms : Math.max(0, ms - (now - since))];
    });
    return Math.max(sum(rest) / workers, ...rest);
  };
  return {
    started: (file, now) => running.set(file, now),
    ended: (file, now, failed) => {
      took.set(file, now - (running.get(file) ?? now));
      running.delete(file);
      if (failed) failures += 1;
    },
    line: (now) => {
      const current = [...running].map(([file, since]) => `${file} (${seconds(now - since)})`);
      return [
        `${took.size} of ${files.size} files`,
        ...(failures > 0 ? [`${failures} failed`] : []),
        `about ${clock(left(now))} left${current.length > 0 ? `; now ${current.join(", ")}` : ""}`,
      ].join(", ");
    },
    slowest: (count) =>
      [...took]
        .map(([file, ms]) => ({ file, ms }))
        .sort((a, b) => b.ms - a.ms)
        .slice(0, count),
  };
};
