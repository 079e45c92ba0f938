import { tenantDirectory } from "@marketing/protos/tenantDirectory";
import { reaction } from "@marketing/shared/service/reactions";
import type { ServiceContext, ServiceDefinition } from "@marketing/shared/service/runtime";
import { uniqueUsersView } from "./analytics/uniqueUsersView.ts";
import { eventView } from "./event/eventView.ts";
import { recentView } from "./event/recentView.ts";
import { createTracker } from "./event/track.ts";
import { trackingCodec } from "./event/trackedEvent.ts";
import { countryLookup } from "./geo/country.ts";
import { trackingMethods } from "./grpc.ts";
import { eventMonthsJob } from "./months.ts";
import { knownUsersView } from "./person/knownUsersView.ts";
import { leadReaction, leadTypes } from "./person/leadReaction.ts";
import { recountJob } from "./person/recountJob.ts";
import { publish } from "./publish.ts";
import { createTenantSettings } from "./tenantSettings.ts";

const timezoneOf = ({ workerPool }: ServiceContext) => {
  const settingsOf = createTenantSettings(workerPool);
  return async (tenantId: string): Promise<string> => (await settingsOf(tenantId)).timezone;
};

/** tracking, as the shared runtime composes it. */
export const trackingService: ServiceDefinition = {
  name: "tracking",
  codec: trackingCodec,
  publish,
  directory: tenantDirectory,
  subscriptions: (context) => [
    { view: eventView, source: context.source },
    { view: recentView, source: context.source },
    { view: uniqueUsersView({ workerPool: context.workerPool, timezoneOf: timezoneOf(context) }), source: context.source },
    { view: knownUsersView, source: context.foreign("IDENTITY", { types: [...knownUsersView.types!] }) },
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
    return [reaction(context, nc, { name: "leads", stream: "LEAD", types: leadTypes, handle: leadReaction(tracker) })];
  },
  implementations: ({ pool, redis, log, source, logger }) => {
    const settingsOf = createTenantSettings(pool);
    const countryOf = countryLookup(logger);
    return [
      {
        package: "marketing.tracking.v1",
        name: "TrackingService",
        methods: trackingMethods({
          tracker: createTracker({ log, settingsOf, countryOf }),
          log,
          wakes: source,
          reads: { pool, redis, settingsOf },
        }),
      },
    ];
  },
};
