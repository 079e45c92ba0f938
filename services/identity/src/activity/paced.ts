import { setTimeout as sleep } from "node:timers/promises";
import type { Source } from "@marketing/shared/subscription/source";

/**
 * Lets events gather for a moment (`least` and `most` ms), since a batch costs a commit to disk and what one person did in it becomes one
 * event. The more events come the longer it waits, two milliseconds for each. A full batch ends the wait, and so does a pause as long as the
 * last batch took: a busy machine's events come in bursts. A reader that is behind, and finds full batches, does not wait.
 */
export const paced = (source: Source, { least, most }: { readonly least: number; readonly most: number }): Source => {
  let [notBefore, givenAt, pause] = [0, 0, 0];
  let [hints, lastHint] = [0, 0]; // a source of messages gives a hint for each
  source.onWake(() => {
    hints++;
    lastHint = performance.now();
  });
  const gather = async (limit: number): Promise<void> => {
    for (let now = performance.now(); now < notBefore && hints < limit && now - lastHint < pause; now = performance.now())
      await sleep(Math.min(notBefore - now, least));
  };
  return {
    name: source.name,
    onWake: (wake) => source.onWake(wake),
    async read(cursor, limit) {
      if (givenAt > 0) pause = Math.max(2 * least, performance.now() - givenAt);
      await gather(limit);
      hints = 0;
      const batch = await source.read(cursor, limit);
      const [came, full] = [batch.events.length, batch.events.length >= limit];
      givenAt = came > 0 ? performance.now() : 0;
      notBefore = came > 0 && !full ? givenAt + Math.min(most, Math.max(least, 2 * came)) : 0;
      return batch;
    },
  };
};
