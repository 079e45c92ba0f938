import { ConsentService } from "@marketing/protos/identity/v1/consent_service";
import { IdentityService, TenantService } from "@marketing/protos/identity/v1/identity_service";
import { PatternService } from "@marketing/protos/identity/v1/pattern_service";
import { SegmentService } from "@marketing/protos/identity/v1/segment_service";
import type { Publisher } from "@marketing/shared/bus/publisher";
import { implement } from "@marketing/shared/grpc/rpc";
import type { Implementation } from "@marketing/shared/grpc/server";
import { subscribeRpc } from "@marketing/shared/grpc/subscribe";
import type { ApiContext } from "@marketing/shared/service/runtime";
import { apiKeyCommandRpcs } from "./apiKey/commandRpcs.ts";
import { apiKeyQueryRpcs } from "./apiKey/queryRpcs.ts";
import { audienceQueryRpcs } from "./audience/queryRpcs.ts";
import { consentCommandRpcs } from "./consent/commandRpcs.ts";
import { consentQueryRpcs } from "./consent/queryRpcs.ts";
import { onDemandBus } from "./evaluation/onDemandBus.ts";
import { patternQueryRpcs } from "./pattern/queryRpcs.ts";
import { segmentCommandRpcs } from "./segment/commandRpcs.ts";
import { segmentQueryRpcs } from "./segment/queryRpcs.ts";
import { sessionQueryRpcs } from "./session/queryRpcs.ts";
import { suppressionCommandRpcs } from "./suppression/commandRpcs.ts";
import { suppressionQueryRpcs } from "./suppression/queryRpcs.ts";
import { tenantCommandRpcs } from "./tenant/commandRpcs.ts";
import { tenantQueryRpcs } from "./tenant/queryRpcs.ts";
import { userCommandRpcs } from "./user/commandRpcs.ts";
import { identifyRpcs } from "./user/identifyRpcs.ts";
import { mergeRpcs } from "./user/mergeRpcs.ts";
import { userQueryRpcs } from "./user/queryRpcs.ts";

/** The services of marketing.identity.v1. */
export const implementations = (
  { log, pool, analyticsPool, redis, source, config, logger, vectors }: ApiContext,
  publisher: Publisher,
  claimWindowMs: number,
): ReadonlyArray<Implementation> => [
  implement(IdentityService, {
    ...userCommandRpcs(log, pool),
    ...identifyRpcs(log, claimWindowMs),
    ...mergeRpcs(log),
    ...userQueryRpcs(pool, analyticsPool, redis),
    ...sessionQueryRpcs(pool),
    subscribe: subscribeRpc(IdentityService.method.subscribe, {
      service: "identity",
      log,
      source,
      publisher,
      about: { request: "userIds", fields: ["userId", "winnerUserId", "loserUserId"] },
    }),
  }),
  implement(SegmentService, {
    ...segmentCommandRpcs(log),
    ...segmentQueryRpcs(pool, analyticsPool, onDemandBus({ config, logger })),
  }),
  implement(ConsentService, {
    ...consentCommandRpcs(log),
    ...consentQueryRpcs(pool),
    ...audienceQueryRpcs(pool, analyticsPool),
    ...suppressionCommandRpcs(log),
    ...suppressionQueryRpcs(pool),
  }),
  implement(PatternService, patternQueryRpcs({ log, pool, vectors })),
  implement(TenantService, {
    ...tenantCommandRpcs(log, pool),
    ...tenantQueryRpcs(log, pool),
    ...apiKeyCommandRpcs(log, pool),
    ...apiKeyQueryRpcs(pool),
  }),
];
