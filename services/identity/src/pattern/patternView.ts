import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { WantedEntity } from "@marketing/shared/vectors/vectorIndex";
import { vectorIndexOf, wantedTables, wantVectors } from "@marketing/shared/vectors/wanted";
import type { PoolClient } from "pg";
import { distinct, type Key, keyOf } from "../segment/people.ts";
import type { PatternEvent } from "./patternEvents.ts";
import { isConversion } from "./words.ts";

type Computed = Extract<PatternEvent, { type: "behaviour_pattern_computed" }>["data"];
interface Change extends Key {
  readonly position: number;
  /** null = the person has none. */
  readonly pattern: Computed | null;
}

/** Tables `user_patterns` and `pattern_actions`, and what has to be in the index user-behavior-patterns: one vector a person. */
export const patternView: PostgresView = {
  kind: "postgres",
  name: "user_patterns",
  version: 1,
  tables: ["user_patterns", "pattern_actions", ...wantedTables],
  types: new Set(["behaviour_pattern_computed", "behaviour_pattern_removed", "merged_into"]),
  batchSize: 1_000,
  async apply(client, events) {
    const changes = events.map(changeOf);
    const before = await loadActions(client, distinct(changes));
    const news = newsOf(changes, before);
    if (news.length === 0) return;
    await removePatterns(client, news);
    await putPatterns(client, news);
    await count(client, news, before);
    await wantVectors(client, news.map(wanted));
  },
};

export const patternIndex = vectorIndexOf("user-behavior-patterns", patternView);

/** Of the person's one vector. */
export const patternItemId = (userId: string): string => `${userId}#p`;

/** The last change of each person that is one: a merge is news only where there is a pattern, be it of the same batch. */
const newsOf = (changes: ReadonlyArray<Change>, before: ReadonlyMap<string, unknown>): ReadonlyArray<Change> => {
  const news = new Map<string, Change>();
  for (const c of changes) {
    const last = news.get(keyOf(c));
    if (c.pattern !== null || (last ? last.pattern !== null : before.has(keyOf(c)))) news.set(keyOf(c), c);
  }
  return [...news.values()];
};

const changeOf = (e: RecordedEvent): Change => {
  const { tenantId, position, data } = e;
  const pattern = e.type === "behaviour_pattern_computed" && data.text !== null && data.actions !== null ? (data as Computed) : null;
  return { tenantId, userId: data.userId, position, pattern };
};

const wanted = ({ tenantId, userId, position, pattern }: Change): WantedEntity => ({
  tenantId,
  entityId: userId,
  position,
  items: pattern
    ? [
        {
          id: patternItemId(userId),
          text: pattern.text!,
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

const keysOf = (keys: ReadonlyArray<Key>): [string[], string[]] => [keys.map((k) => k.tenantId), keys.map((k) => k.userId)];

const loadActions = async (client: PoolClient, keys: ReadonlyArray<Key>): Promise<Map<string, ReadonlyArray<string>>> => {
  const { rows } = await client.query<{ tenant_id: string; user_id: string; actions: string[] }>({
    name: "load_pattern_actions",
    text: `SELECT p.tenant_id, p.user_id, p.actions FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
      CROSS JOIN LATERAL (SELECT * FROM user_patterns r WHERE r.tenant_id = k.t AND r.user_id = k.u OFFSET 0) p`,
    values: keysOf(keys),
  });
  return new Map(rows.map((r) => [r.tenant_id + r.user_id, r.actions]));
};

const removePatterns = async (client: PoolClient, changes: ReadonlyArray<Change>): Promise<void> => {
  const gone = changes.filter((c) => c.pattern === null);
  if (gone.length === 0) return;
  await client.query(
    "DELETE FROM user_patterns p USING unnest($1::uuid[], $2::uuid[]) AS k (t, u) WHERE p.tenant_id = k.t AND p.user_id = k.u",
    keysOf(gone),
  );
};

const putSql = `INSERT INTO user_patterns (tenant_id, user_id, position, description, segment, frequency, conversion_rate, pattern_type, last_active, computed_at, actions)
  SELECT t, u, p, d, s, f, c, y, l, m, ARRAY(SELECT jsonb_array_elements_text(a))
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::varchar[], $6::float8[], $7::float8[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::jsonb[])
      AS k (t, u, p, d, s, f, c, y, l, m, a)
  ON CONFLICT (tenant_id, user_id) DO UPDATE SET position = excluded.position, description = excluded.description, segment = excluded.segment,
    frequency = excluded.frequency, conversion_rate = excluded.conversion_rate, pattern_type = excluded.pattern_type, last_active = excluded.last_active,
    computed_at = excluded.computed_at, actions = excluded.actions`;
const iso = (ms: number): string => new Date(ms).toISOString();

const putPatterns = async (client: PoolClient, changes: ReadonlyArray<Change>): Promise<void> => {
  const put = changes.flatMap(({ pattern, ...c }) => (pattern === null ? [] : [{ ...pattern, ...c }]));
  if (put.length === 0) return;
  await client.query({
    name: "put_user_patterns",
    text: putSql,
    values: [
      ...keysOf(put),
      put.map((c) => c.position),
      put.map((c) => c.text),
      put.map((c) => c.segment),
      put.map((c) => c.frequency),
      put.map((c) => c.conversionRate),
      put.map((c) => c.patternType),
      put.map((c) => iso(c.lastActive)),
      put.map((c) => iso(c.at)),
      put.map((c) => JSON.stringify(c.actions)),
    ],
  });
};

/** How many people each action counts more or fewer of; "" is everybody. */
const count = async (
  client: PoolClient,
  changes: ReadonlyArray<Change>,
  before: ReadonlyMap<string, ReadonlyArray<string>>,
): Promise<void> => {
  const deltas = new Map<string, { tenantId: string; action: string; people: number }>();
  const add = (tenantId: string, action: string, people: number): void => {
    const entry = deltas.get(tenantId + action) ?? { tenantId, action, people: 0 };
    entry.people += people;
    deltas.set(tenantId + action, entry);
  };
  for (const c of changes) {
    const was = before.get(keyOf(c));
    for (const action of was ? ["", ...was] : []) add(c.tenantId, action, -1);
    for (const action of c.pattern ? ["", ...c.pattern.actions!] : []) add(c.tenantId, action, 1);
  }
  const moved = [...deltas.values()].filter((d) => d.people !== 0);
  if (moved.length === 0) return;
  const keys = [moved.map((d) => d.tenantId), moved.map((d) => d.action)];
  await client.query({
    name: "count_pattern_actions",
    text: `INSERT INTO pattern_actions AS a (tenant_id, action, conversion, people) SELECT * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::bigint[])
      ON CONFLICT (tenant_id, action) DO UPDATE SET people = a.people + excluded.people`,
    values: [...keys, moved.map((d) => isConversion(d.action)), moved.map((d) => d.people)],
  });
  if (moved.some((d) => d.people < 0))
    await client.query(
      "DELETE FROM pattern_actions a USING unnest($1::uuid[], $2::text[]) AS k (t, x) WHERE a.tenant_id = k.t AND a.action = k.x AND a.people = 0",
      keys,
    );
};
