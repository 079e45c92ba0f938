import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";

/** Somebody whose segments have to be decided again. */
export interface EvaluationRequest {
  readonly tenantId: string;
  readonly userId: string;
  /** The table `users` must have come as far before. */
  readonly position: number;
  /** As in SegmentHistoryEntry. */
  readonly cause: string;
  readonly causeEvent: string | null;
}

const requests = defineTable<EvaluationRequest>({
  name: "segment_touches",
  key: { tenant_id: column("uuid", (r) => r.tenantId) },
  columns: {
    user_id: column("uuid", (r) => r.userId),
    position: column("bigint", (r) => r.position),
    cause: column("text", (r) => r.cause),
    cause_event: column("uuid", (r) => r.causeEvent),
  },
});

/** Puts them into the queue of the evaluator. */
export const requestEvaluation = (client: PoolClient, wanted: ReadonlyArray<EvaluationRequest>): Promise<void> =>
  requests.insert(client, wanted);
