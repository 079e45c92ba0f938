import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import { anonymous, effective, primarySegment, segmentsOf } from "./effective.ts";
import type { MergeLayer, Prediction, ProfileData, SegmentAssignments, Traits } from "./profileData.ts";
import type { UserState, VersionedUser } from "./state.ts";

/** A row of `users` as it is read. numeric arrives as text. */
export interface UserRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly email: string | null;
  readonly email_key: string | null;
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
  readonly state: RestOfState;
}

/** The column `state`: what the other columns do not say. `own` and `layers` only where somebody was merged. */
interface RestOfState {
  readonly known?: boolean;
  readonly segments?: SegmentAssignments;
  readonly added?: NonNullable<ProfileData["added"]>;
  readonly entered?: UserState["entered"];
  readonly undone?: ReadonlyArray<string>;
  readonly mergeId?: string;
  readonly own?: Omit<ProfileData, "segments" | "added">;
  readonly layers?: ReadonlyArray<MergeLayer>;
}

const predictionOf = (row: UserRow): Prediction | null =>
  row.model_version === null || row.predicted_at === null
    ? null
    : {
        ltvPrediction: row.ltv_prediction,
        currency: row.currency,
        churnRisk: row.churn_risk,
        modelVersion: row.model_version,
        predictedAt: row.predicted_at.getTime(),
      };

export const userOfRow = (row: UserRow): VersionedUser => {
  const { state: r } = row;
  const own = r.own ?? { traits: row.traits, prediction: predictionOf(row), lastSeen: row.last_seen?.getTime() ?? null };
  return {
    version: row.version,
    state: {
      exists: true,
      userId: row.user_id,
      externalId: row.external_id,
      email: row.email,
      emailKey: row.email_key,
      known: r.known ?? false,
      createdAt: row.created_at.getTime(),
      own: { ...own, segments: r.segments ?? {}, ...(r.added ? { added: r.added } : {}) },
      layers: r.layers ?? [],
      mergedInto: row.merged_into === null ? null : { mergeId: r.mergeId ?? "", winnerId: row.merged_into },
      undone: r.undone ?? [],
      entered: r.entered ?? {},
    },
  };
};

const restOf = (s: UserState): RestOfState => ({
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

interface Written {
  readonly tenantId: string;
  readonly state: UserState;
  readonly version: number;
  /** `effective(state)`, which several columns tell, made once a row. */
  readonly shown: ProfileData;
}

const key = {
  tenant_id: column<Written>("uuid", (u) => u.tenantId),
  user_id: column<Written>("uuid", (u) => u.state.userId),
  created_at: column<Written>("timestamptz", (u) => isoTime(u.state.createdAt)),
};
const columns = {
  email: column<Written>("varchar", (u) => u.state.email),
  email_key: column<Written>("text", (u) => u.state.emailKey),
  last_seen: column<Written>("timestamptz", (u) => isoTimeOrNull(u.shown.lastSeen)),
  traits: column<Written>("jsonb", (u) => u.shown.traits),
  segment: column<Written>("varchar", (u) => primarySegment(segmentsOf(u.state))),
  ltv_prediction: column<Written>("numeric", (u) => u.shown.prediction?.ltvPrediction),
  churn_risk: column<Written>("numeric", (u) => u.shown.prediction?.churnRisk),
  external_id: column<Written>("varchar", (u) => u.state.externalId),
  anonymous: column<Written>("boolean", (u) => anonymous(u.state)),
  currency: column<Written>("varchar", (u) => u.shown.prediction?.currency),
  model_version: column<Written>("varchar", (u) => u.shown.prediction?.modelVersion),
  predicted_at: column<Written>("timestamptz", (u) => isoTimeOrNull(u.shown.prediction?.predictedAt)),
  merged_into: column<Written>("uuid", (u) => u.state.mergedInto?.winnerId),
  version: column<Written>("bigint", (u) => u.version),
  state: column<Written>("jsonb", (u) => restOf(u.state)),
};
const users = defineTable<Written>({ name: "users", key, columns });

/** The columns of a `UserRow`, of the table by this alias. */
export const userColumns = (alias: string): string =>
  Object.keys({ ...key, ...columns })
    .map((name) => `${alias}.${name}`)
    .join(", ");

/** All rows in one statement. The partitions of new rows must be there. */
export const upsertUsers = (client: PoolClient, changed: ReadonlyArray<VersionedUser & { readonly tenantId: string }>): Promise<void> =>
  users.upsert(
    client,
    changed.map(({ tenantId, state, version }) => ({ tenantId, state, version, shown: effective(state) })),
  );

// LATERAL and LIMIT make it one look-up in the primary key for each, whatever the planner believes about the arrays.
const load = `SELECT ${userColumns("u")} FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id)
  CROSS JOIN LATERAL (SELECT * FROM users r WHERE r.tenant_id = k.tenant_id AND r.user_id = k.user_id LIMIT 1) u`;

export const loadUserRows = async (
  client: PoolClient,
  keys: ReadonlyArray<{ readonly tenantId: string; readonly userId: string }>,
): Promise<UserRow[]> => {
  const { rows } = await client.query<UserRow>({
    name: "load_users",
    text: load,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.userId)],
  });
  return rows;
};
