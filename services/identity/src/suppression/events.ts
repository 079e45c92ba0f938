import { SuppressionAddedSchema, SuppressionRemovedSchema } from "@marketing/protos/identity/v1/identity_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { Entry } from "./entry.ts";

interface Changed extends Entry {
  readonly reason: string;
  /** ms since 1970 */
  readonly at: number;
}

const told = ({ kind, value, reason, at }: Changed) => ({ kind, value, reason, timestamp: isoTime(at) });
const sample: Changed = { kind: "domain", value: "engines.example", reason: "asked by their lawyer", at: Date.UTC(2026, 4, 4, 9, 30) };

/**
 * Streams `suppression-<id of the entry>`. Nothing in them is personal data under anybody's key: the list outlives the person, whose address it
 * holds as a hash.
 */
export const suppressionEvents = defineEvents(
  {
    suppression_added: event<Changed>({
      version: 1,
      public: shape("suppression.added", SuppressionAddedSchema, told),
      sample,
    }),
    suppression_removed: event<Changed>({
      version: 1,
      public: shape("suppression.removed", SuppressionRemovedSchema, told),
      sample: { ...sample, reason: "added by mistake" },
    }),
  },
  { sampleStream: "suppression-5a1c3f0e-93e1-5f7d-8a8e-0d2f1e4b7c02" },
);
export type SuppressionEvent = EventOf<typeof suppressionEvents>;
