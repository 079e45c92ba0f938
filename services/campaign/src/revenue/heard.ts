import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";

// What others tell, kept here: views of their JetStream streams.

const identity = (name: string) => `marketing.identity.v1.${name}`;
const lead = (name: string) => `marketing.lead.v1.${name}`;
export const trackedType = "marketing.tracking.v1.EventTracked";

interface Tracked {
  readonly userId: string;
  readonly eventName: string;
  readonly timestamp: string;
  readonly isBot?: boolean;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What of a tracked event names a campaign: campaign_id before utm_campaign; null = nothing does. */
export const campaignKeyOf = (properties: Tracked["properties"]): string | null => {
  for (const name of ["campaign_id", "utm_campaign"]) {
    const value = properties?.[name];
    if (typeof value === "string" && value.trim() !== "" && value.length <= 255) return value.trim().toLowerCase();
  }
  return null;
};

/** Table `touches`. Bots touch nothing. */
export const touchesView: PostgresView = {
  kind: "postgres",
  name: "touches",
  version: 1,
  tables: ["touches"],
  types: new Set([trackedType]),
  batchSize: 5_000,
  async apply(client, events) {
    const touches = (events as ReadonlyArray<RecordedEvent<string, Tracked>>).flatMap((e) => {
      const key = e.data.isBot ? null : campaignKeyOf(e.data.properties);
      return key === null || !e.data.userId ? [] : [{ e, key }];
    });
    if (touches.length === 0) return;
    await client.query(
      `INSERT INTO touches (tenant_id, user_id, at, event_id, campaign_key, event_name)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[]) ON CONFLICT DO NOTHING`,
      [
        touches.map((t) => t.e.tenantId),
        touches.map((t) => t.e.data.userId),
        touches.map((t) => t.e.data.timestamp),
        touches.map((t) => t.e.eventId),
        touches.map((t) => t.key),
        touches.map((t) => t.e.data.eventName.slice(0, 200)),
      ],
    );
  },
};

interface Merge {
  readonly winnerUserId: string;
  readonly loserUserId: string;
}

/** Table `person_links`: whom each merged person is part of now. */
export const personLinksView: PostgresView = {
  kind: "postgres",
  name: "person_links",
  version: 1,
  tables: ["person_links"],
  types: new Set([identity("UserMerged"), identity("UserUnmerged")]),
  async apply(client, events) {
    const last = new Map<string, { tenantId: string; loser: string; winner: string | null }>();
    for (const { tenantId, type, data } of events as ReadonlyArray<RecordedEvent<string, Merge>>) {
      const winner = type === identity("UserMerged") ? data.winnerUserId : null;
      last.set(`${tenantId}${data.loserUserId}`, { tenantId, loser: data.loserUserId, winner });
    }
    const all = [...last.values()];
    const keys = [all.map((l) => l.tenantId), all.map((l) => l.loser), all.map((l) => l.winner)];
    await client.query(
      `INSERT INTO person_links (tenant_id, user_id, merged_into)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS l (tenant_id, user_id, merged_into) WHERE merged_into IS NOT NULL
       ON CONFLICT (tenant_id, user_id) DO UPDATE SET merged_into = excluded.merged_into`,
      keys,
    );
    await client.query(
      `DELETE FROM person_links p USING unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS l (tenant_id, user_id, merged_into)
       WHERE l.merged_into IS NULL AND p.tenant_id = l.tenant_id AND p.user_id = l.user_id`,
      keys,
    );
  },
};

const segmentTypes = ["SegmentAssigned", "SegmentEntered", "SegmentCreated", "SegmentDefined", "SegmentActivated", "SegmentUpdated"].map(
  identity,
);

/** Table `known_segments`: names of segments that are defined or that somebody is in. */
export const knownSegmentsView: PostgresView = {
  kind: "postgres",
  name: "known_segments",
  version: 1,
  tables: ["known_segments"],
  types: new Set(segmentTypes),
  async apply(client, events) {
    const named = events.flatMap((e) => {
      const name: unknown = e.data.segment ?? e.data.name;
      return typeof name === "string" && name !== "" && name.length <= 50 ? [{ tenantId: e.tenantId, name }] : [];
    });
    await client.query(
      "INSERT INTO known_segments (tenant_id, segment) SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING",
      [named.map((n) => n.tenantId), named.map((n) => n.name)],
    );
  },
};

export const convertedType = lead("LeadConverted");

/** Table `campaign_leads`: leads captured for a campaign, and whether they were converted. */
export const campaignLeadsView: PostgresView = {
  kind: "postgres",
  name: "campaign_leads",
  version: 1,
  tables: ["campaign_leads"],
  types: new Set([lead("LeadCaptured"), convertedType]),
  async apply(client, events) {
    const captured = events.filter((e) => e.data.campaignId);
    await client.query(
      `INSERT INTO campaign_leads (tenant_id, lead_id, campaign_id)
       SELECT DISTINCT ON (t, l) t, l, c FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS x (t, l, c, o) ORDER BY t, l, o
       ON CONFLICT DO NOTHING`,
      [captured.map((e) => e.tenantId), captured.map((e) => e.data.leadId), captured.map((e) => e.data.campaignId)],
    );
    const converted = events.filter((e) => e.type === convertedType);
    await client.query(
      `UPDATE campaign_leads c SET converted_at = x.at FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS x (tenant_id, lead_id, at)
       WHERE c.tenant_id = x.tenant_id AND c.lead_id = x.lead_id`,
      [
        converted.map((e) => e.tenantId),
        converted.map((e) => e.data.leadId),
        converted.map((e) => e.data.convertedAt ?? e.recordedAt.toISOString()),
      ],
    );
  },
};
