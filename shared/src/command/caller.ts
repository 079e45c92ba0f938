import type { EventMetadata } from "../base/event.ts";
import type { EventLog } from "../log/eventLog.ts";

/** Who commands, for whom, under which receipt, and until when. */
export interface Caller {
  readonly log: EventLog;
  readonly tenantId: string;
  /** The receipt: a repeat finds its first result. From `appendIdOf(tenantId, rpc, requestId)`; null = every call is a new one. */
  readonly appendId: string | null;
  /** Of what is asked for, from `fingerprintOf`: the same receipt for another content is refused. Absent where only the id says what is asked for. */
  readonly fingerprint?: number | null;
  /** The caller's; null = whatever the stream is at, and a conflict is decided again on the newer state. */
  readonly expectedVersion: number | null;
  /** Beside every event it appends. */
  readonly metadata: EventMetadata;
  /** Aborted when nobody waits for the answer any more; its reason is thrown. */
  readonly signal?: AbortSignal;
}
