import { publisherOf } from "@marketing/shared/bus/publisher";
import type { EventGroup } from "@marketing/shared/log/defineEvents";
import { startJob } from "@marketing/shared/service/jobs";
import { reactTo } from "@marketing/shared/service/reactions";
import type { ServiceDefinition } from "@marketing/shared/service/runtime";
import { activityEvents } from "./activity/events.ts";
import { paced } from "./activity/paced.ts";
import { activityBatch, activityPolicy } from "./activity/policy.ts";
import { eventTracked } from "./activity/trackedEvent.ts";
import { apiKeyEvents } from "./apiKey/events.ts";
import { apiKeyNameEvents } from "./apiKey/nameClaims.ts";
import type { IdentitySettings } from "./config.ts";
import { consentEvents } from "./consent/events.ts";
import { consentReaction, consentStated } from "./consent/leadReaction.ts";
import { consentsView } from "./consent/view.ts";
import { backfillJob } from "./evaluation/backfillJob.ts";
import { evaluatorJob } from "./evaluation/evaluatorJob.ts";
import { evaluationPolicy } from "./evaluation/policy.ts";
import { implementations } from "./grpc.ts";
import { membershipEvents } from "./membership/events.ts";
import { leadEvents, leadReaction } from "./membership/leadReaction.ts";
import { duePatternsJob } from "./pattern/dueJob.ts";
import { patternEvents } from "./pattern/events.ts";
import { patternPolicy } from "./pattern/policy.ts";
import { patternSource } from "./pattern/policySource.ts";
import { patternIndex, patternView } from "./pattern/view.ts";
import { catalogueEvents } from "./segment/catalogue.ts";
import { segmentEvents } from "./segment/events.ts";
import { segmentView } from "./segment/view.ts";
import { sessionEvents } from "./session/events.ts";
import { liveSessionsView } from "./session/liveSessionsView.ts";
import { sweepJob } from "./session/sweepJob.ts";
import { sessionsView } from "./session/view.ts";
import { suppressionEvents } from "./suppression/events.ts";
import { suppressionsView } from "./suppression/view.ts";
import { tenantEvents } from "./tenant/events.ts";
import { tenantDirectory } from "./tenant/tenantDirectory.ts";
import { tenantsView } from "./tenant/view.ts";
import { emailEvents } from "./user/emailClaims.ts";
import { userEvents } from "./user/events.ts";
import { mergeEvents } from "./user/mergeRecord.ts";
import { partitionsJob } from "./user/partitionsJob.ts";
import { personSections } from "./user/personSections.ts";
import { profileView } from "./user/profileView.ts";
import { usersView } from "./user/view.ts";

/** All that this service ever stores. Personal fields are encrypted under the person's key where a cipher is given. */
export const identityEvents: ReadonlyArray<EventGroup> = [
  userEvents,
  emailEvents,
  mergeEvents,
  consentEvents,
  suppressionEvents,
  membershipEvents,
  segmentEvents,
  catalogueEvents,
  activityEvents,
  patternEvents,
  sessionEvents,
  tenantEvents,
  apiKeyEvents,
  apiKeyNameEvents,
];

/** identity, as the shared runtime composes it. */
export const identityService = ({
  sessionSweepMs,
  sessionGraceMs,
  patternDebounceMs,
  claimWindowDays,
}: IdentitySettings): ServiceDefinition => ({
  name: "identity",
  events: identityEvents,
  directory: tenantDirectory,
  subscriptions: ({ source, foreign, workerPool, workerLog }) => {
    const own = [
      usersView,
      consentsView,
      suppressionsView,
      sessionsView,
      tenantsView,
      liveSessionsView,
      profileView(workerPool),
      segmentView,
      evaluationPolicy,
      patternView,
    ];
    const tracked = { types: [...eventTracked.types], capacity: 2 * activityBatch };
    return [
      ...own.map((view) => ({ view, source })),
      { view: patternPolicy(workerLog), source: patternSource(workerLog, workerPool, source, patternDebounceMs) },
      { view: activityPolicy(workerLog), source: paced(foreign("TRACKING", tracked), { least: 100, most: 2_500 }) },
    ];
  },
  reactions: (context, nc) => {
    const { workerPool, workerLog, config, logger } = context;
    const owner = `${config.instanceId}-${process.pid}`;
    return [
      reactTo(context, nc, { name: "leads", stream: "LEAD", events: leadEvents, handle: leadReaction(workerLog, workerPool) }),
      reactTo(context, nc, { name: "consents", stream: "LEAD", events: consentStated, handle: consentReaction(workerLog) }),
      // not among the jobs, because it reads from the bus
      startJob({ pool: workerPool, owner, logger }, backfillJob(workerPool, nc)),
    ];
  },
  vectors: patternIndex,
  personSections,
  jobs: ({ workerPool, workerLog }) => [
    sweepJob({ pool: workerPool, log: workerLog, graceMs: sessionGraceMs }, sessionSweepMs),
    partitionsJob(workerPool),
    evaluatorJob({ pool: workerPool, log: workerLog }),
    duePatternsJob(workerPool, workerLog),
  ],
  implementations: (context) => implementations(context, publisherOf(identityEvents), claimWindowDays * 86_400_000),
});
