import { join } from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { expect, it } from "vitest";

const protos = fileURLToPath(new URL("../../protos/", import.meta.url));

/** The columns of the source document's tables and models, by the message that carries them. */
const models: ReadonlyArray<[message: string, file: string, columns: string]> = [
  ["identity.v1.User", "identity/v1/identity_service.proto", "user_id email created_at last_seen traits segment ltv_prediction churn_risk"],
  [
    "tracking.v1.Event",
    "tracking/v1/tracking_service.proto",
    "event_id user_id event_name properties timestamp session_id ip_address user_agent",
  ],
  [
    "campaign.v1.Campaign",
    "campaign/v1/campaign_service.proto",
    "campaign_id name type status config budget spent created_at started_at ended_at created_by ad_campaigns",
  ],
  [
    "campaign.v1.AdCampaign",
    "campaign/v1/ad_campaign_service.proto",
    "ad_campaign_id campaign_id platform platform_campaign_id audience_config creatives performance_metrics last_optimized",
  ],
  [
    "lead.v1.Lead",
    "lead/v1/lead_service.proto",
    "lead_id user_id email phone name company job_title source score qualified status properties created_at last_contacted converted_at",
  ],
  [
    "content.v1.Content",
    "content/v1/content_service.proto",
    "content_id content_type title content metadata performance_score generated_by campaign_id created_at published_at",
  ],
];

it.each(models)("has a field for every column of the source document: %s", (message, file, columns) => {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) => (target.startsWith("google/") ? target : join(protos, target));
  root.loadSync(`marketing/${file}`, { keepCase: true });
  const type = root.lookupType(`marketing.${message}`);
  expect(Object.keys(type.fields)).toEqual(expect.arrayContaining(columns.split(" ")));
  for (const id of ["event_id"]) if (type.fields[id]) expect(type.fields[id].type).toBe("int64");
  for (const money of ["budget", "spent"]) if (type.fields[money]) expect(type.fields[money].type).toBe("string");
});
