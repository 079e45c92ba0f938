import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";

const protos = fileURLToPath(new URL("../../protos/", import.meta.url));

interface Model {
  readonly file: string;
  /** The service's table, as its golden schema has it. */
  readonly table: readonly [service: string, table: string];
  /** The columns of the source document's tables and models. */
  readonly document: string;
  /** What came to them. */
  readonly ours: string;
  /** Columns that are nobody's business outside, or that a field tells under another name. */
  readonly inside: string;
}

const models: Readonly<Record<string, Model>> = {
  "identity.v1.User": {
    file: "identity/v1/identity_service.proto",
    table: ["identity", "users"],
    document: "user_id email created_at last_seen traits segment ltv_prediction churn_risk",
    ours: "external_id anonymous currency model_version predicted_at merged_user_ids segments version",
    inside: "tenant_id merged_into state email_key",
  },
  "tracking.v1.Event": {
    file: "tracking/v1/tracking_service.proto",
    table: ["tracking", "events"],
    document: "event_id user_id event_name properties timestamp session_id ip_address user_agent",
    ours: "external_id anonymous_id original_timestamp sent_at received_at message_id channel is_bot device browser os country context_active",
    inside: "tenant_id warnings",
  },
  "campaign.v1.Campaign": {
    file: "campaign/v1/campaign_service.proto",
    table: ["campaign", "campaigns"],
    document: "campaign_id name type status config budget spent created_at started_at ended_at created_by ad_campaigns",
    ours: "budget_micros spent_micros currency daily_budget_micros revenue_micros performance_score schedule schedule_missed_at pause_reason utm_campaign version",
    inside: "tenant_id revenue schedule_start schedule_end state",
  },
  "campaign.v1.AdCampaign": {
    file: "campaign/v1/ad_campaign_service.proto",
    table: ["campaign", "ad_campaigns"],
    document: "ad_campaign_id campaign_id platform platform_campaign_id audience_config creatives performance_metrics last_optimized",
    ours: "name created_at last_optimization version",
    inside: "tenant_id state",
  },
  "lead.v1.Lead": {
    file: "lead/v1/lead_service.proto",
    table: ["lead", "leads"],
    document:
      "lead_id user_id email phone name company job_title source score qualified status properties created_at last_contacted converted_at",
    ours: "last_source campaign_id qualified_by score_model score_model_version scored_at value_micros currency conversion_campaign_id lost_reason merged_lead_ids phone_raw version",
    inside: "tenant_id linked_user_id qualified_at merged_into state email_key",
  },
  "content.v1.Content": {
    file: "content/v1/content_service.proto",
    table: ["content", "content_library"],
    document: "content_id content_type title content metadata performance_score generated_by campaign_id created_at published_at",
    ours: "campaign_name language state version latest_version published_version first_published_at scheduled_for served engaged slug updated_at rejection_reason model prompt_hash stream_version",
    inside: "tenant_id approved_version published_slug long_text search",
  },
};

const names = Object.keys(models);
const messages = new Map(
  names.map((name) => {
    const root = new protobuf.Root();
    root.resolvePath = (_, target) => (target.startsWith("google/") ? target : join(protos, target));
    root.loadSync(`marketing/${models[name]!.file}`, { keepCase: true });
    return [name, root.lookupType(`marketing.${name}`)];
  }),
);
const messageOf = (name: string): protobuf.Type => messages.get(name)!;
const columnsOf = ([service, table]: Model["table"]): string[] => {
  const golden = readFileSync(fileURLToPath(new URL(`golden/${service}.txt`, import.meta.url)), "utf8");
  const [, ...lines] = golden
    .split(/\n\n+/)
    .find((block) => new RegExp(`^table ${table}\\b`).test(block))!
    .split("\n");
  return lines.filter((line) => !line.startsWith("  - ")).map((line) => line.trim().split(" ")[0]!);
};
const words = (text: string): string[] => text.split(" ");

it.each(names)("has a field for every column of the source document, what came to them, and no other: %s", (name) => {
  const { document, ours } = models[name]!;
  expect(Object.keys(messageOf(name).fields).sort()).toEqual([...words(document), ...words(ours)].sort());
});

it.each(names)("has every column of its table, but for those that stay inside: %s", (name) => {
  const { table, inside } = models[name]!;
  const columns = columnsOf(table);
  expect(columns.length).toBeGreaterThan(10);
  expect(columns.filter((column) => messageOf(name).fields[column] === undefined).sort()).toEqual(words(inside).sort());
});

describe("types", () => {
  const typeOf = (name: string, field: string): string => messageOf(name).fields[field]!.type;
  it("an event's id is a position of 64 bits", () => expect(typeOf("tracking.v1.Event", "event_id")).toBe("int64"));
  it("money is exact, as text or in micros, and no message has a float for it", () => {
    for (const field of ["budget", "spent"]) expect(typeOf("campaign.v1.Campaign", field)).toBe("string");
    expect(typeOf("identity.v1.User", "ltv_prediction")).toBe("string");
    for (const name of names)
      for (const { name: field, type } of messageOf(name).fieldsArray) {
        if (field.endsWith("_micros")) expect([name, field, type]).toEqual([name, field, "int64"]);
        if (/budget|spent|spend|revenue|value|cost/.test(field)) expect([name, field, type]).not.toEqual([name, field, "double"]);
      }
  });
  it("a campaign brings its ad campaigns, as messages of their own", () => {
    const field = messageOf("campaign.v1.Campaign").fields.ad_campaigns!;
    expect([field.type, field.repeated]).toEqual(["AdCampaign", true]);
  });
  it("a content's metadata is JSON, and its publication a time", () => {
    expect(typeOf("content.v1.Content", "metadata")).toBe("google.protobuf.Struct");
    expect(typeOf("content.v1.Content", "published_at")).toBe("google.protobuf.Timestamp");
  });
});
