import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { publisherOf } from "@marketing/shared/bus/publisher";
import { implement } from "@marketing/shared/grpc/rpc";
import { subscribeRpc } from "@marketing/shared/grpc/subscribe";
import type { ServiceContext, ServiceDefinition } from "@marketing/shared/service/runtime";
import { importCommandRpcs } from "./imports/commandRpcs.ts";
import { importEvents } from "./imports/events.ts";
import { importQueryRpcs } from "./imports/queryRpcs.ts";
import { leadCommandRpcs } from "./lead/commandRpcs.ts";
import { emailEvents } from "./lead/emailClaims.ts";
import { leadEvents } from "./lead/events.ts";
import { mergeRecordEvents } from "./lead/mergeRecord.ts";
import { leadQueryRpcs } from "./lead/queryRpcs.ts";
import { leadView } from "./lead/view.ts";
import { behaviourView } from "./person/behaviourView.ts";
import { peopleEvents, peopleView } from "./person/peopleView.ts";
import { personSections } from "./person/personSections.ts";
import { trackedEvents } from "./person/tracked.ts";
import { type Decay, decayJob, refreshJob, refreshTakers } from "./refresh/refreshJob.ts";
import { scoringCommandRpcs } from "./scoring/commandRpcs.ts";
import { scoringEvents } from "./scoring/events.ts";
import { activeModel } from "./scoring/queries.ts";
import { scoringQueryRpcs } from "./scoring/queryRpcs.ts";
import { scoringModelsView } from "./scoring/view.ts";

const events = [leadEvents, emailEvents, mergeRecordEvents, scoringEvents, importEvents];

/**
 * Copies of what other services publish: who people are, from identity, and what they do, from tracking. Whatever follows for leads is requested in
 * the same transaction, and done by the job `refresh`.
 */
const copies = ({ foreign }: ServiceContext) => [
  { view: peopleView, source: foreign("IDENTITY", { types: [...peopleEvents.types] }) },
  { view: behaviourView, source: foreign("TRACKING", { types: [...trackedEvents.types], capacity: 4_000 }) },
];

const refresh = ({ workerPool: pool, workerLog: log, logger }: ServiceContext) =>
  refreshJob({ pool, log, logger, modelOf: (tenantId) => activeModel(pool, tenantId), now: Date.now });

/** lead, as the shared runtime composes it. */
export const leadService = (decay: Decay) =>
  ({
    name: "lead",
    events,
    personSections,
    subscriptions: (context) => [
      { view: leadView, source: context.source },
      { view: scoringModelsView, source: context.source },
      ...copies(context),
    ],
    jobs: (context) => [refresh(context), decayJob(context.workerPool, decay)],
    takers: ({ workerPool }) => refreshTakers(workerPool),
    implementations: ({ log, pool, analyticsPool, source }) => [
      implement(LeadService, {
        ...leadCommandRpcs(log, pool),
        ...leadQueryRpcs(pool, analyticsPool),
        ...importCommandRpcs(log, pool),
        ...importQueryRpcs(log),
        ...scoringCommandRpcs(log),
        ...scoringQueryRpcs(pool),
        subscribe: subscribeRpc(LeadService.method.subscribe, {
          service: "lead",
          log,
          source,
          publisher: publisherOf(events),
          about: { request: "leadIds", fields: ["leadId", "winnerLeadId", "loserLeadId"] },
        }),
      }),
    ],
  }) satisfies ServiceDefinition;
