import { createHash } from "node:crypto";
import type { Violation } from "@marketing/shared/base/errors";
import { alreadyExists, notFound } from "@marketing/shared/base/errors";
import { uuidv5 } from "@marketing/shared/base/ids";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method } from "@marketing/shared/grpc/method";
import { int64, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { Schema } from "effect";
import { loadContent } from "../content/contentCommands.ts";
import { type PerformanceCounted, performanceStream } from "../performance/performance.ts";
import { version, withRules } from "./fields.ts";

const most = 1_000_000_000;

const countRules = (raw: Record<string, unknown>): ReadonlyArray<Violation> => {
  const [served, engaged] = [Number(raw.served ?? 0), Number(raw.engaged ?? 0)];
  if (served === 0 && engaged === 0) return [{ field: "served", description: "served or engaged is required" }];
  if (served > 0 && engaged > served) return [{ field: "engaged", description: "must be at most served: the score is a part of 1" }];
  return [];
};

const readReport = withRules(
  Schema.Struct({
    contentId: uuid,
    version: version(0),
    served: int64({ min: 0, max: most }),
    engaged: int64({ min: 0, max: most }),
    messageId: text(128),
  }),
  countRules,
);

/** 48 bits of what a report says. */
const fingerprintOf = (...parts: ReadonlyArray<string | number>): number =>
  createHash("sha256").update(JSON.stringify(parts)).digest().readUIntBE(0, 6);

export const performanceMethods = (log: EventLog): Record<string, Method> => ({
  recordPerformance: method({
    scope: "content:write",
    decode: readReport,
    handle: async (ctx, r) => {
      const { contentId, served, engaged, messageId } = r;
      const { standing } = (await loadContent(log, ctx.tenantId, contentId)).state;
      if (standing === null) throw notFound("CONTENT_NOT_FOUND", "no such content");
      if (r.version > standing.version) throw notFound("VERSION_NOT_FOUND", `there is no version ${r.version}`, { field: "version" });
      const version = r.version === 0 ? (standing.publishedVersion ?? standing.version) : r.version;
      const event: PerformanceCounted = { type: "performance_counted", data: { contentId, version, served, engaged, source: "api" } };
      const [result] = await log.appendBulk([
        {
          tenantId: ctx.tenantId,
          receiptId: uuidv5(`performance:${messageId}`, ctx.tenantId),
          fingerprint: fingerprintOf(contentId, r.version, served, engaged),
          streamId: performanceStream(contentId),
          event: { ...event, metadata: metadataOf(ctx) },
        },
      ]);
      if (result!.status === "conflict")
        throw alreadyExists("MESSAGE_ID_REUSED", "another report came under this message_id", { field: "message_id" });
      return { duplicate: result!.status === "duplicate", position: result!.position };
    },
  }),
});
