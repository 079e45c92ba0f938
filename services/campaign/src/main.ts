import { tenantDirectory } from "@marketing/protos/tenantDirectory";
import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { spendPolicy } from "./ad/spendPolicy.ts";
import { campaignsView } from "./campaign/campaignView.ts";
import { leaderboardView } from "./campaign/leaderboardView.ts";
import { scheduleJob } from "./campaign/scheduleJob.ts";
import { updatesView } from "./campaign/updatesView.ts";
import { campaignConfig } from "./config.ts";
import { campaignEvents } from "./events.ts";
import { implementations } from "./grpc.ts";
import { historyIndex, historyView } from "./history/historyView.ts";
import { publish } from "./publish.ts";
import { attributionJob } from "./revenue/conversions.ts";
import { foreignSubscriptions } from "./subscribe.ts";
import { leaseJob } from "./task/leaseJob.ts";
import { neededTasksPolicy } from "./task/neededTasks.ts";
import { pendingView } from "./task/pendingView.ts";
import { taskView } from "./task/taskView.ts";

runService(
  "campaign",
  Effect.gen(function* () {
    const { common, ...options } = yield* campaignConfig;
    yield* startService(
      {
        name: "campaign",
        codec: campaignEvents,
        publish,
        directory: tenantDirectory,
        vectors: historyIndex,
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
          ...foreignSubscriptions(context, { settleMs: options.attributionSettleMs }),
        ],
        jobs: ({ workerPool, log, workerLog }) => [
          scheduleJob(workerPool, log, options.scheduleSweepMs),
          leaseJob(workerPool, log, options.leaseSweepMs),
          attributionJob(workerPool, workerLog, options.attributionSweepMs),
        ],
        implementations: (context) => implementations(context, options),
      },
      common,
    );
  }),
);
