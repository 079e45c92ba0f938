import type { PoolClient } from "pg";
import type { RuleJson } from "../rule/rule.ts";
import type { SegmentStatus } from "./state.ts";

// Read as the api role: row level security shows one tenant. `$1` is always the tenant.

export interface SegmentRow {
  readonly segment_id: string;
  readonly name: string;
  readonly description: string;
  readonly rule: RuleJson;
  readonly priority: number;
  readonly status: SegmentStatus;
  readonly revision: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly activated_at: Date | null;
  readonly archived_at: Date | null;
  readonly version: number;
}

/** By id, or by name in any case: the one that has it, else the one that had it last. */
export const findSegment = async (client: PoolClient, tenantId: string, segment: string): Promise<SegmentRow | null> => {
  const { rows } = await client.query<SegmentRow>({
    name: "find_segment",
    text: `SELECT * FROM segments WHERE tenant_id = $1 AND (segment_id::text = lower($2) OR lower(name) = lower($2))
      ORDER BY status = 'archived', archived_at DESC LIMIT 1`,
    values: [tenantId, segment],
  });
  return rows[0] ?? null;
};

export interface BuildRow {
  readonly revision: number;
  readonly phase: "waiting" | "backfilling" | "evaluating" | "ready" | "retiring";
  readonly evaluated: number;
  readonly total: number;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

/** Of the newest revision: the one being built, else the one that decides. */
export const findBuild = async (client: PoolClient, tenantId: string, segmentId: string): Promise<BuildRow | null> => {
  const { rows } = await client.query<BuildRow>({
    name: "find_segment_build",
    text: `SELECT revision, phase, evaluated, total, started_at, finished_at FROM segment_rules
      WHERE tenant_id = $1 AND segment_id = $2 ORDER BY revision DESC LIMIT 1`,
    values: [tenantId, segmentId],
  });
  return rows[0] ?? null;
};

export const countMembers = async (client: PoolClient, tenantId: string, name: string): Promise<number> => {
  const { rows } = await client.query<{ n: number }>({
    name: "count_segment_members",
    text: "SELECT count(*) AS n FROM segment_memberships WHERE tenant_id = $1 AND segment = $2",
    values: [tenantId, name],
  });
  return rows[0]!.n;
};

export const listSegments = async (
  client: PoolClient,
  tenantId: string,
  statuses: ReadonlyArray<string>,
  after: readonly [name: string, segmentId: string] | null,
  limit: number,
): Promise<SegmentRow[]> =>
  (
    await client.query<SegmentRow>({
      name: "list_segments",
      text: `SELECT * FROM segments WHERE tenant_id = $1 AND status = ANY ($2::text[]) AND ($3::text IS NULL OR (name, segment_id) > ($3, $4::uuid))
        ORDER BY name, segment_id LIMIT $5`,
      values: [tenantId, statuses, after?.[0] ?? null, after?.[1] ?? null, limit],
    })
  ).rows;

export interface MemberRow {
  readonly user_id: string;
  readonly segment: string;
  readonly priority: number;
  readonly assigned_at: Date;
  readonly source: string;
}

export const listMembersSql = `SELECT user_id, segment, priority, assigned_at, source FROM segment_memberships
  WHERE tenant_id = $1 AND segment = $2 AND ($3::uuid IS NULL OR user_id > $3) ORDER BY user_id LIMIT $4`;
export const listMembers = async (
  client: PoolClient,
  tenantId: string,
  name: string,
  after: string | null,
  limit: number,
): Promise<MemberRow[]> =>
  (await client.query<MemberRow>({ name: "list_members", text: listMembersSql, values: [tenantId, name, after, limit] })).rows;

export interface HistoryRow {
  readonly segment: string;
  readonly user_id: string;
  readonly entered: boolean;
  readonly at: Date;
  readonly cause: string;
  readonly position: number;
}

export interface HistoryFilter {
  readonly segment: string | null;
  readonly segmentId: string | null;
  readonly userIds: ReadonlyArray<string> | null;
}

/** Newest first. Exported for the plan test. */
export const historySql = (
  tenantId: string,
  f: HistoryFilter,
  before: number | null,
  limit: number,
): { text: string; values: unknown[] } => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ["tenant_id = $1"];
  if (f.segment !== null) where.push(`segment = ${bind(f.segment)}`);
  if (f.segmentId !== null) where.push(`segment_id = ${bind(f.segmentId)}`);
  if (f.userIds !== null) where.push(`user_id = ANY (${bind(f.userIds)}::uuid[])`);
  if (before !== null) where.push(`position < ${bind(before)}`);
  return {
    text: `SELECT segment, user_id, entered, at, cause, position FROM segment_history WHERE ${where.join(" AND ")} ORDER BY position DESC LIMIT ${bind(limit)}`,
    values,
  };
};

export const findHistory = async (
  client: PoolClient,
  tenantId: string,
  filter: HistoryFilter,
  before: number | null,
  limit: number,
): Promise<HistoryRow[]> => (await client.query<HistoryRow>(historySql(tenantId, filter, before, limit))).rows;
