import { isoTime } from "@marketing/shared/base/isoTime";
import type { JsonValue } from "@marketing/shared/base/json";
import { sameJson } from "@marketing/shared/base/json";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import type { UserEvent } from "./events.ts";
import type { Traits } from "./profileData.ts";

/** A row of `trait_history`; undefined = the trait was not there. */
export interface TraitChange {
  readonly tenantId: string;
  readonly userId: string;
  readonly position: number;
  readonly trait: string;
  readonly old: JsonValue | undefined;
  readonly new: JsonValue | undefined;
  readonly at: number;
  readonly source: string;
}

const sourceOf = (event: Recorded<UserEvent>): string => {
  if (event.type === "user_merged") return `merge:${event.data.mergeId}`;
  if (event.type === "user_unmerged") return `undo:${event.data.mergeId}`;
  return "source" in event.data ? event.data.source : "api";
};

/** What an event changed of the traits that everybody sees. */
export const traitChangesOf = (event: Recorded<UserEvent>, before: Traits, after: Traits): ReadonlyArray<TraitChange> => {
  const { tenantId, position } = event;
  const source = sourceOf(event);
  const { userId } = event.data;
  // only events that say when they were said change traits
  const at = "at" in event.data ? event.data.at : event.recordedAt.getTime();
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((t) => Object.hasOwn(before, t) !== Object.hasOwn(after, t) || !sameJson(before[t], after[t]))
    .map((trait) => ({
      ...{ tenantId, userId, position, trait, at, source },
      old: Object.hasOwn(before, trait) ? before[trait] : undefined,
      new: Object.hasOwn(after, trait) ? after[trait] : undefined,
    }));
};

/** A trait that is JSON's null is not one that was absent, which is SQL's NULL. */
const json = (value: JsonValue | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

export const insertTraitChanges = async (client: PoolClient, changes: ReadonlyArray<TraitChange>): Promise<void> => {
  if (changes.length === 0) return;
  await client.query({
    name: "insert_trait_history",
    text: `INSERT INTO trait_history (tenant_id, user_id, position, trait, old_value, new_value, at, source)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::jsonb[], $6::jsonb[], $7::timestamptz[], $8::text[])`,
    values: [
      changes.map((c) => c.tenantId),
      changes.map((c) => c.userId),
      changes.map((c) => c.position),
      changes.map((c) => c.trait),
      changes.map((c) => json(c.old)),
      changes.map((c) => json(c.new)),
      changes.map((c) => isoTime(c.at)),
      changes.map((c) => c.source),
    ],
  });
};
