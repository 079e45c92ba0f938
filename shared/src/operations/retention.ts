import { defaults } from "../base/defaults.ts";
import type { Pool } from "../postgres/pool.ts";
import type { Ageing } from "../subscription/ageing.ts";
import { isTransient } from "../subscription/failures.ts";

/** The job that runs by itself, or somebody who asks for it now. */
export type RetentionCaller = "job" | "operator";

export interface RetentionCount {
  readonly action: "archive" | "remove";
  /** Of rows. */
  readonly count: number;
}

/** What is kept in one store, for how long and why: the policy as data, which `marketing retention plan` prints. */
export interface RetentionRule {
  readonly store: string;
  /** How long, in words. */
  readonly keeps: string;
  readonly reason: string;
  /** What removes it where that is not this rule's `apply`. */
  readonly by?: string;
  /** What would be archived and removed at `now`. */
  readonly due?: (now: Date) => Promise<ReadonlyArray<RetentionCount>>;
  /** Does it: again after a crash, or twice at once, and it is done once. Resolves to what was done. */
  readonly apply?: (now: Date, signal: AbortSignal, by: RetentionCaller) => Promise<ReadonlyArray<RetentionCount>>;
}

/** Something else has to end first. Nothing is wrong, and the next run does what this one did not. */
export class RetentionWaits extends Error {}

const rowsAtOnce = 5_000;

/** The rule for a table whose rows go when a condition holds. `$1` is the time before which they do. */
export const removal = (options: {
  readonly pool: Pool;
  readonly table: string;
  readonly where: string;
  readonly days: number;
  readonly reason: string;
}): RetentionRule => {
  const { pool, table, where, days, reason } = options;
  const before = (now: Date): Date => new Date(now.getTime() - days * 86_400_000);
  return {
    store: table,
    keeps: `${days} days`,
    reason,
    due: async (now) => {
      const { rows } = await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table} WHERE ${where}`, [before(now)]);
      return [{ action: "remove", count: rows[0]!.count }];
    },
    apply: async (now, signal) => {
      let count = 0;
      for (let more = true; more && !signal.aborted; ) {
        const { rowCount } = await pool.query(
          `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${rowsAtOnce}))`,
          [before(now)],
        );
        count += rowCount ?? 0;
        more = rowCount === rowsAtOnce;
      }
      return [{ action: "remove", count }];
    },
  };
};

/** Of the view's live generation. */
const moveAge = `INSERT INTO row_ages AS a (store, gone_before, up_to)
  SELECT $1, $2::timestamptz - $3 * interval '1 day', c.position FROM projections p
    JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = $4
  ON CONFLICT (store) DO UPDATE SET gone_before = greatest(a.gone_before, excluded.gone_before), up_to = greatest(a.up_to, excluded.up_to)`;

/** The rule for a view's rows that go by their age: the view is to be an `ageing` one, so that a rebuild does not bring them back. */
export const ageRule = (
  pool: Pool,
  view: string,
  { table, olderThan }: Ageing,
  { days, reason }: { readonly days: number; readonly reason: string },
): RetentionRule => {
  const { apply, ...rule } = removal({ pool, table, where: olderThan, days, reason });
  return {
    ...rule,
    apply: async (now, signal, by) => {
      await notWhileBuilt(pool, view);
      await pool.query(moveAge, [table, now, days, view]);
      return (await apply?.(now, signal, by)) ?? [];
    },
  };
};

/** Throws while a generation of the view is being built: what it has folded already would come back with it. */
export const notWhileBuilt = async (pool: Pool, view: string): Promise<void> => {
  const { rowCount } = await pool.query(
    "SELECT FROM rebuilds WHERE view = $1 AND state = 'building' AND updated_at > clock_timestamp() - $2 * interval '1 ms' LIMIT 1",
    [view, defaults.subscription.rebuildGoneMs],
  );
  if (rowCount) throw new RetentionWaits(`a generation of the view ${view} is being built`);
};

export interface RetentionDone {
  readonly store: string;
  readonly done: ReadonlyArray<RetentionCount>;
  readonly waits: string;
  readonly seconds: number;
}

/** Only what there is some of. */
export const some = (counts: ReadonlyArray<RetentionCount>): RetentionCount[] => counts.filter(({ count }) => count > 0);

/** One rule after the other; what one of them waits for does not keep the next from its work. */
export async function* runRetention(
  rules: ReadonlyArray<RetentionRule>,
  now: Date,
  signal: AbortSignal,
  by: RetentionCaller,
): AsyncGenerator<RetentionDone> {
  for (const { store, apply } of rules) {
    if (!apply || signal.aborted) continue;
    const began = Date.now();
    const told = await apply(now, signal, by)
      .then((done) => ({ done: some(done), waits: "" }))
      .catch((error: Error) => {
        if (!(error instanceof RetentionWaits) && !isTransient(error)) throw error;
        return { done: [], waits: error.message };
      });
    yield { store, ...told, seconds: (Date.now() - began) / 1_000 };
  }
}
