import type { Logger } from "../base/logger.ts";
import type { AckWindow } from "./ackWindow.ts";
import type { StreamEnd } from "./streamEnd.ts";

/** Where a relay stores how far it has read the log. */
export interface RelayCheckpoint {
  load(): Promise<string | null>;
  save(token: string): Promise<void>;
}

interface Memory {
  readonly created: string;
  readonly lastSequence: number;
  readonly position: number;
}

export interface RelayMemory {
  load(): Promise<void>;
  /**
   * The position to continue from: that of the bus's last message, or a later one if the events behind it were read before and are all
   * private.
   */
  resumeFrom(place: StreamEnd): number;
  /** Stores that the log was read up to `position`, and where the JetStream stream (created at `created`) ended then. */
  remember(window: AckWindow, created: string, position: number): Promise<void>;
}

/** Remembers how far the log was read beyond the last published event. It only counts while the bus is as it was then. */
export const createMemory = (checkpoint: RelayCheckpoint | undefined, logger: Logger): RelayMemory => {
  let memory: Memory | null = null;
  return {
    load: async () => {
      const stored = await checkpoint?.load().catch(() => null);
      if (stored) memory = JSON.parse(stored) as Memory;
    },
    resumeFrom: (place) => {
      const same = memory && memory.created === place.created && memory.lastSequence === place.lastSequence;
      if (same && (place.heldSequence === place.lastSequence || place.aged)) return Math.max(memory!.position, place.position);
      return place.position;
    },
    remember: async (window, created, position) => {
      if (memory?.position === position && memory.lastSequence === window.lastSequence()) return;
      memory = { created, lastSequence: window.lastSequence(), position };
      await checkpoint?.save(JSON.stringify(memory)).catch((e: Error) => logger.warn("relay checkpoint not saved", { error: e }));
    },
  };
};
