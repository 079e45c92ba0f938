import type { PoolClient } from "pg";
import { keyOf } from "../user/keys.ts";
import { isConversion } from "./conversion.ts";
import type { PatternChange } from "./rows.ts";

interface Delta {
  readonly tenantId: string;
  readonly action: string;
  people: number;
}

/** Stands for all actions: its row counts everybody who has a pattern. */
const everything = "";

const deltasOf = (changes: ReadonlyArray<PatternChange>, before: ReadonlyMap<string, ReadonlyArray<string>>): ReadonlyArray<Delta> => {
  const deltas = new Map<string, Delta>();
  const add = (tenantId: string, action: string, people: number): void => {
    const delta = deltas.get(tenantId + action) ?? { tenantId, action, people: 0 };
    delta.people += people;
    deltas.set(tenantId + action, delta);
  };
  for (const c of changes) {
    const removed = before.get(keyOf(c));
    for (const action of removed ? [everything, ...removed] : []) add(c.tenantId, action, -1);
    for (const action of c.pattern ? [everything, ...c.pattern.actions] : []) add(c.tenantId, action, 1);
  }
  return [...deltas.values()].filter((d) => d.people !== 0);
};

/** Table `pattern_actions`: how many people's patterns have each action. `before`: the actions they had, by user. */
export const countActions = async (
  client: PoolClient,
  changes: ReadonlyArray<PatternChange>,
  before: ReadonlyMap<string, ReadonlyArray<string>>,
): Promise<void> => {
  const deltas = deltasOf(changes, before);
  if (deltas.length === 0) return;
  const keys = [deltas.map((d) => d.tenantId), deltas.map((d) => d.action)];
  await client.query({
    name: "count_pattern_actions",
    text: `INSERT INTO pattern_actions AS a (tenant_id, action, conversion, people) SELECT * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::bigint[])
      ON CONFLICT (tenant_id, action) DO UPDATE SET people = a.people + excluded.people`,
    values: [...keys, deltas.map((d) => isConversion(d.action)), deltas.map((d) => d.people)],
  });
  if (deltas.some((d) => d.people < 0))
    await client.query(
      "DELETE FROM pattern_actions a USING unnest($1::uuid[], $2::text[]) AS k (t, x) WHERE a.tenant_id = k.t AND a.action = k.x AND a.people = 0",
      keys,
    );
};
