import { readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";

/** Of what wants a core: the average of the last minute, or what it is at this moment where Linux tells, whichever is more. */
const wanting = (): number => {
  let now = 0;
  try {
    now = Number(/^\S+ \S+ \S+ (\d+)\//.exec(readFileSync("/proc/loadavg", "utf8"))?.[1] ?? 0);
  } catch {
    // not Linux
  }
  return Math.max(loadavg()[0] ?? 0, now);
};

/**
 * A duration on a machine that has cores to spare, in milliseconds, stretched where others want them too. A limit that a test asserts, or a
 * moment it plans for, is true of the program and not of the machine's other work. A run of all the tests wants twice the cores by itself.
 */
export const stretched = (ms: number): number => Math.ceil(ms * Math.max(1, wanting() / (2 * availableParallelism())));

/** How long a test waits for what has to come in the end before it gives up, ms: nobody waits that long but for a failure. */
export const patience = 120_000;

/**
 * Waits until `holds`, asked often at first and then ten times a second. Resolves to the milliseconds it took; rejects after `ms` with what
 * was thrown last.
 */
export const until = async (what: string, holds: () => Promise<boolean> | boolean, ms: number = patience): Promise<number> => {
  const began = Date.now();
  for (let delay = 5; ; delay = Math.min(delay * 1.2, 100)) {
    let why: unknown;
    try {
      if (await holds()) return Date.now() - began;
    } catch (error) {
      why = error;
    }
    if (Date.now() > began + ms) throw new Error(`not in ${ms} ms: ${what}${why ? ` (${String(why)})` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
};
