import type { Logger } from "../base/logger.ts";
import type { AckWindow } from "./ackWindow.ts";
import type { BusPlace } from "./busPlace.ts";

/** Where a relay keeps how far it read the log. */
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
  /** The position to go on from: the bus's last message, or further when the log behind it was read before and is private. */
  resumeFrom(place: BusPlace): number;
  /** Keeps that the log was read up to `position` while the JetStream stream made at `created` ended where the window does. */
  remember(window: AckWindow, created: string, position: number): Promise<void>;
}

/** How far the log was read beyond what the bus shows. Never trusted against the bus. */
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
