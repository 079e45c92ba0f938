import {
  UserCreatedSchema,
  UserIdentifiedSchema,
  UserMergedSchema,
  UserUnmergedSchema,
} from "@marketing/protos/identity/v1/identity_events";
import { normaliseEmail } from "@marketing/shared/base/email";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { requestWork, type Work } from "../refresh/work.ts";

/** Who people are, as the service identity publishes it. */
export const peopleEvents = foreignEvents(UserCreatedSchema, UserIdentifiedSchema, UserMergedSchema, UserUnmergedSchema);
type PeopleEvent = Recorded<EventOf<typeof peopleEvents>>;

interface Known {
  readonly tenantId: string;
  readonly userId: string;
  email: string | null;
  externalId: string | null;
  mergedInto: string | null;
}

const people = defineTable<Known>({
  name: "people",
  key: { tenant_id: column("uuid", (p) => p.tenantId), user_id: column("uuid", (p) => p.userId) },
  columns: {
    email: column("varchar", (p) => p.email),
    email_key: column("text", (p) => (p.email === null ? null : normaliseEmail(p.email))),
    external_id: column("varchar", (p) => p.externalId),
    merged_into: column("uuid", (p) => p.mergedInto),
  },
});

const load = `SELECT p.tenant_id, p.user_id, p.email, p.external_id, p.merged_into FROM unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, user_id)
  CROSS JOIN LATERAL (SELECT * FROM people r WHERE r.tenant_id = k.tenant_id AND r.user_id = k.user_id LIMIT 1) p`;

/** The one person an event is about, or the winner and the loser of a merge; identity always names them. */
const idsIn = ({ data }: PeopleEvent): ReadonlyArray<string> =>
  ("userId" in data ? [data.userId] : "winnerUserId" in data ? [data.winnerUserId, data.loserUserId] : []).map((id) => id ?? "");

type Of = (tenantId: string, userId: string) => Known;

const loadKnown = async (client: PoolClient, events: ReadonlyArray<PeopleEvent>): Promise<Of> => {
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

/** Folds one event; returns whose leads it concerns. */
const fold = (event: PeopleEvent, of: Of): ReadonlyArray<string> => {
  const { tenantId } = event;
  const ids = idsIn(event);
  switch (event.type) {
    case "marketing.identity.v1.UserCreated":
    case "marketing.identity.v1.UserIdentified": {
      const { externalId, email } = event.data;
      const person = of(tenantId, ids[0]!);
      person.externalId = externalId || person.externalId;
      person.email = email || person.email;
      return email ? ids : [];
    }
    case "marketing.identity.v1.UserMerged": {
      const [winner, loser] = ids as [string, string];
      of(tenantId, loser).mergedInto = winner;
      return ids;
    }
    case "marketing.identity.v1.UserUnmerged": {
      const [winner, loser] = ids as [string, string];
      const person = of(tenantId, loser);
      if (person.mergedInto === winner) person.mergedInto = null;
      return ids;
    }
  }
};

/** Table `people`: identity's people as far as leads need them. Asks for a refresh of whoever has an address or was merged. */
export const peopleView = postgresView({
  name: "people",
  version: 2,
  tables: ["people"],
  events: peopleEvents,
  batchSize: 1_000,
  apply: async (client, events) => {
    const of = await loadKnown(client, events);
    const work = events.flatMap((e) => fold(e, of).map((userId): Work => ({ tenantId: e.tenantId, kind: "person", key: userId })));
    await people.upsert(client, [...new Set(events.flatMap((e) => idsIn(e).map((id) => of(e.tenantId, id))))]);
    await requestWork(client, work);
  },
});
