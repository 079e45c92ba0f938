import { TenantService } from "@marketing/protos/identity/v1/identity_service";
import { implement } from "@marketing/shared/grpc/rpc";
import type { Implementation } from "@marketing/shared/grpc/server";
import { subscribeMethod } from "@marketing/shared/grpc/subscribe";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { apiKeyCommandRpcs } from "./apiKey/commandRpcs.ts";
import { apiKeyQueryRpcs } from "./apiKey/queryRpcs.ts";
import { patternMethods } from "./grpc/patternMethods.ts";
import { segmentCommandMethods } from "./grpc/segmentCommandMethods.ts";
import { segmentQueryMethods } from "./grpc/segmentQueryMethods.ts";
import { userCommandMethods } from "./grpc/userCommandMethods.ts";
import { userQueryMethods } from "./grpc/userQueryMethods.ts";
import { publicTypes, publish } from "./publish.ts";
import { lazyBus } from "./segment/lazyBus.ts";
import { tenantCommandRpcs } from "./tenant/commandRpcs.ts";
import { tenantQueryRpcs } from "./tenant/queryRpcs.ts";

/** The services of marketing.identity.v1. Only the files under grpc/ know the shapes of its messages. */
export const implementations = ({
  log,
  pool,
  redis,
  source,
  config,
  logger,
  vectors,
}: Pick<ServiceContext, "log" | "pool" | "redis" | "source" | "config" | "logger" | "vectors">): ReadonlyArray<Implementation> => [
  {
    package: "marketing.identity.v1",
    name: "IdentityService",
    methods: {
      ...userCommandMethods(log, pool),
      ...userQueryMethods(pool, redis),
      subscribe: subscribeMethod({
        service: "identity",
        log,
        source,
        publish,
        types: publicTypes,
        about: { request: "userIds", fields: ["userId", "winnerUserId", "loserUserId"] },
      }),
    },
  },
  {
    package: "marketing.identity.v1",
    name: "SegmentService",
    methods: { ...segmentCommandMethods(log), ...segmentQueryMethods(pool, lazyBus({ config, logger })) },
  },
  { package: "marketing.identity.v1", name: "PatternService", methods: patternMethods({ log, pool, vectors }) },
  implement(TenantService, {
    ...tenantCommandRpcs(log),
    ...tenantQueryRpcs(log, pool),
    ...apiKeyCommandRpcs(log),
    ...apiKeyQueryRpcs(pool),
  }),
];
