import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import { anonymous, createdAtOf, effective, primarySegment, segmentsOf } from "./effective.ts";
import type { OldLayer } from "./eventData.ts";
import { layerOf } from "./layers.ts";
import { type PackedRegisters, packed, unpacked } from "./packedRegisters.ts";
import type { MergeLayer, Prediction, ProfileData, SegmentAssignments, Traits, WholeProfile } from "./profileData.ts";
import type { MergedInto, UserState, VersionedUser } from "./state.ts";
import type { Said } from "./traitRegister.ts";

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
  readonly merge?: Omit<MergedInto, "winnerId">;
  readonly namedAt?: number;
  /** Nothing was ever heard of them: `created_at` is when a merge named them. */
  readonly unseen?: boolean;
  readonly emailSaid?: Said;
  readonly said?: PackedRegisters;
  readonly own?: Omit<ProfileData, "segments" | "added" | "said">;
  readonly layers?: ReadonlyArray<MergeLayer | OldLayer>;
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
  const firstSeen = r.unseen ? null : row.created_at.getTime();
  const own = r.own ?? { prediction: predictionOf(row), firstSeen, lastSeen: row.last_seen?.getTime() ?? null };
  const said = unpacked(r.said, row.traits);
  return {
    version: row.version,
    state: {
      exists: true,
      userId: row.user_id,
      externalId: row.external_id,
      email: row.email,
      emailKey: row.email_key,
      known: r.known ?? false,
      namedAt: r.namedAt ?? null,
      emailSaid: r.emailSaid ?? null,
      own: { ...own, said, segments: r.segments ?? {}, ...(r.added ? { added: r.added } : {}) },
      layers: (r.layers ?? []).map((l) => ("said" in l ? l : layerOf(l, { ...l, at: 0 }))),
      mergedInto: row.merged_into === null || !r.merge ? null : { ...r.merge, winnerId: row.merged_into },
      undone: r.undone ?? [],
      entered: r.entered ?? {},
    },
  };
};

const ownOf = ({ prediction, firstSeen, lastSeen }: ProfileData): NonNullable<RestOfState["own"]> => ({ prediction, firstSeen, lastSeen });

const restOf = (s: UserState, shown: WholeProfile): RestOfState => ({
  ...(s.known ? { known: true } : {}),
  ...(Object.keys(s.own.segments).length > 0 ? { segments: s.own.segments } : {}),
  ...(s.own.added ? { added: s.own.added } : {}),
  ...(Object.keys(s.entered).length > 0 ? { entered: s.entered } : {}),
  ...(s.undone.length > 0 ? { undone: s.undone } : {}),
  ...(s.mergedInto ? { merge: { mergeId: s.mergedInto.mergeId, claim: s.mergedInto.claim, madeAt: s.mergedInto.madeAt } } : {}),
  ...(s.namedAt === null ? {} : { namedAt: s.namedAt }),
  ...(shown.firstSeen === null ? { unseen: true } : {}),
  ...(s.emailSaid ? { emailSaid: s.emailSaid } : {}),
  said: packed(s.own.said, shown.traits),
  ...(s.layers.length > 0 ? { layers: s.layers, own: ownOf(s.own) } : {}),
});

interface Written {
  readonly tenantId: string;
  readonly state: UserState;
  readonly version: number;
  /** `effective(state)`, which several columns tell, made once a row. */
  readonly shown: WholeProfile;
}

const key = {
  tenant_id: column<Written>("uuid", (u) => u.tenantId),
  user_id: column<Written>("uuid", (u) => u.state.userId),
  created_at: column<Written>("timestamptz", (u) => isoTime(createdAtOf(u.state, u.shown))),
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
  state: column<Written>("jsonb", (u) => restOf(u.state, u.shown)),
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

/** The rows where they are, before they are put elsewhere. */
export const removeUsers = async (
  client: PoolClient,
  rows: ReadonlyArray<{ readonly tenantId: string; readonly userId: string; readonly createdAt: number }>,
): Promise<void> => {
  if (rows.length === 0) return;
  await client.query(
    `DELETE FROM users u USING unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS k (t, i, c)
      WHERE u.tenant_id = k.t AND u.user_id = k.i AND u.created_at = k.c`,
    [rows.map((r) => r.tenantId), rows.map((r) => r.userId), rows.map((r) => isoTime(r.createdAt))],
  );
};

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
