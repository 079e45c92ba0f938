import { ContentService } from "@marketing/protos/content/v1/content_service";
import { KnowledgeService } from "@marketing/protos/content/v1/knowledge_service";
import { publisherOf } from "@marketing/shared/bus/publisher";
import { tokenOf } from "@marketing/shared/bus/subject";
import { implement } from "@marketing/shared/grpc/rpc";
import type { Implementation } from "@marketing/shared/grpc/server";
import { subscribeRpc } from "@marketing/shared/grpc/subscribe";
import { reactTo } from "@marketing/shared/service/reactions";
import type { ApiContext, ServiceContext, ServiceDefinition } from "@marketing/shared/service/runtime";
import type { Subscription } from "@marketing/shared/subscription/runner";
import { vectorIndexOf } from "@marketing/shared/vectors/wanted";
import { campaignChanges, campaignPolicy } from "./campaign/campaignPolicy.ts";
import { completedTasks } from "./campaign/draft.ts";
import { draftReaction } from "./campaign/draftReaction.ts";
import { campaignEvents } from "./campaign/events.ts";
import { contentCommandRpcs } from "./content/commandRpcs.ts";
import { contentEvents } from "./content/events.ts";
import { personSections } from "./content/personSections.ts";
import { contentQueryRpcs } from "./content/queryRpcs.ts";
import { reviewCommandRpcs } from "./content/reviewCommandRpcs.ts";
import { scheduleJob } from "./content/scheduleJob.ts";
import { slugEvents } from "./content/slugClaims.ts";
import { textEvents } from "./content/textStream.ts";
import { contentView } from "./content/view.ts";
import { documentCommandRpcs } from "./knowledge/commandRpcs.ts";
import { documentEvents, documentTextEvents } from "./knowledge/events.ts";
import { documentQueryRpcs } from "./knowledge/queryRpcs.ts";
import { knowledge, knowledgeView } from "./knowledge/view.ts";
import { performanceCommandRpcs } from "./performance/commandRpcs.ts";
import { performanceEvents, totalsEvents } from "./performance/events.ts";
import { totalsPolicy } from "./performance/totalsPolicy.ts";
import { trackedEvents, trackedNames, trackedPolicy } from "./performance/trackedPolicy.ts";
import { policyCommandRpcs } from "./policy/commandRpcs.ts";
import { policyEvents } from "./policy/events.ts";
import { policyQueryRpcs } from "./policy/queryRpcs.ts";
import { retrievalQueryRpcs } from "./retrieval/queryRpcs.ts";
import { searchQueryRpcs } from "./search/queryRpcs.ts";

/** Every event this service ever stores. */
export const storedEvents = [
  contentEvents,
  textEvents,
  slugEvents,
  performanceEvents,
  totalsEvents,
  documentEvents,
  documentTextEvents,
  policyEvents,
  campaignEvents,
];

/** What other services say, in order and in batches: campaigns' names, and how often contents were served and engaged with. */
const foreignSubscriptions = ({ foreign, workerLog }: ServiceContext): ReadonlyArray<Subscription> => [
  { view: campaignPolicy(workerLog), source: foreign("CAMPAIGN", { types: [...campaignChanges.types] }) },
  // a subscription for each name, so that the bus delivers nothing else of what is tracked
  ...trackedNames.map((name) => ({
    view: trackedPolicy(workerLog, name),
    source: foreign("TRACKING", { types: [...trackedEvents.types], subject: `marketing.tracking.v1.event.${tokenOf(name)}.*` }),
  })),
];

const implementations = ({ log, pool, analyticsPool, source, vectors }: ApiContext): ReadonlyArray<Implementation> => [
  implement(ContentService, {
    ...contentCommandRpcs(log),
    ...reviewCommandRpcs(log),
    ...policyCommandRpcs(log),
    ...policyQueryRpcs(log),
    ...performanceCommandRpcs(log),
    ...contentQueryRpcs(pool, analyticsPool, log),
    ...searchQueryRpcs(analyticsPool, vectors),
    subscribe: subscribeRpc(ContentService.method.subscribe, {
      service: "content",
      log,
      source,
      publisher: publisherOf(storedEvents),
      about: { request: "contentIds", fields: ["contentId"] },
    }),
  }),
  implement(KnowledgeService, {
    ...documentCommandRpcs(log),
    ...documentQueryRpcs(pool, log),
    ...retrievalQueryRpcs(analyticsPool, vectors),
  }),
];

/** content, as the shared runtime composes it. `schedulePollMs`: how often contents whose time has come are looked for. */
export const contentService = ({ schedulePollMs }: { readonly schedulePollMs: number }): ServiceDefinition => ({
  name: "content",
  events: storedEvents,
  subscriptions: (context) => [
    { view: contentView, source: context.source },
    { view: knowledgeView(context.workerLog), source: context.source },
    { view: totalsPolicy(context.workerLog), source: context.source },
    ...foreignSubscriptions(context),
  ],
  reactions: (context, nc) => [
    reactTo(context, nc, { name: "drafts", stream: "CAMPAIGN", events: completedTasks, handle: draftReaction(context.workerLog) }),
  ],
  vectors: vectorIndexOf("marketing-knowledge", knowledge),
  personSections,
  jobs: ({ workerPool, workerLog, logger }) => [scheduleJob({ pool: workerPool, log: workerLog, logger }, schedulePollMs)],
  implementations,
});
