import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { implement } from "@marketing/shared/grpc/rpc";
import { reactTo } from "@marketing/shared/service/reactions";
import type { ServiceContext, ServiceDefinition } from "@marketing/shared/service/runtime";
import { analyticsQueryRpcs } from "./analytics/queryRpcs.ts";
import { uniqueUsersView } from "./analytics/uniqueUsersView.ts";
import { trackRpcs } from "./event/commandRpcs.ts";
import { createTracker } from "./event/commands.ts";
import { trackedEvents } from "./event/events.ts";
import { eventQueryRpcs } from "./event/queryRpcs.ts";
import { recentView } from "./event/recentView.ts";
import { subscribeRpc } from "./event/subscribeRpc.ts";
import { eventView } from "./event/view.ts";
import { countryLookup } from "./geo/country.ts";
import { eventMonthsJob } from "./months.ts";
import { leadEvents, leadReaction } from "./person/leadReaction.ts";
import { personSections } from "./person/personSections.ts";
import { recountJob } from "./person/recountJob.ts";
import { knownUsersView, mergeEvents } from "./person/view.ts";
import { createTenantSettings } from "./tenantSettings.ts";

const timezoneOf = ({ workerPool }: ServiceContext) => {
  const settingsOf = createTenantSettings(workerPool);
  return async (tenantId: string): Promise<string> => (await settingsOf(tenantId)).timezone;
};

/** tracking, as the shared runtime composes it. */
export const trackingService: ServiceDefinition = {
  name: "tracking",
  events: [trackedEvents],
  personSections,
  subscriptions: (context) => [
    { view: eventView, source: context.source },
    { view: recentView, source: context.source },
    { view: uniqueUsersView({ workerPool: context.workerPool, timezoneOf: timezoneOf(context) }), source: context.source },
    { view: knownUsersView, source: context.foreign("IDENTITY", { types: [...mergeEvents.types] }) },
  ],
  jobs: (context) => [
    eventMonthsJob(context.workerPool),
    recountJob({
      pool: context.workerPool,
      redis: context.redis,
      log: context.workerLog,
      timezoneOf: timezoneOf(context),
      logger: context.logger,
    }),
  ],
  reactions: (context, nc) => {
    const tracker = createTracker({ log: context.workerLog, settingsOf: createTenantSettings(context.workerPool) });
    return [reactTo(context, nc, { name: "leads", stream: "LEAD", events: leadEvents, handle: leadReaction(tracker) })];
  },
  implementations: ({ pool, analyticsPool, redis, log, source, logger }) => {
    const settingsOf = createTenantSettings(pool);
    const countryOf = countryLookup(logger);
    const reads = { pool, analyticsPool, redis, settingsOf };
    return [
      implement(TrackingService, {
        ...trackRpcs(createTracker({ log, settingsOf, countryOf })),
        ...eventQueryRpcs(reads),
        ...analyticsQueryRpcs(reads),
        subscribe: subscribeRpc(log, source),
      }),
    ];
  },
};
