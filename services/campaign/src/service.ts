import { AdCampaignService } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { TaskService } from "@marketing/protos/campaign/v1/task_service";
import { publisherOf } from "@marketing/shared/bus/publisher";
import { implement } from "@marketing/shared/grpc/rpc";
import { subscribeRpc } from "@marketing/shared/grpc/subscribe";
import type { ServiceContext, ServiceDefinition } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { adCampaignCommandRpcs } from "./ad/commandRpcs.ts";
import { adCampaignEvents } from "./ad/events.ts";
import { platformLinkEvents } from "./ad/platformLinks.ts";
import { adCampaignQueryRpcs } from "./ad/queryRpcs.ts";
import { spendPolicy } from "./ad/spendPolicy.ts";
import { campaignCommandRpcs } from "./campaign/commandRpcs.ts";
import { campaignEvents } from "./campaign/events.ts";
import { knownSegmentsView } from "./campaign/knownSegmentsView.ts";
import { leaderboardView } from "./campaign/leaderboardView.ts";
import { campaignQueryRpcs } from "./campaign/queryRpcs.ts";
import { scheduleJob } from "./campaign/scheduleJob.ts";
import { updatesView } from "./campaign/updatesView.ts";
import { campaignsView } from "./campaign/view.ts";
import { watchCampaignsRpc } from "./campaign/watchRpc.ts";
import type { CampaignOptions } from "./config.ts";
import { historyQueryRpcs } from "./history/queryRpcs.ts";
import { historyIndex, historyView } from "./history/view.ts";
import { spendCommandRpcs } from "./reservation/commandRpcs.ts";
import { reservationEvents } from "./reservation/events.ts";
import { attributionJob } from "./revenue/attributionJob.ts";
import { campaignLeadsView } from "./revenue/campaignLeadsView.ts";
import { revenueCommandRpcs } from "./revenue/commandRpcs.ts";
import { conversionsPolicy } from "./revenue/conversionsPolicy.ts";
import { revenueEvents } from "./revenue/events.ts";
import { personLinksView } from "./revenue/personLinksView.ts";
import { personSections } from "./revenue/personSections.ts";
import { touchpointsView } from "./revenue/touchpointsView.ts";
import { claimRpcs } from "./task/claimRpcs.ts";
import { taskCommandRpcs } from "./task/commandRpcs.ts";
import { taskEvents } from "./task/events.ts";
import { leaseJob } from "./task/leaseJob.ts";
import { neededTasksPolicy } from "./task/neededTasks.ts";
import { pendingView } from "./task/pendingView.ts";
import { taskQueryRpcs } from "./task/queryRpcs.ts";
import { slotEvents } from "./task/slots.ts";
import { taskView } from "./task/view.ts";

/** All that campaign ever stores. */
export const storedEvents = [
  campaignEvents,
  reservationEvents,
  revenueEvents,
  adCampaignEvents,
  platformLinkEvents,
  taskEvents,
  slotEvents,
];

/** What others tell: touchpoints from tracking, merges and segments from identity, leads and their conversions from lead. */
const foreignSubscriptions = ({ foreign }: ServiceContext, settleMs: number): ReadonlyArray<Subscription> => {
  const of = (stream: string, view: PostgresView): Subscription => ({ view, source: foreign(stream, { types: [...view.types!] }) });
  return [
    of("TRACKING", touchpointsView),
    of("IDENTITY", personLinksView),
    of("IDENTITY", knownSegmentsView),
    of("LEAD", campaignLeadsView),
    of("LEAD", conversionsPolicy(settleMs)),
  ];
};

/** campaign, as the shared runtime composes it. */
export const campaignService = (options: CampaignOptions): ServiceDefinition => ({
  name: "campaign",
  events: storedEvents,
  vectors: historyIndex,
  personSections,
  subscriptions: (context) => [
    ...[
      campaignsView,
      taskView,
      leaderboardView(context.workerPool),
      updatesView,
      historyView,
      pendingView(context.workerLog),
      // These append to streams with versions, by the api role's pool: the worker's holds the checkpoint meanwhile.
      neededTasksPolicy(context.log),
      spendPolicy(context.log),
    ].map((view) => ({ view, source: context.source })),
    ...foreignSubscriptions(context, options.attributionSettleMs),
  ],
  jobs: ({ workerPool, log, workerLog }) => [
    scheduleJob(workerPool, log, options.scheduleSweepMs),
    leaseJob(workerPool, log, options.leaseSweepMs),
    attributionJob(workerPool, workerLog, options.attributionSweepMs),
  ],
  implementations: ({ log, pool, analyticsPool, redis, source, vectors }) => [
    implement(CampaignService, {
      ...campaignCommandRpcs(log, pool),
      ...spendCommandRpcs(log, pool),
      ...revenueCommandRpcs(log),
      ...campaignQueryRpcs(pool, analyticsPool, redis),
      ...historyQueryRpcs({ pool, vectors }),
      watchCampaigns: watchCampaignsRpc(log, source),
      subscribe: subscribeRpc(CampaignService.method.subscribe, { service: "campaign", log, source, publisher: publisherOf(storedEvents) }),
    }),
    implement(AdCampaignService, { ...adCampaignCommandRpcs(log), ...adCampaignQueryRpcs(pool, analyticsPool) }),
    implement(TaskService, {
      ...taskCommandRpcs(log, options.taskRetryBaseMs),
      ...claimRpcs(log, pool, source),
      ...taskQueryRpcs(pool),
    }),
  ],
});
