import { EventTrackedSchema } from "@marketing/protos/tracking/v1/tracking_events";
import { firstCharacters, longerThan } from "@marketing/shared/base/codePoints";
import { ExactNumber } from "@marketing/shared/base/exactNumber";
import type { JsonObject } from "@marketing/shared/base/json";
import { noId } from "@marketing/shared/base/noId";
import { foreignEvents } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";

/** Characters of the column. */
const longestKey = 255;

/** What of a tracked event names a campaign: campaign_id before utm_campaign; null = nothing does. */
export const campaignKeyOf = (properties: JsonObject | undefined): string | null => {
  for (const name of ["campaign_id", "utm_campaign"] as const) {
    const said = properties?.[name];
    // advertising systems name campaigns by numbers, and some clients send them as such
    const value = typeof said === "number" || said instanceof ExactNumber ? String(said) : typeof said === "string" ? said : "";
    // what stands for no id does not hide the campaign's name; a name may be any word
    if (name === "campaign_id" && noId(value) !== null) continue;
    // in lower case a text may be longer: İ is two characters
    const key = !longerThan(value, longestKey) ? value.trim().toLowerCase() : "";
    if (key !== "" && !longerThan(key, longestKey)) return key;
  }
  return null;
};

/** Table `touches`: who had to do with which campaign, and when. Bots have to do with none. */
export const touchpointsView = postgresView({
  name: "touches",
  version: 2,
  tables: ["touches"],
  events: foreignEvents(EventTrackedSchema),
  batchSize: 5_000,
  apply: async (client, events) => {
    const touchpoints = events.flatMap(({ tenantId, eventId, data }) => {
      const key = data.isBot ? null : campaignKeyOf(data.properties);
      return key === null || !data.userId ? [] : [{ tenantId, eventId, data, key }];
    });
    if (touchpoints.length === 0) return;
    await client.query(
      `INSERT INTO touches (tenant_id, user_id, at, event_id, campaign_key, event_name)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[]) ON CONFLICT DO NOTHING`,
      [
        touchpoints.map((t) => t.tenantId),
        touchpoints.map((t) => t.data.userId),
        touchpoints.map((t) => t.data.timestamp),
        touchpoints.map((t) => t.eventId),
        touchpoints.map((t) => t.key),
        touchpoints.map((t) => firstCharacters(t.data.eventName ?? "", 200)),
      ],
    );
  },
});
