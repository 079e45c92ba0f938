import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { Pattern } from "./pattern.ts";

export interface PatternComputed extends Omit<Pattern, "text" | "actions"> {
  readonly userId: string;
  /** null, as `actions`: the person's key was destroyed. */
  readonly text: string | null;
  readonly actions: ReadonlyArray<string> | null;
  /** The primary one; "" = none. */
  readonly segment: string;
  /** ms since 1970 */
  readonly at: number;
}

export const patternStream = (userId: string): string => `pattern-${userId}`;

/** Streams `pattern-<user id>`, appended by the pattern policy alone, and only when something changed. */
export const patternEvents = defineEvents({
  behaviour_pattern_computed: event<PatternComputed>({ version: 1, personal: ["text", "actions"] }),
  behaviour_pattern_removed: event<{
    readonly userId: string;
    readonly reason: "merged" | "idle" | "forgotten";
    readonly at: number;
  }>({ version: 1 }),
});
export type PatternEvent = EventOf<typeof patternEvents>;
