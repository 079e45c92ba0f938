import type { MarketingClient } from "@marketing/client";
import { fromMicros } from "@marketing/client/money";
import { collect, listAll } from "@marketing/client/paging";
import { RpcError } from "@marketing/client/rpcError";
import { CampaignStatus, CampaignType } from "@marketing/protos/campaign/v1/campaign_service";
import { TaskStatus } from "@marketing/protos/campaign/v1/task_service";
import { ContentState, ContentType } from "@marketing/protos/content/v1/content_service";
import { LeadOrder, LeadStatus } from "@marketing/protos/lead/v1/lead_service";
import { isoOf, wordOf } from "../api.ts";
import { plainAd } from "../commands/campaignRows.ts";
import { plainSource } from "../commands/leadRows.ts";

const byName = <T extends { readonly name: string }>(a: T, b: T): number => a.name.localeCompare(b.name);

const campaignFigures = async (client: MarketingClient) => {
  const all = await collect(listAll(client.campaign.listCampaigns, {}, "campaigns"));
  const [rows, ads, { entries }] = await Promise.all([
    Promise.all(
      all.map(async (c) => {
        const roi = await client.campaign.getRoi({ campaignId: c.campaignId });
        return {
          campaign_id: c.campaignId,
          name: c.name,
          type: wordOf(CampaignType, c.type),
          status: wordOf(CampaignStatus, c.status),
          pause_reason: c.pauseReason,
          currency: c.currency,
          budget: c.budgetMicros === undefined ? null : fromMicros(c.budgetMicros),
          spent: fromMicros(c.spentMicros),
          revenue: fromMicros(c.revenueMicros),
          roi: roi.roi ?? null,
          leads: Number(roi.leads),
          converted_leads: Number(roi.convertedLeads),
        };
      }),
    ),
    collect(listAll(client.adCampaign.listAdCampaigns, {}, "adCampaigns")),
    client.campaign.getLeaderboard({ limit: 10 }),
  ]);
  return {
    campaigns: rows.sort(byName),
    ad_campaigns: ads.map((ad) => ({ ...plainAd(ad), last_optimization: ad.lastOptimization })).sort(byName),
    leaderboard: entries.map(({ rank, name, score }) => ({ rank, name, score })),
  };
};

type CampaignFigures = Awaited<ReturnType<typeof campaignFigures>>;
const noCampaigns = { campaigns: null, ad_campaigns: null, leaderboard: null };

const taskFigures = async ({ task }: MarketingClient) => {
  const counts = new Map<string, { task_type: string; completed: number; dead: number; open: number; workers: Set<string> }>();
  for await (const { taskType, status, workerId } of listAll(task.listTasks, {}, "tasks")) {
    const row = counts.get(taskType) ?? { task_type: taskType, completed: 0, dead: 0, open: 0, workers: new Set<string>() };
    counts.set(taskType, row);
    row[status === TaskStatus.COMPLETED ? "completed" : status === TaskStatus.DEAD ? "dead" : "open"] += 1;
    if (workerId !== "") row.workers.add(workerId);
  }
  return [...counts.values()]
    .map(({ workers, ...row }) => ({ ...row, workers: [...workers].sort() }))
    .sort((a, b) => a.task_type.localeCompare(b.task_type));
};

const leadFunnel = async ({ lead }: MarketingClient) => {
  const { sources, total } = await lead.getFunnel({});
  return [...sources, ...(total === undefined ? [] : [{ ...total, source: "all" }])].map(plainSource);
};

/** One lead's way from capture to conversion, and why its score is what it is. */
const leadStory = async ({ lead }: MarketingClient, email: string | null) => {
  const [first] = await collect(listAll(lead.listLeads, { status: LeadStatus.CONVERTED, order: LeadOrder.SCORE }, "leads", { limit: 1 }));
  const found = email === null ? first : ((await lead.getLead({ email }).catch(() => null))?.lead ?? first);
  if (found === undefined) return null;
  const { leadId } = found;
  const [{ entries }, score] = await Promise.all([lead.getLeadHistory({ leadId, pageSize: 1_000 }), lead.explainScore({ leadId })]);
  const changes = entries.filter(({ kind }) => kind !== "scored");
  return {
    lead_id: leadId,
    email: found.email,
    company: found.company,
    source: found.source,
    status: wordOf(LeadStatus, found.status),
    value: fromMicros(found.valueMicros),
    currency: found.currency,
    history: changes.toReversed().map((e) => ({
      kind: e.kind,
      at: isoOf(e.at) ?? "",
      to: e.toStatus === LeadStatus.UNSPECIFIED ? null : wordOf(LeadStatus, e.toStatus),
      detail:
        e.kind === "converted" ? `${fromMicros(found.valueMicros)} ${found.currency}` : [e.detail, e.reason].filter(Boolean).join(": "),
    })),
    scored: entries.length - changes.length,
    score: score.score ?? null,
    score_model: score.model,
    factors: score.factors.map(({ factor, contribution, reason }) => ({ factor, contribution, reason })),
    qualify_at: score.qualifyAt,
  };
};

const contentFigures = async ({ content }: MarketingClient) => {
  const all = await collect(listAll(content.listContents, {}, "contents"));
  return all
    .map((c) => ({
      title: c.title,
      type: wordOf(ContentType, c.contentType),
      state: wordOf(ContentState, c.state),
      version: c.version,
      published_version: c.publishedVersion,
      generated_by: c.generatedBy,
      served: Number(c.served),
      engaged: Number(c.engaged),
      performance_score: c.performanceScore ?? null,
    }))
    .sort((a, b) => b.served - a.served || a.title.localeCompare(b.title));
};

const unimplemented = 12;

const segmentFigures = async ({ segment, identity }: MarketingClient) => {
  const primary = new Map((await identity.countUsersBySegment({})).counts.map(({ segment: name, users }) => [name, Number(users)]));
  try {
    const all = await collect(listAll(segment.listSegments, {}, "segments"));
    const rows = await Promise.all(
      all.map(async ({ name, priority }) => ({
        name,
        priority,
        members: Number((await segment.getSegment({ segment: name })).members),
        primary_of: primary.get(name) ?? 0,
      })),
    );
    return rows.sort((a, b) => b.priority - a.priority);
  } catch (error) {
    if (error instanceof RpcError && error.code === unimplemented) return null;
    throw error;
  }
};

/** What campaign, lead and content hold, and identity's segments; null for what does not run. `email`: whose story as a lead is told. */
export const domainFigures = async (client: MarketingClient, email: string | null) => {
  const runs = new Set(client.services);
  const campaign: { readonly [Key in keyof CampaignFigures]: CampaignFigures[Key] | null } = runs.has("campaign")
    ? await campaignFigures(client)
    : noCampaigns;
  const [tasks, funnel, story, contents, segments] = await Promise.all([
    runs.has("campaign") ? taskFigures(client) : null,
    runs.has("lead") ? leadFunnel(client) : null,
    runs.has("lead") ? leadStory(client, email) : null,
    runs.has("content") ? contentFigures(client) : null,
    segmentFigures(client),
  ]);
  return { ...campaign, tasks, lead_funnel: funnel, lead: story, contents, segments };
};

export type DomainFigures = Awaited<ReturnType<typeof domainFigures>>;
