import type { PoolClient } from "pg";
import { anonymous, effective, type Facts, type Layer, primarySegment, segmentsOf, type Traits, type UserState } from "./person.ts";

/** A row of `users` as it is read. numeric arrives as text. */
export interface UserRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly email: string | null;
  readonly created_at: Date;
  readonly last_seen: Date | null;
  readonly traits: Traits;
  readonly segment: string | null;
  readonly ltv_prediction: string | null;
  readonly churn_risk: string | null;
  readonly external_id: string | null;
  readonly anonymous: boolean;
  readonly currency: string | null;
  readonly model_version: string | null;
  readonly predicted_at: Date | null;
  readonly merged_into: string | null;
  readonly version: number;
  readonly state: Remembered;
}

/** The column `state`: what the other columns do not say. `own` and `layers` only where somebody was merged. */
interface Remembered {
  readonly known?: boolean;
  readonly segments?: Facts["segments"];
  readonly added?: NonNullable<Facts["added"]>;
  readonly entered?: UserState["entered"];
  readonly undone?: ReadonlyArray<string>;
  readonly mergeId?: string;
  readonly own?: Omit<Facts, "segments" | "added">;
  readonly layers?: ReadonlyArray<Layer>;
}

export interface Person {
  readonly state: UserState;
  /** Of the user's stream; 0 = only activity is known. */
  readonly version: number;
}

export const personOf = (row: UserRow): Person => {
  const { state: r } = row;
  const prediction =
    row.model_version === null || row.predicted_at === null
      ? null
      : {
          ltvPrediction: row.ltv_prediction,
          currency: row.currency,
          churnRisk: row.churn_risk,
          modelVersion: row.model_version,
          predictedAt: row.predicted_at.getTime(),
        };
  const facts = r.own ?? { traits: row.traits, prediction, lastSeen: row.last_seen?.getTime() ?? null };
  return {
    version: row.version,
    state: {
      exists: true,
      userId: row.user_id,
      externalId: row.external_id,
      email: row.email,
      known: r.known ?? false,
      createdAt: row.created_at.getTime(),
      own: { ...facts, segments: r.segments ?? {}, ...(r.added ? { added: r.added } : {}) },
      layers: r.layers ?? [],
      mergedInto: row.merged_into === null ? null : { mergeId: r.mergeId ?? "", winnerId: row.merged_into },
      undone: r.undone ?? [],
      entered: r.entered ?? {},
    },
  };
};

const remembered = (s: UserState): Remembered => ({
  ...(s.known ? { known: true } : {}),
  ...(Object.keys(s.own.segments).length > 0 ? { segments: s.own.segments } : {}),
  ...(s.own.added ? { added: s.own.added } : {}),
  ...(Object.keys(s.entered).length > 0 ? { entered: s.entered } : {}),
  ...(s.undone.length > 0 ? { undone: s.undone } : {}),
  ...(s.mergedInto ? { mergeId: s.mergedInto.mergeId } : {}),
  ...(s.layers.length > 0
    ? { layers: s.layers, own: { traits: s.own.traits, prediction: s.own.prediction, lastSeen: s.own.lastSeen } }
    : {}),
});

const columns = [
  ["user_id", "uuid"],
  ["email", "varchar"],
  ["created_at", "timestamptz"],
  ["last_seen", "timestamptz"],
  ["traits", "jsonb"],
  ["segment", "varchar"],
  ["ltv_prediction", "numeric"],
  ["churn_risk", "numeric"],
  ["external_id", "varchar"],
  ["anonymous", "boolean"],
  ["currency", "varchar"],
  ["model_version", "varchar"],
  ["predicted_at", "timestamptz"],
  ["merged_into", "uuid"],
  ["version", "bigint"],
  ["state", "jsonb"],
] as const;

export const userColumns = ["tenant_id", ...columns.map(([name]) => name)].join(", ");
const settable = columns.filter(([name]) => name !== "user_id" && name !== "created_at");
const upsert = `INSERT INTO users (${userColumns})
  SELECT * FROM unnest($1::uuid[], ${columns.map(([, type], i) => `$${i + 2}::${type}[]`).join(", ")})
  ON CONFLICT (tenant_id, user_id, created_at) DO UPDATE SET ${settable.map(([name]) => `${name} = excluded.${name}`).join(", ")}`;

const iso = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());

const valuesOf = ({ state, version }: Person): ReadonlyArray<unknown> => {
  const seen = effective(state);
  const p = seen.prediction;
  return [
    state.userId,
    state.email,
    iso(state.createdAt),
    iso(seen.lastSeen),
    JSON.stringify(seen.traits),
    primarySegment(segmentsOf(state)),
    p?.ltvPrediction ?? null,
    p?.churnRisk ?? null,
    state.externalId,
    anonymous(state),
    p?.currency ?? null,
    p?.modelVersion ?? null,
    iso(p?.predictedAt),
    state.mergedInto?.winnerId ?? null,
    version,
    JSON.stringify(remembered(state)),
  ];
};

/** All rows in one statement. The partitions of new rows must be there. */
export const upsertUsers = async (client: PoolClient, people: ReadonlyArray<Person & { readonly tenantId: string }>): Promise<void> => {
  const rows = people.map(valuesOf);
  const arrays = columns.map((_, column) => rows.map((row) => row[column]));
  await client.query({ name: "upsert_users", text: upsert, values: [people.map((p) => p.tenantId), ...arrays] });
};

// LATERAL and LIMIT make it one look-up in the primary key for each, whatever the planner believes about the arrays.
const load = `SELECT ${userColumns.replaceAll(/(\w+)/g, "u.$1")} FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id)
  CROSS JOIN LATERAL (SELECT * FROM users r WHERE r.tenant_id = k.tenant_id AND r.user_id = k.user_id LIMIT 1) u`;

export const loadUsers = async (client: PoolClient, keys: ReadonlyArray<{ tenantId: string; userId: string }>): Promise<UserRow[]> => {
  const { rows } = await client.query<UserRow>({
    name: "load_users",
    text: load,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.userId)],
  });
  return rows;
};
