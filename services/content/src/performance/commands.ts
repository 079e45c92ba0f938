import { createHash } from "node:crypto";
import { alreadyExists, notFound } from "@marketing/shared/base/errors";
import type { EventMetadata } from "@marketing/shared/base/event";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadContent } from "../content/commands.ts";
import { type PerformanceEvent, performanceStream } from "./events.ts";

export interface PerformanceReport {
  readonly contentId: string;
  /** 0 = the published version, else the newest. */
  readonly version: number;
  readonly served: number;
  readonly engaged: number;
  readonly messageId: string;
}

/** 48 bits of what a report says. */
const fingerprintOf = ({ contentId, version, served, engaged }: PerformanceReport): number =>
  createHash("sha256")
    .update(JSON.stringify([contentId, version, served, engaged]))
    .digest()
    .readUIntBE(0, 6);

/** Counts are only ever added, whatever the stream's version is: nothing is decided on those before. Each report counts once. */
export const recordPerformance = async (
  log: EventLog,
  tenantId: string,
  report: PerformanceReport,
  metadata: EventMetadata,
): Promise<{ readonly duplicate: boolean; readonly position: number }> => {
  const { contentId, served, engaged, messageId } = report;
  const { lifecycle } = (await loadContent(log, tenantId, contentId)).state;
  if (lifecycle === null) throw notFound("CONTENT_NOT_FOUND", "no such content");
  if (report.version > lifecycle.version)
    throw notFound("VERSION_NOT_FOUND", `there is no version ${report.version}`, { field: "version" });
  const version = report.version === 0 ? (lifecycle.publishedVersion ?? lifecycle.version) : report.version;
  const event: PerformanceEvent = { type: "performance_counted", data: { contentId, version, served, engaged, source: "api" } };
  const [result] = await log.appendBulk([
    {
      tenantId,
      receiptId: uuidv5(`performance:${messageId}`, tenantId),
      fingerprint: fingerprintOf(report),
      streamId: performanceStream(contentId),
      event: { ...event, metadata },
    },
  ]);
  const { status, position } = result!;
  if (status === "conflict") throw alreadyExists("MESSAGE_ID_REUSED", "another report came under this message_id", { field: "message_id" });
  return { duplicate: status === "duplicate", position };
};
