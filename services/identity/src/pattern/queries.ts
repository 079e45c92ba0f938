import type { PoolClient } from "pg";
import { dayOf, mergeDays, totalsOf } from "../activity/behaviour.ts";
import { type PatternType, patternWindow } from "./pattern.ts";
import type { ActionCounts } from "./recommend.ts";
import { loadDays } from "./stateRows.ts";

export interface PatternRow {
  readonly user_id: string;
  readonly description: string;
  readonly segment: string;
  readonly frequency: number;
  readonly conversion_rate: number;
  readonly pattern_type: PatternType;
  readonly last_active: Date;
  readonly actions: ReadonlyArray<string>;
  readonly computed_at: Date;
  readonly position: number;
}

export const findPatterns = async (
  client: PoolClient,
  tenantId: string,
  userIds: ReadonlyArray<string>,
): Promise<Map<string, PatternRow>> => {
  const { rows } = await client.query<PatternRow>({
    name: "find_patterns",
    text: `SELECT user_id, description, segment, frequency, conversion_rate, pattern_type, last_active, actions, computed_at, position
      FROM user_patterns WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[])`,
    values: [tenantId, userIds],
  });
  return new Map(rows.map((r) => [r.user_id, r]));
};

const everybodySql = "SELECT people FROM pattern_actions WHERE tenant_id = $1 AND action = ''";
interface CountRow {
  readonly action: string;
  readonly people: number;
}
const countsOf = async (client: PoolClient, tenantId: string, counts: ReadonlyArray<CountRow>): Promise<ActionCounts> => {
  const { rows } = await client.query<{ people: number }>({ name: "pattern_people", text: everybodySql, values: [tenantId] });
  return { everybody: rows[0]?.people ?? 0, byAction: new Map(counts.map((c) => [c.action, c.people])) };
};

/** How many people did each of these actions. */
export const countsOfActions = async (client: PoolClient, tenantId: string, actions: ReadonlyArray<string>): Promise<ActionCounts> => {
  const { rows } = await client.query<CountRow>({
    name: "pattern_commonness",
    text: "SELECT action, people FROM pattern_actions WHERE tenant_id = $1 AND action = ANY ($2::text[])",
    values: [tenantId, [...new Set(actions)]],
  });
  return countsOf(client, tenantId, rows);
};

/** The tenant's most common conversions. */
export const popularConversions = async (client: PoolClient, tenantId: string, limit: number): Promise<ActionCounts> => {
  const { rows } = await client.query<CountRow>({
    name: "popular_conversions",
    text: "SELECT action, people FROM pattern_actions WHERE tenant_id = $1 AND conversion ORDER BY people DESC, action LIMIT $2",
    values: [tenantId, limit],
  });
  return countsOf(client, tenantId, rows);
};

/** What somebody did under all these ids in the window, latest first. */
export const actionsOf = async (
  client: PoolClient,
  tenantId: string,
  userIds: ReadonlyArray<string>,
  now: number,
): Promise<ReadonlyArray<string>> => {
  const days = await loadDays(
    client,
    userIds.map((userId) => ({ tenantId, userId })),
  );
  const oldest = dayOf(now) - patternWindow.days;
  const recent = mergeDays(days.map((d) => d.behaviour)).filter((d) => d.day > oldest);
  return [...totalsOf(recent)].sort((a, b) => b.last - a.last || (a.action < b.action ? -1 : 1)).map((t) => t.action);
};
