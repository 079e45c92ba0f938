import { tenantDirectory } from "@marketing/protos/tenantDirectory";
import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { vectorIndexOf } from "@marketing/shared/vectors/wanted";
import { Effect } from "effect";
import { contentConfig } from "./config.ts";
import { contentView } from "./content/contentView.ts";
import { scheduleJob } from "./content/scheduleJob.ts";
import { contentEvents } from "./events.ts";
import { implementations } from "./grpc.ts";
import { knowledgeView, knowledgeViewName } from "./knowledge/knowledgeView.ts";
import { totalsPolicy } from "./performance/totalsPolicy.ts";
import { publish } from "./publish.ts";
import { foreignSubscriptions, reactions } from "./subscribe.ts";

runService(
  "content",
  Effect.gen(function* () {
    const { common, schedulePollMs } = yield* contentConfig;
    yield* startService(
      {
        name: "content",
        codec: contentEvents,
        publish,
        directory: tenantDirectory,
        subscriptions: (context) => [
          { view: contentView, source: context.source },
          { view: knowledgeView(context.workerLog), source: context.source },
          { view: totalsPolicy(context.workerLog), source: context.source },
          ...foreignSubscriptions(context),
        ],
        reactions,
        vectors: vectorIndexOf("marketing-knowledge", { name: knowledgeViewName }),
        jobs: ({ workerPool, workerLog, logger }) => [scheduleJob({ pool: workerPool, log: workerLog, logger }, schedulePollMs)],
        implementations,
      },
      common,
    );
  }),
);
