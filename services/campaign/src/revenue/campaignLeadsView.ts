import { LeadCapturedSchema, LeadConvertedSchema } from "@marketing/protos/lead/v1/lead_events";
import { foreignEvents } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";

/** Table `campaign_leads`: leads captured for a campaign, and whether they were converted. */
export const campaignLeadsView = postgresView({
  name: "campaign_leads",
  version: 1,
  tables: ["campaign_leads"],
  events: foreignEvents(LeadCapturedSchema, LeadConvertedSchema),
  apply: async (client, events) => {
    const captured = events.filter((e) => e.data.campaignId);
    await client.query(
      `INSERT INTO campaign_leads (tenant_id, lead_id, campaign_id)
       SELECT DISTINCT ON (t, l) t, l, c FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS x (t, l, c, o) ORDER BY t, l, o
       ON CONFLICT DO NOTHING`,
      [captured.map((e) => e.tenantId), captured.map((e) => e.data.leadId), captured.map((e) => e.data.campaignId)],
    );
    const converted = events.filter((e) => e.type === "marketing.lead.v1.LeadConverted");
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
});
