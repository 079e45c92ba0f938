import type { PoolClient } from "pg";
import type { DayBehaviour } from "../activity/behaviour.ts";
import { keysAsColumns, type UserKey } from "../user/keys.ts";

// The state of the pattern policy, in tables `behaviour_days` and `pattern_state`; every row follows from this service's log.

export interface DayRow extends UserKey {
  readonly behaviour: DayBehaviour;
}

export const loadDays = async (client: PoolClient, keys: ReadonlyArray<UserKey>): Promise<DayRow[]> => {
  if (keys.length === 0) return [];
  const { rows } = await client.query<{ tenant_id: string; user_id: string; behaviour: DayBehaviour }>({
    name: "load_behaviour_days",
    text: `SELECT d.tenant_id, d.user_id, d.behaviour FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
      CROSS JOIN LATERAL (SELECT * FROM behaviour_days b WHERE b.tenant_id = k.t AND b.user_id = k.u ORDER BY b.day OFFSET 0) d`,
    values: keysAsColumns(keys),
  });
  return rows.map((r) => ({ tenantId: r.tenant_id, userId: r.user_id, behaviour: r.behaviour }));
};

export const putDays = async (client: PoolClient, days: ReadonlyArray<DayRow>): Promise<void> => {
  if (days.length === 0) return;
  await client.query({
    name: "put_behaviour_days",
    text: `INSERT INTO behaviour_days (tenant_id, user_id, day, behaviour) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[])
      ON CONFLICT (tenant_id, user_id, day) DO UPDATE SET behaviour = excluded.behaviour`,
    values: [...keysAsColumns(days), days.map((d) => d.behaviour.day), days.map((d) => JSON.stringify(d.behaviour))],
  });
};

/** All of their days, or those before one. */
export const removeDays = async (client: PoolClient, keys: ReadonlyArray<UserKey>, before = 2_147_483_647): Promise<void> => {
  if (keys.length === 0) return;
  await client.query({
    name: "remove_behaviour_days",
    text: `DELETE FROM behaviour_days d USING unnest($1::uuid[], $2::uuid[]) AS k (t, u) WHERE d.tenant_id = k.t AND d.user_id = k.u AND d.day < $3`,
    values: [...keysAsColumns(keys), before],
  });
};

export interface StateRow extends UserKey {
  /** Of the pattern that was appended last; "" = there is none. */
  readonly hash: string;
  /** The day, since 1970, on which time alone makes it another; null = none. */
  readonly dueOn: number | null;
}
interface RawState {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly hash: string;
  readonly due_on: number | null;
}
const stateOf = (r: RawState): StateRow => ({ tenantId: r.tenant_id, userId: r.user_id, hash: r.hash, dueOn: r.due_on });

/** Locked, in the order of their key. */
export const loadStates = async (client: PoolClient, keys: ReadonlyArray<UserKey>): Promise<StateRow[]> => {
  if (keys.length === 0) return [];
  const sorted = [...keys].sort((a, b) => (a.tenantId + a.userId < b.tenantId + b.userId ? -1 : 1));
  const { rows } = await client.query<RawState>({
    name: "load_pattern_state",
    text: `SELECT s.* FROM unnest($1::uuid[], $2::uuid[]) AS k (t, u)
      CROSS JOIN LATERAL (SELECT * FROM pattern_state p WHERE p.tenant_id = k.t AND p.user_id = k.u OFFSET 0 FOR NO KEY UPDATE) s`,
    values: keysAsColumns(sorted),
  });
  return rows.map(stateOf);
};

export const putStates = async (client: PoolClient, states: ReadonlyArray<StateRow>): Promise<void> => {
  if (states.length === 0) return;
  await client.query({
    name: "put_pattern_state",
    text: `INSERT INTO pattern_state (tenant_id, user_id, hash, due_on) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[])
      ON CONFLICT (tenant_id, user_id) DO UPDATE SET hash = excluded.hash, due_on = excluded.due_on`,
    values: [...keysAsColumns(states), states.map((s) => s.hash), states.map((s) => s.dueOn)],
  });
};

/** Those whom time alone may have changed, locked; they are due no more. */
export const takeDue = async (client: PoolClient, today: number, limit: number): Promise<StateRow[]> => {
  const { rows } = await client.query<RawState>({
    name: "take_due_patterns",
    text: `UPDATE pattern_state p SET due_on = NULL FROM (
        SELECT tenant_id, user_id FROM pattern_state WHERE due_on <= $1 ORDER BY due_on LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED) d
      WHERE p.tenant_id = d.tenant_id AND p.user_id = d.user_id RETURNING p.*`,
    values: [today, limit],
  });
  return rows.map(stateOf);
};
