import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { requestWork, type Work } from "../refresh/work.ts";

const prefix = "marketing.identity.v1.";
export const peopleTypes = ["UserCreated", "UserIdentified", "UserMerged", "UserUnmerged"].map((name) => prefix + name);

interface Known {
  readonly tenantId: string;
  readonly userId: string;
  email: string | null;
  externalId: string | null;
  mergedInto: string | null;
}

const load = `SELECT p.tenant_id, p.user_id, p.email, p.external_id, p.merged_into FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id)
  CROSS JOIN LATERAL (SELECT * FROM people r WHERE r.tenant_id = k.tenant_id AND r.user_id = k.user_id LIMIT 1) p`;
const upsert = `INSERT INTO people (tenant_id, user_id, email, external_id, merged_into)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::varchar[], $4::varchar[], $5::uuid[])
  ON CONFLICT (tenant_id, user_id) DO UPDATE SET email = excluded.email, external_id = excluded.external_id, merged_into = excluded.merged_into`;

const idsIn = ({ data }: RecordedEvent): string[] => (data.userId ? [data.userId] : [data.winnerUserId, data.loserUserId]);

const loadKnown = async (
  client: PoolClient,
  events: ReadonlyArray<RecordedEvent>,
): Promise<(tenantId: string, userId: string) => Known> => {
  const ids = new Map(events.flatMap((e) => idsIn(e).map((userId) => [`${e.tenantId}${userId}`, { tenantId: e.tenantId, userId }])));
  const keys = [...ids.values()];
  const { rows } = await client.query({
    name: "load_people",
    text: load,
    values: [keys.map((k) => k.tenantId), keys.map((k) => k.userId)],
  });
  const known = new Map<string, Known>(
    rows.map((r) => [
      `${r.tenant_id}${r.user_id}`,
      { tenantId: r.tenant_id, userId: r.user_id, email: r.email, externalId: r.external_id, mergedInto: r.merged_into },
    ]),
  );
  for (const [k, id] of ids) if (!known.has(k)) known.set(k, { ...id, email: null, externalId: null, mergedInto: null });
  return (tenantId, userId) => known.get(`${tenantId}${userId}`)!;
};

/** Folds one event; returns whom it concerns. */
const fold = ({ tenantId, type, data }: RecordedEvent, of: (tenantId: string, userId: string) => Known): string[] => {
  switch (type.slice(prefix.length)) {
    case "UserCreated":
    case "UserIdentified": {
      const person = of(tenantId, data.userId);
      person.externalId = data.externalId || person.externalId;
      person.email = data.email || person.email;
      return data.email ? [data.userId] : [];
    }
    case "UserMerged":
      of(tenantId, data.loserUserId).mergedInto = data.winnerUserId;
      return [data.winnerUserId, data.loserUserId];
    default: {
      const loser = of(tenantId, data.loserUserId);
      if (loser.mergedInto === data.winnerUserId) loser.mergedInto = null;
      return [data.winnerUserId, data.loserUserId];
    }
  }
};

/** Table `people`: identity's people as far as leads need them. Whoever has an address, or was merged, is looked at. */
export const peopleView: PostgresView = {
  kind: "postgres",
  name: "people",
  version: 1,
  tables: ["people"],
  types: new Set(peopleTypes),
  batchSize: 1_000,
  async apply(client, events) {
    const of = await loadKnown(client, events);
    const work = events.flatMap((e) => fold(e, of).map((userId): Work => ({ tenantId: e.tenantId, kind: "person", key: userId })));
    const rows = [...new Set(events.flatMap((e) => idsIn(e).map((id) => of(e.tenantId, id))))];
    await client.query({
      name: "upsert_people",
      text: upsert,
      values: [
        rows.map((r) => r.tenantId),
        rows.map((r) => r.userId),
        rows.map((r) => r.email),
        rows.map((r) => r.externalId),
        rows.map((r) => r.mergedInto),
      ],
    });
    await requestWork(client, work);
  },
};
