import { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import { defaults } from "../base/defaults.ts";
import { failedPrecondition } from "../base/errors.ts";
import type { RecordedEvent } from "../base/event.ts";
import { hasExactNumber } from "../base/exactNumber.ts";
import { sleep } from "../base/sleep.ts";
import type { BusAudit } from "../bus/audit.ts";
import { serverStream } from "../grpc/rpc.ts";
import { boolean, int64, list, number, optional, text, uuid } from "../grpc/schema.ts";
import { toStruct, toTimestamp } from "../grpc/struct.ts";
import { standstill } from "../subscription/standstill.ts";
import { type OperationsContext, platform } from "./context.ts";

const { readLog, verifyLog } = OperationsService.method;

/** The data as text where a number of it does not fit a Struct. */
const exactData = (data: unknown): string => (hasExactNumber(data) ? JSON.stringify(data) : "");

const logEvent = (e: RecordedEvent) => ({
  event: {
    position: e.position,
    tenantId: e.tenantId,
    streamId: e.streamId,
    version: e.version,
    eventId: e.eventId,
    type: e.type,
    schemaVersion: e.schemaVersion,
    data: toStruct(e.data as object),
    dataJson: exactData(e.data),
    metadata: toStruct({ ...e.metadata }),
    recordedAt: toTimestamp(e.recordedAt),
  },
});

/** The log itself, and whether the bus holds what it says. */
export const logRpcs = ({ log, auditBus }: OperationsContext) => ({
  readLog: serverStream(readLog, {
    ...platform,
    request: {
      afterPosition: int64({ min: 0 }),
      limit: number({ min: 0 }),
      tenantId: optional(uuid),
      types: list(text(100), 50),
      streamId: optional(text(300)),
      follow: boolean,
    },
    async *handle(ctx, { tenantId, types, streamId, follow, limit, afterPosition }) {
      const filter = { ...(tenantId ? { tenantId } : {}), ...(types.length > 0 ? { types } : {}) };
      let left = limit || Number.POSITIVE_INFINITY;
      let after = afterPosition;
      while (!ctx.signal.aborted && left > 0) {
        const read = await log.readAll(after, Math.min(500, left), filter);
        for (const event of read.events) {
          if (streamId && event.streamId !== streamId) continue;
          yield logEvent(event);
          left--;
        }
        if (read.scannedTo === after || (read.events.length === 0 && !follow)) {
          if (!follow) return;
          await sleep(100, ctx.signal);
        }
        after = read.scannedTo;
      }
    },
  }),

  verifyLog: serverStream(verifyLog, {
    ...platform,
    request: { refill: boolean },
    async *handle({ signal }, { refill }) {
      if (!auditBus) throw failedPrecondition("NO_BUS", "this process has no bus");
      const missingIn = (audit: BusAudit): number => audit.holes.reduce((n, h) => n + h.count, 0);
      let audit = await auditBus();
      const first = missingIn(audit);
      const isStill = standstill(defaults.subscription.rebuildStalledMs);
      for (;;) {
        const missing = missingIn(audit);
        const done = !refill || missing === 0;
        yield {
          checked: audit.messages,
          missing,
          duplicated: audit.duplicates,
          outOfOrder: audit.misordered + audit.foreign + audit.broken,
          refilled: first - missing,
          head: await log.head(),
          done,
          missingPositions: audit.holes.slice(0, 20).map((h) => h.from),
        };
        if (done) return;
        if (isStill(missing))
          throw failedPrecondition(
            "REFILL_STALLED",
            "the bus has been missing as many events for 300 s: the relay fills it, see in `marketing projections status` what holds that up",
          );
        await sleep(defaults.relay.verifyEveryMs, signal); // the relay fills the stream anew by itself
        if (signal.aborted) return;
        audit = await auditBus();
      }
    },
  }),
});
