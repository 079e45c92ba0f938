import type { Pool } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { runService } from "@marketing/shared/service/process";
import { startService } from "@marketing/shared/service/runtime";
import { Effect } from "effect";
import { identityConfig } from "./config.ts";
import { identityEvents } from "./events.ts";
import { implementations } from "./grpc.ts";
import { dueJob, patternPolicy, patternSource } from "./pattern/patternPolicy.ts";
import { patternIndex, patternView } from "./pattern/patternView.ts";
import { publish } from "./publish.ts";
import { evaluatorJob } from "./segment/evaluator.ts";
import { segmentView } from "./segment/segmentView.ts";
import { touchPolicy } from "./segment/touchPolicy.ts";
import { liveSessionsView, sessionsView } from "./session/sessionView.ts";
import { sweepJob } from "./session/sweep.ts";
import { foreignSubscriptions, reactions } from "./subscribe.ts";
import { ownTenantDirectory } from "./tenant/tenantDirectory.ts";
import { tenantsView } from "./tenant/view.ts";
import { profileView } from "./user/profileView.ts";
import { usersView } from "./user/userView.ts";

/** The partition of the year to come is there before its first user. */
const partitionsAhead = (pool: Pool): Job => ({
  name: "users_partitions",
  everyMs: 3_600_000,
  run: async () => {
    const year = new Date().getUTCFullYear();
    await pool.query("SELECT ensure_users_partition(y) FROM unnest($1::int[]) y", [[year, year + 1]]);
  },
});

runService(
  "identity",
  Effect.gen(function* () {
    const { common, sessionSweepMs, sessionGraceMs, patternDebounceMs } = yield* identityConfig;
    yield* startService(
      {
        name: "identity",
        codec: identityEvents,
        publish,
        directory: ownTenantDirectory,
        subscriptions: (context) => [
          ...[
            usersView,
            sessionsView,
            tenantsView,
            liveSessionsView,
            profileView(context.workerPool),
            segmentView,
            touchPolicy,
            patternView,
          ].map((view) => ({
            view,
            source: context.source,
          })),
          {
            view: patternPolicy(context.workerLog),
            source: patternSource(context.workerLog, context.workerPool, context.source, patternDebounceMs),
          },
          ...foreignSubscriptions(context),
        ],
        reactions,
        vectors: patternIndex,
        jobs: ({ workerPool, workerLog }) => [
          sweepJob({ pool: workerPool, log: workerLog, graceMs: sessionGraceMs }, sessionSweepMs),
          partitionsAhead(workerPool),
          evaluatorJob({ pool: workerPool, log: workerLog }),
          dueJob(workerPool, workerLog),
        ],
        implementations,
      },
      common,
    );
  }),
);
