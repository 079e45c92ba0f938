import { tenantDirectory } from "@marketing/protos/tenantDirectory";
import { runService } from "@marketing/shared/service/process";
import { type ServiceContext, startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { leadConfig } from "./config.ts";
import { leadEvents } from "./events.ts";
import { implementations } from "./grpc.ts";
import { leadView } from "./lead/leadView.ts";
import { publish } from "./publish.ts";
import { decayJob, refreshJob } from "./refresh/refreshJob.ts";
import { activeModel } from "./scoring/modelQueries.ts";
import { modelView } from "./scoring/modelView.ts";
import { foreignSubscriptions } from "./subscribe.ts";

const refresh = ({ workerPool: pool, workerLog: log, logger }: ServiceContext) =>
  refreshJob({ pool, log, logger, modelOf: (tenantId) => activeModel(pool, tenantId), now: Date.now });

runService(
  "lead",
  Effect.gen(function* () {
    const { common, decayAfterMs, decayEveryMs } = yield* leadConfig;
    yield* startService(
      {
        name: "lead",
        codec: leadEvents,
        publish,
        directory: tenantDirectory,
        subscriptions: (context) => [
          ...[leadView, modelView].map((view) => ({ view, source: context.source })),
          ...foreignSubscriptions(context),
        ],
        jobs: (context) => [refresh(context), decayJob(context.workerPool, decayAfterMs, decayEveryMs)],
        implementations,
      },
      common,
    );
  }),
);
