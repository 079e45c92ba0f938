import type { JsonObject } from "@bufbuild/protobuf";
import type { MarketingClient } from "@marketing/client";
import { listAll } from "@marketing/client/paging";
import { IncludeAnonymous } from "@marketing/protos/identity/v1/identity_service";
import { LeadOrder, LeadStatus } from "@marketing/protos/lead/v1/lead_service";
import { Impossible, type Skill, type Task } from "./work.ts";
import { contentTypes, slugOf, writeText } from "./writing.ts";

const textOf = (task: Task, field: string): string | undefined => {
  const value = new Map(Object.entries(task.payload ?? {})).get(field);
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** A draft for the library: the content service takes it from the task's result. */
const createContent: Skill = async (_, task) => {
  const topic = textOf(task, "topic") ?? textOf(task, "name") ?? "What we learned";
  const contentType = textOf(task, "content_type") ?? "blog";
  if (!contentTypes.includes(contentType)) throw new Impossible(`there is no content of type ${contentType}`);
  const title = textOf(task, "topic") === undefined ? `${topic}: a first issue` : topic;
  return {
    title,
    content: writeText(title, contentType),
    content_type: contentType,
    seo: { title: title.slice(0, 60), slug: slugOf(title) },
    model: "template-1",
  };
};

type AdCampaign = Awaited<ReturnType<MarketingClient["adCampaign"]["listAdCampaigns"]>>["adCampaigns"][number];

/** Weights that lean a tenth towards the first variant; with one variant, a bid that follows the click rate. */
const optimization = ({ creatives, performanceMetrics }: AdCampaign) => {
  const ctr = performanceMetrics?.ctr ?? 0;
  if (creatives.length < 2) return { kind: ctr > 0.05 ? "lower_bid" : "raise_bid", changes: { ctr, bid_percent: ctr > 0.05 ? -5 : 5 } };
  const shift = Math.min(10, creatives.at(-1)!.weight - 1);
  const weights = creatives.map(({ weight }, i) => weight + (i === 0 ? shift : i === creatives.length - 1 ? -shift : 0));
  return {
    kind: "rebalance_creatives",
    changes: { ctr, weights },
    creatives: creatives.map((creative, i) => ({ ...creative, weight: weights[i]! })),
  };
};

const optimizeAds: Skill = async ({ adCampaign }, task) => {
  const optimized: JsonObject[] = [];
  for await (const ad of listAll(adCampaign.listAdCampaigns, { campaignId: task.campaignId }, "adCampaigns")) {
    const { adCampaignId } = ad;
    const change = optimization(ad);
    // Named after the task: whoever does it again changes nothing.
    await adCampaign.applyOptimization({ adCampaignId, ...change, requestId: `${task.taskId}/${adCampaignId}` });
    optimized.push({ ad_campaign_id: adCampaignId, kind: change.kind });
  }
  return { optimized };
};

/** Whom to speak to next: the best scores among those nobody has spoken to. */
const generateLeads: Skill = async ({ lead }) => {
  const found: string[] = [];
  for await (const { leadId } of listAll(lead.listLeads, { status: LeadStatus.NEW, order: LeadOrder.SCORE }, "leads", { limit: 5 }))
    found.push(leadId);
  return { suggested_lead_ids: found };
};

/** How many people a campaign to win back would reach. */
const retain: Skill = async ({ identity }) => {
  const { total } = await identity.countUsersBySegment({ includeAnonymous: IncludeAnonymous.NONE });
  return { reach: Number(total) };
};

export const skills: Readonly<Record<string, Skill>> = {
  content_creator: createContent,
  ad_optimizer: optimizeAds,
  lead_gen: generateLeads,
  retention: retain,
};
