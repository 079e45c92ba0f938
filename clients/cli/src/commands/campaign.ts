import { fromMicros } from "@marketing/client/money";
import { collect, listAll } from "@marketing/client/paging";
import { AttributionModel, CampaignStatus, CampaignType } from "@marketing/protos/campaign/v1/campaign_service";
import { clockOf, isoOf, timestampOf, wordOf } from "../api.ts";
import { choiceOf, jsonOf, listOf, microsOf, stringOf, subjectOf, timeOf, wholeOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { printable } from "../terminal/printable.ts";
import { campaigns, campaignTypes, money, plainAd, ratio } from "./campaignRows.ts";
import { printOne, printPages } from "./show.ts";
import { similarCampaigns, similarOptions } from "./similarCampaigns.ts";

const statuses = ["draft", "active", "paused", "completed", "stopped"] as const;
const models = ["first", "last", "linear"] as const;

const list = async (context: CommandContext) => {
  const { values, connection } = context;
  const request = given({
    status: choiceOf(values, "status", CampaignStatus, statuses),
    type: choiceOf(values, "type", CampaignType, campaignTypes),
  });
  await printPages(context, campaigns, connection().client.campaign.listCampaigns, request, "campaigns");
};

const get = async (context: CommandContext) => {
  const { out, positionals, connection } = context;
  const { client } = connection();
  const campaignId = subjectOf(positionals, "a campaign's ID; 'marketing campaign list' shows them");
  const [{ campaign }, ads] = await Promise.all([
    client.campaign.getCampaign({ campaignId }),
    collect(listAll(client.adCampaign.listAdCampaigns, { campaignId }, "adCampaigns")),
  ]);
  printOne(context, campaigns, campaign!, { ad_campaigns: ads.map(plainAd) });
  if (ads.length === 0) return;
  out.heading("Ad campaigns");
  out.table(
    ["ad campaign", "platform", "name", "impressions", "clicks", "conversions", "spend", "optimised (UTC)"].map((title) => ({ title })),
    ads.map((ad) => {
      const { performance_metrics: metrics, ...plain } = plainAd(ad);
      const figures = [metrics?.impressions, metrics?.clicks, metrics?.conversions, metrics?.spend];
      return [plain.ad_campaign_id, plain.platform, plain.name, ...figures, clockOf(ad.lastOptimized)];
    }),
  );
};

const fieldsOf = ({ values }: CommandContext) => {
  const channels = listOf(values, "channel");
  const config = jsonOf(values, "config");
  return {
    type: choiceOf(values, "type", CampaignType, campaignTypes),
    config: channels.length === 0 ? config : { ...config, channels: [...channels] },
    budgetMicros: microsOf(values, "budget"),
    dailyBudgetMicros: microsOf(values, "daily-budget"),
  };
};

const create = async (context: CommandContext) => {
  const { values, positionals, connection } = context;
  const name = subjectOf(positionals, "a NAME");
  const fields = fieldsOf(context);
  if (fields.type === undefined) throw usageError(`campaign create takes --type ${campaignTypes.join("|")}`);
  const request = given({ name, ...fields, currency: stringOf(values, "currency"), campaignId: stringOf(values, "id") });
  printOne(context, campaigns, (await connection().client.campaign.createCampaign(request)).campaign!);
};

const update = async (context: CommandContext) => {
  const { values, positionals, connection } = context;
  const campaignId = subjectOf(positionals, "a campaign's ID");
  const request = given({ campaignId, name: stringOf(values, "name"), ...fieldsOf(context) });
  printOne(context, campaigns, (await connection().client.campaign.updateCampaign(request)).campaign!);
};

const moves = {
  start: "startCampaign",
  pause: "pauseCampaign",
  resume: "resumeCampaign",
  complete: "completeCampaign",
  stop: "stopCampaign",
} as const;

const move = (action: keyof typeof moves) => async (context: CommandContext) => {
  const { values, positionals, connection } = context;
  const campaignId = subjectOf(positionals, "a campaign's ID");
  const reason = stringOf(values, "reason");
  if (reason !== undefined && action !== "pause" && action !== "stop") throw usageError("--reason goes with pause and stop");
  const { campaign } = await connection().client.campaign[moves[action]]({ campaignId, ...(reason !== undefined && { reason }) });
  printOne(context, campaigns, campaign!);
};

const spend = async (context: CommandContext) => {
  const { values, positionals, out, connection } = context;
  const campaignId = subjectOf(positionals, "a campaign's ID");
  const amountMicros = microsOf(values, "amount");
  if (amountMicros === undefined) throw usageError("campaign spend takes --amount 49.90");
  const request = given({ campaignId, amountMicros, source: stringOf(values, "source"), spentAt: timestampOf(timeOf(values, "at")) });
  const { campaign, paused } = await connection().client.campaign.recordSpend(request);
  printOne(context, campaigns, campaign!, { paused });
  if (paused) out.say("it is over its budget now, and paused");
};

const roi = async (context: CommandContext) => {
  const { values, positionals, out, connection } = context;
  const campaignId = subjectOf(positionals, "a campaign's ID");
  const model = choiceOf(values, "model", AttributionModel, models);
  const answer = await connection().client.campaign.getRoi(given({ campaignId, model }));
  const plain = {
    campaign_id: campaignId,
    model: wordOf(AttributionModel, answer.model),
    revenue: fromMicros(answer.revenueMicros, 6),
    spent: fromMicros(answer.spentMicros, 6),
    currency: answer.currency,
    roi: answer.roi ?? null,
    leads: Number(answer.leads),
    converted_leads: Number(answer.convertedLeads),
    impressions: Number(answer.impressions),
    clicks: Number(answer.clicks),
    events: Object.fromEntries(Object.entries(answer.events).map(([name, n]) => [name, Number(n)])),
  };
  out.object(plain);
  out.pairs([
    ["model", plain.model],
    ["revenue", money(answer.revenueMicros, answer.currency)],
    ["spent", money(answer.spentMicros, answer.currency)],
    ["return", ratio(answer.roi) ?? "none: nothing was spent"],
    ["leads", plain.leads],
    ["converted", plain.converted_leads],
    ["impressions", plain.impressions],
    ["clicks", plain.clicks],
  ]);
  if (Object.keys(plain.events).length > 0) {
    out.heading("Tracked events that name it");
    out.table([{ title: "event", max: 40 }, { title: "count" }], Object.entries(plain.events));
  }
};

const leaderboard = async ({ values, out, connection }: CommandContext) => {
  const { entries } = await connection().client.campaign.getLeaderboard({ limit: wholeOf(values, "limit", 10, 1, 1_000) });
  for (const { campaignId, name, rank, score } of entries) out.object({ rank, campaign_id: campaignId, name, score });
  out.table(
    [{ title: "rank" }, { title: "campaign" }, { title: "name", max: 40 }, { title: "score", align: "right" }],
    entries.map((entry) => [entry.rank, entry.campaignId, entry.name, entry.score.toFixed(2)]),
  );
};

const watch = async ({ out, positionals, connection, signal }: CommandContext) => {
  const updates = connection().client.campaign.watchCampaigns({ campaignIds: positionals.slice(1) }, { signal });
  try {
    for await (const { update, position } of updates) {
      if (update === undefined) continue;
      const status = wordOf(CampaignStatus, update.status);
      out.object({ position: Number(position), campaign_id: update.campaignId, status, reason: update.reason, at: isoOf(update.at) });
      out.say(printable(`${clockOf(update.at)}  ${update.campaignId}  ${status}${update.reason === "" ? "" : ` (${update.reason})`}`));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

const actions = {
  ...{ list, get, create, update },
  ...(Object.fromEntries(Object.keys(moves).map((action) => [action, move(action as keyof typeof moves)])) as Record<
    keyof typeof moves,
    ReturnType<typeof move>
  >),
  ...{ spend, roi, leaderboard, watch },
  similar: similarCampaigns,
};

export const campaignCommand = commandOf(
  {
    name: "campaign",
    usage: [
      "campaign list [--status active] [--type ad]",
      "campaign create NAME --type lead_gen|content|retention|ad [--budget 500] [--channel email]…",
      "campaign get|start|pause|resume|complete|stop ID",
      "campaign spend ID --amount 49.90 [--source google_ads]",
      "campaign roi ID [--model first|last|linear]",
      "campaign leaderboard | campaign watch [ID…]",
      `campaign similar ID | campaign similar "a webinar for controllers" [--type lead_gen] [--platform linkedin] [--budget 500]`,
    ],
    details:
      "Amounts are decimal, exact to six places, in the campaign's own currency. An amount of spend that is over the budget is booked, and pauses it.",
    options: {
      type: { type: "string", value: "TYPE", help: "lead_gen, content, retention or ad" },
      status: { type: "string", value: "STATUS", help: "only these: draft, active, paused, completed or stopped" },
      name: { type: "string", value: "NAME", help: "update: what it is called from now on" },
      budget: { type: "string", value: "AMOUNT", help: "all it may spend (default: unlimited)" },
      "daily-budget": { type: "string", value: "AMOUNT", help: "what may be reserved in a day" },
      currency: { type: "string", value: "CODE", help: "of a new campaign, for good (default USD)" },
      channel: { type: "string", value: "NAME", multiple: true, help: "email, blog, google_ads …; may be repeated" },
      config: { type: "string", value: "JSON", help: "audience, channels, goals and whatever else" },
      id: { type: "string", value: "UUID", help: "of a new campaign (default: made by the service)" },
      reason: { type: "string", value: "TEXT", help: "of a pause or a stop" },
      amount: { type: "string", value: "AMOUNT", help: "what was spent" },
      source: { type: "string", value: "TEXT", help: "where it was spent" },
      at: { type: "string", value: "TIME", help: "when it was spent (default: now)" },
      model: { type: "string", value: "MODEL", help: "who earns a conversion: first, last (default) or linear touch" },
      limit: { type: "string", value: "N", help: "how many (default 100, of the leaderboard and of similar ones 10)" },
      ...similarOptions,
    },
  },
  actions,
);
