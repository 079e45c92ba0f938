import { setImmediate } from "node:timers/promises";

const sliceMilliseconds = 8;
/** Reading the clock costs more than most steps do, so it is read at every 32nd check only. */
const checksPerClockRead = 32;

/** Lets a long computation share the event loop: it checks `expired()` at every step and, when true, awaits `yieldToOthers()`. */
export interface TimeSlice {
  expired(): boolean;
  yieldToOthers(): Promise<void>;
}

export const startTimeSlice = (): TimeSlice => {
  let startedAt = performance.now();
  let checks = 0;
  return {
    expired: () => ++checks % checksPerClockRead === 0 && performance.now() - startedAt > sliceMilliseconds,
    yieldToOthers: async () => {
      await setImmediate();
      startedAt = performance.now();
    },
  };
};
