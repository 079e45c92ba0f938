import type pg from "pg";
import { SetupError } from "../progress.ts";

export interface Ahead {
  /** What has come further than there is anything to read, in words. */
  readonly what: string;
  readonly position: number;
  /** The last position that its log may ever have given. */
  readonly head: number;
}

interface Mark {
  readonly schema: string;
  readonly head: number;
}

const logs = async (client: pg.Client): Promise<readonly Mark[]> => {
  const { rows } = await client.query<{ schema: string }>(
    "SELECT schemaname AS schema FROM pg_tables WHERE tablename = 'event_log' ORDER BY 1",
  );
  const marks: Mark[] = [];
  for (const { schema } of rows) {
    const found = await client.query<{ head: string }>(`SELECT last_value::text AS head FROM ${schema}.log_position`);
    marks.push({ schema, head: Number(found.rows[0]!.head) });
  }
  return marks;
};

/** Whose log a source of subscriptions is; undefined where its positions are of none. */
const logOf = (source: string, own: string): string | undefined => {
  if (source === "log" || source === "view") return own;
  if (source === "directory") return "identity";
  return /^jetstream:([\w-]+)$/.exec(source)?.[1]?.toLowerCase();
};

/**
 * What has read further than its log goes: checkpoints, parked events, durable consumers. After a restore there is none, unless a part came back that
 * is younger than the log. It would pass by what is appended next, because new events get the numbers that the lost ones had.
 */
export const aheadOfLogs = async (client: pg.Client): Promise<readonly Ahead[]> => {
  const marks = await logs(client);
  const headOf = new Map(marks.map(({ schema, head }) => [schema, head]));
  const found: Ahead[] = [];
  for (const { schema } of marks) {
    const { rows } = await client.query<{ what: string; source: string; position: string }>(
      `SELECT 'checkpoint of ' || subscription AS what, source, position::text FROM ${schema}.checkpoints
       UNION ALL SELECT 'durable consumer ' || name, 'log', position::text FROM ${schema}.bus_consumers
       UNION ALL SELECT 'vectors wanted', 'log', coalesce(max(position), 0)::text FROM ${schema}.vector_entities
       UNION ALL SELECT 'stream of events', 'log', coalesce(max(last_position), 0)::text FROM ${schema}.streams`,
    );
    for (const { what, source, position } of rows) {
      const head = headOf.get(logOf(source, schema) ?? "");
      if (head !== undefined && Number(position) > head) found.push({ what: `${schema}: ${what}`, position: Number(position), head });
    }
  }
  return found;
};

/** Rejects where anything has read further than its log goes. */
export const assertTimeline = async (client: pg.Client): Promise<void> => {
  const ahead = await aheadOfLogs(client);
  if (ahead.length === 0) return;
  throw new SetupError(
    [
      "Parts of what was restored are younger than their log, and would pass by what is appended next. No service was started.",
      ...ahead.map(({ what, position, head }) => `  - ${what} is at position ${position}, its log ends at ${head}`),
      "Restore all databases to one moment; the last one that all of them have is the right one.",
    ].join("\n"),
  );
};
