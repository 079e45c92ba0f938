import { AppendError } from "../base/appendError.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { instruments, secondsSince } from "../telemetry/instruments.ts";
import { spans } from "../telemetry/spans.ts";
import { telemetry } from "../telemetry/state.ts";
import { errorTypeOf, traced } from "../telemetry/tracing.ts";

/** "stream": with expected versions. "bulk": any version, committed by the log. "policy": in a policy's own transaction. */
export type AppendKind = "stream" | "bulk" | "policy";

// so that the series exists, and the first one counted is an increase
for (const reason of ["wrong_expected_version", "stream_closed", "append_id_reused"])
  instruments.appendConflicts.add(0, { [a.appendReason]: reason });

/** Runs an append with a span and metrics. */
export const measuredAppend = <A>(kind: AppendKind, events: number, append: () => Promise<A>): Promise<A> => {
  if (!telemetry.traces && !telemetry.metrics) return append();
  const start = performance.now();
  const tell = (outcome: "ok" | "refused" | "failed"): void => {
    instruments.appendDuration.record(secondsSince(start), { [a.appendKind]: kind, [a.appendOutcome]: outcome });
    if (outcome === "ok") instruments.appendEvents.add(events, { [a.appendKind]: kind });
  };
  return traced(spans.append, { attributes: { [a.appendKind]: kind, [a.appendEvents]: events } }, async () => {
    try {
      const result = await append();
      tell("ok");
      return result;
    } catch (error) {
      const refused = error instanceof AppendError;
      if (refused) instruments.appendConflicts.add(1, { [a.appendReason]: errorTypeOf(error) });
      tell(refused ? "refused" : "failed");
      throw error;
    }
  });
};
