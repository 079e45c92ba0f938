import { ratio } from "../commands/campaignRows.ts";
import type { Output } from "../terminal/output.ts";
import { bar } from "../terminal/table.ts";
import type { DomainFigures } from "./domainFigures.ts";

const barWidth = 20;
const contentsShown = 12;

const right = (title: string) => ({ title, align: "right" as const });
const none = "–";

const printCampaigns = (out: Output, { campaigns, ad_campaigns: ads, leaderboard }: DomainFigures): void => {
  if (campaigns === null) return;
  out.heading("Campaigns");
  out.table(
    [
      ...[
        { title: "campaign", max: 30 },
        { title: "type" },
        { title: "status" },
        right("budget"),
        right("spent"),
        right("revenue"),
        right("return"),
      ],
      ...[{ title: "leads" }, { title: "converted" }],
    ],
    campaigns.map((c) => [
      ...[c.name, c.type, c.status + (c.pause_reason === "" ? "" : ` (${c.pause_reason})`)],
      ...[c.budget ?? "unlimited", c.spent, c.revenue, ratio(c.roi) ?? none, c.leads, c.converted_leads],
    ]),
  );
  if (ads !== null && ads.length > 0) {
    out.heading("Ad campaigns, as the platforms last reported");
    out.table(
      [
        ...[{ title: "ad campaign", max: 30 }, { title: "platform" }, { title: "shown" }, { title: "clicks" }, right("of shown")],
        ...[{ title: "conversions" }, right("spend"), { title: "optimised", max: 24 }, { title: "weights" }],
      ],
      ads.map(({ name, platform, performance_metrics: metrics, last_optimization: optimized, creatives }) => [
        ...[name, platform, metrics?.impressions ?? 0, metrics?.clicks ?? 0],
        metrics === null || metrics.impressions === 0 ? none : ratio(metrics.clicks / metrics.impressions),
        ...[metrics?.conversions ?? 0, metrics?.spend ?? "", optimized || "never"],
        creatives.map(({ variant_id: id, weight }) => `${id} ${weight}`).join(", "),
      ]),
    );
  }
  if (leaderboard !== null && leaderboard.length > 0) {
    out.heading("Leaderboard");
    out.table(
      [{ title: "rank" }, { title: "campaign", max: 30 }, right("score"), { title: "" }],
      leaderboard.map(({ rank, name, score }) => [rank, name, score.toFixed(2), bar(score / 100, barWidth)]),
    );
  }
};

const printLeads = (out: Output, { lead_funnel: funnel, lead }: DomainFigures): void => {
  if (funnel === null) return;
  out.heading("Lead funnel by first source");
  out.table(
    [
      ...[{ title: "source", max: 30 }, { title: "captured" }, { title: "contacted" }, { title: "qualified" }, { title: "converted" }],
      ...[{ title: "lost" }, right("conversion"), right("average score")],
    ],
    funnel.map((row) => [
      ...[row.source, row.captured, row.contacted, row.qualified, row.converted, row.lost],
      ...[ratio(row.conversion_rate), row.average_score?.toFixed(3) ?? none],
    ]),
  );
  if (lead === null) return;
  out.heading(`From capture to conversion: ${lead.email} of ${lead.company || "no company"}, worth ${lead.value} ${lead.currency}`);
  out.table(
    [{ title: "time (UTC)" }, { title: "what" }, { title: "status" }, { title: "", max: 80 }],
    lead.history.map((e) => [e.at.replace("T", " ").slice(0, 19), e.kind, e.to ?? "", e.detail]),
  );
  if (lead.score === null) return;
  out.say(`\nscore ${lead.score.toFixed(4)} by model ${lead.score_model}; sales-ready from ${lead.qualify_at}. It is the sum of`);
  out.table(
    [{ title: "factor" }, right("adds"), { title: "because", max: 90 }],
    lead.factors.map((f) => [f.factor, `${f.contribution < 0 ? "" : "+"}${f.contribution.toFixed(4)}`, f.reason]),
  );
};

const printContents = (out: Output, { contents }: DomainFigures): void => {
  if (contents === null) return;
  out.heading(`Content library, ${contents.length} pieces`);
  out.table(
    [
      ...[{ title: "title", max: 40 }, { title: "type" }, { title: "state" }, { title: "version" }, { title: "by", max: 20 }],
      ...[{ title: "served" }, { title: "engaged" }, right("score"), { title: "" }],
    ],
    contents
      .slice(0, contentsShown)
      .map((c) => [
        ...[c.title, c.type, c.state, c.version, c.generated_by, c.served, c.engaged],
        ...[c.performance_score?.toFixed(4) ?? none, c.performance_score === null ? "" : bar(c.performance_score, barWidth)],
      ]),
  );
};

const printTasks = (out: Output, { tasks }: DomainFigures): void => {
  if (tasks === null || tasks.length === 0) return;
  out.heading("Agent tasks");
  out.table(
    [{ title: "type" }, { title: "done" }, { title: "dead" }, { title: "open" }, { title: "by", max: 40 }],
    tasks.map((row) => [row.task_type, row.completed, row.dead, row.open, row.workers.join(", ")]),
  );
};

const printSegments = (out: Output, { segments }: DomainFigures): void => {
  if (segments === null || segments.length === 0) return;
  out.heading("Segments");
  out.table(
    [{ title: "segment", max: 30 }, { title: "priority" }, { title: "members" }, { title: "primary of" }],
    segments.map((row) => [row.name, row.priority, row.members, row.primary_of]),
  );
};

export const printDomain = (out: Output, figures: DomainFigures): void => {
  for (const print of [printCampaigns, printLeads, printContents, printTasks, printSegments]) print(out, figures);
};
