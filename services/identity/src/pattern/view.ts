import { allOf, type EventOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { WantedEntity } from "@marketing/shared/vectors/vectorIndex";
import { vectorIndexOf, wantedTables, wantVectors } from "@marketing/shared/vectors/wanted";
import { userEvents } from "../user/events.ts";
import { distinct, keyOf } from "../user/keys.ts";
import { countActions } from "./actionCountRows.ts";
import { patternEvents } from "./events.ts";
import { loadActions, type PatternChange, putPatterns, removePatterns } from "./rows.ts";

const events = allOf(patternEvents, userEvents.only("merged_into"));

const changeOf = (e: Recorded<EventOf<typeof events>>): PatternChange => {
  const { tenantId, position } = e;
  const { userId } = e.data;
  if (e.type !== "behaviour_pattern_computed" || e.data.text === null || e.data.actions === null)
    return { tenantId, userId, position, pattern: null };
  const { text, actions } = e.data;
  return { tenantId, userId, position, pattern: { ...e.data, text, actions } };
};

/** The last effective change of each person: a merge is one only where there is a pattern to remove, be it of the same batch. */
const effectiveChanges = (changes: ReadonlyArray<PatternChange>, before: ReadonlyMap<string, unknown>): ReadonlyArray<PatternChange> => {
  const effective = new Map<string, PatternChange>();
  for (const c of changes) {
    const last = effective.get(keyOf(c));
    if (c.pattern !== null || (last ? last.pattern !== null : before.has(keyOf(c)))) effective.set(keyOf(c), c);
  }
  return [...effective.values()];
};

/** Of the person's one vector. */
export const patternItemId = (userId: string): string => `${userId}#p`;

const wanted = ({ tenantId, userId, position, pattern }: PatternChange): WantedEntity => ({
  tenantId,
  entityId: userId,
  position,
  items: pattern
    ? [
        {
          id: patternItemId(userId),
          text: pattern.text,
          metadata: {
            segment: pattern.segment,
            frequency: pattern.frequency,
            conversion_rate: pattern.conversionRate,
            pattern_type: pattern.patternType,
            last_active: pattern.lastActive / 1_000,
          },
        },
      ]
    : [],
});

/** Tables `user_patterns` and `pattern_actions`, and what has to be in the index user-behavior-patterns: one vector a person. */
export const patternView = postgresView({
  name: "user_patterns",
  version: 1,
  tables: ["user_patterns", "pattern_actions", ...wantedTables],
  events,
  batchSize: 1_000,
  apply: async (client, batch) => {
    const all = batch.map(changeOf);
    const before = await loadActions(client, distinct(all));
    const changes = effectiveChanges(all, before);
    if (changes.length === 0) return;
    await removePatterns(
      client,
      changes.filter((c) => c.pattern === null),
    );
    await putPatterns(client, changes);
    await countActions(client, changes, before);
    await wantVectors(client, changes.map(wanted));
  },
});

export const patternIndex = vectorIndexOf("user-behavior-patterns", patternView);
