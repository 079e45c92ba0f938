import type { Pattern } from "./pattern.ts";

/** Streams `pattern-<user id>`, appended by the pattern policy alone, and only when something changed. */
export type PatternEvent =
  | {
      readonly type: "behaviour_pattern_computed";
      readonly data: Omit<Pattern, "text" | "actions"> & {
        readonly userId: string;
        /** null, as `actions`: the person's key was destroyed. */
        readonly text: string | null;
        readonly actions: ReadonlyArray<string> | null;
        /** The primary one; "" = none. */
        readonly segment: string;
        /** ms since 1970 */
        readonly at: number;
      };
    }
  | {
      readonly type: "behaviour_pattern_removed";
      readonly data: { readonly userId: string; readonly reason: "merged" | "idle" | "forgotten"; readonly at: number };
    };

export const patternStream = (userId: string): string => `pattern-${userId}`;
