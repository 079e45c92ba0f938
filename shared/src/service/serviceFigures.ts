import { defaults } from "../base/defaults.ts";
import type { Health } from "../grpc/health.ts";
import { readOldestAppend, readStatus } from "../operations/status.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Subscription } from "../subscription/runner.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { observe, type Point } from "../telemetry/gauges.ts";
import { readGenerationStatus } from "../vectors/indexStatus.ts";

/** The number of partitions that begin behind the head of the log. Without one, appends would soon fail. */
const partitionsSql = `SELECT count(*)::int AS ahead FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'event_log'::regclass
    AND substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \\(''?(\\d+)')::bigint > (SELECT last_value FROM log_position)`;

const safeguardsSql = "SELECT kind, greatest(extract(epoch FROM now() - done_at), 0)::float8 AS age FROM safeguards";
const archiveSql = `SELECT CASE WHEN current_setting('archive_mode') = 'off' THEN 0
  ELSE extract(epoch FROM now() - greatest(last_archived_time, pg_postmaster_start_time())) END::float8 AS age FROM pg_stat_archiver`;

/** How well the database is kept. */
const safety = async (pool: Pool): Promise<Point[]> => {
  const [safeguards, archive] = await Promise.all([
    pool.query<{ kind: string; age: number }>(safeguardsSql),
    pool.query<{ age: number }>(archiveSql),
  ]);
  return [
    ...safeguards.rows.map(({ kind, age }): Point => ({ metric: "safeguardAge", value: age, attributes: { [a.safeguard]: kind } })),
    { metric: "walAge", value: archive.rows[0]!.age },
  ];
};

const { databaseFiguresMs: databaseMs, vectorFiguresMs: vectorsMs } = defaults.service;

const stateAge = ({ stateSince }: { readonly stateSince: Date | null }): number =>
  stateSince === null ? 0 : Math.max(0, (Date.now() - stateSince.getTime()) / 1_000);

const standing = async (pool: Pool, subscriptions: ReadonlyArray<Subscription>): Promise<Point[]> => {
  const [status, open, partitions, dead] = await Promise.all([
    readStatus(pool, subscriptions),
    readOldestAppend(pool),
    pool.query<{ ahead: number }>(partitionsSql),
    pool.query<{ reaction: string; count: number }>("SELECT reaction, count(*) AS count FROM dead_letters GROUP BY reaction"),
  ]);
  return [
    { metric: "head", value: status.head },
    { metric: "openAppend", value: open.seconds, attributes: { [a.backendPid]: open.pid } },
    { metric: "partitionsLeft", value: partitions.rows[0]!.ahead },
    ...dead.rows.map((r): Point => ({ metric: "deadLetters", value: r.count, attributes: { [a.messagingConsumer]: r.reaction } })),
    ...[...status.subscriptions, ...(status.relay ? [status.relay] : [])].flatMap((s): Point[] => {
      const of = { [a.subscription]: s.name };
      const from = { ...of, [a.source]: s.source };
      return [
        { metric: "subscriptionPosition", value: s.position, attributes: from },
        { metric: "lagEvents", value: s.lagEvents, attributes: from },
        { metric: "lagSeconds", value: s.lagSeconds, attributes: from },
        { metric: "subscriptionState", value: stateAge(s), attributes: { ...of, [a.subscriptionState]: s.state } },
        { metric: "parkedEvents", value: s.parkedEvents, attributes: of },
        { metric: "parkedStreams", value: s.parkedStreams, attributes: of },
      ];
    }),
  ];
};

/**
 * Reports metrics that are read from the database, in processes with the role `project`, until `stop`. Every replica reports the same
 * values, so queries over the metrics take the maximum.
 */
export const observeService = (options: {
  /** The worker role's. */
  readonly pool: Pool;
  readonly subscriptions: ReadonlyArray<Subscription>;
  readonly health: Health;
  readonly definition: { readonly vectors?: { readonly name: string } };
  readonly projects: boolean;
}): { stop(): void } => {
  const { pool } = options;
  const index = options.definition.vectors?.name;
  const ends = [
    observe(["dependencyUp"], () =>
      options.health.dependencies.map((d) => ({ metric: "dependencyUp", value: d.ok ? 1 : 0, attributes: { [a.dependency]: d.name } })),
    ),
  ];
  if (options.projects)
    ends.push(
      observe(
        [
          "head",
          "openAppend",
          "partitionsLeft",
          "deadLetters",
          "subscriptionPosition",
          "lagEvents",
          "lagSeconds",
          "subscriptionState",
          "parkedEvents",
          "parkedStreams",
        ],
        () => standing(pool, options.subscriptions),
        databaseMs,
      ),
    );
  if (options.projects) ends.push(observe(["safeguardAge", "walAge"], () => safety(pool), databaseMs));
  if (options.projects && index !== undefined)
    ends.push(
      observe(
        ["vectorEntities"],
        async () => {
          const live = (await readGenerationStatus(pool)).find((g) => g.state === "live");
          return (["wanted", "synced", "pending", "failed"] as const).map((state) => ({
            metric: "vectorEntities" as const,
            value: live?.[state] ?? 0,
            attributes: { [a.index]: index, [a.indexState]: state },
          }));
        },
        vectorsMs,
      ),
    );
  return {
    stop: () => {
      for (const end of ends) end();
    },
  };
};
