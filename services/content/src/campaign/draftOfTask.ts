import { RpcError } from "@marketing/shared/base/errors";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { appendIdOf, isUuid, uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { factsOf, loadContent, runContentCommand } from "../content/contentCommands.ts";
import { type ContentType, contentTypes, type Metadata } from "../content/contentEvents.ts";
import { maxTextBytes, seoProblems } from "../content/text.ts";

export const completedType = "marketing.campaign.v1.TaskCompleted";
export const taskType = "content_creator";

const text = (value: unknown, max: number): string | null =>
  typeof value === "string" && value !== "" ? value.replaceAll("\0", "").toWellFormed().slice(0, max) : null;

export interface Draft {
  readonly contentId: string;
  readonly contentType: ContentType;
  readonly title: string | null;
  readonly text: string | null;
  readonly metadata: Metadata;
  readonly language: string;
  readonly generatedBy: string | null;
  readonly campaignId: string | null;
  readonly model: string | null;
  readonly promptHash: string | null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The draft a completed content_creator task brings; null for any other task. Throws where the result is none. */
export const draftOf = (e: RecordedEvent): Draft | null => {
  const d = e.data as Record<string, unknown>;
  if (d.taskType !== taskType) return null;
  if (typeof d.taskId !== "string" || d.taskId === "") throw new TypeError(`event ${e.eventId} names no task`);
  const result = isObject(d.result) ? d.result : {};
  const contentType = (result.content_type ?? "blog") as ContentType;
  if (!contentTypes.includes(contentType))
    throw new TypeError(`the task's result has no known content_type: ${String(result.content_type)}`);
  const title = text(result.title, 500);
  const body = text(result.content, maxTextBytes);
  if (title === null && body === null) throw new TypeError("the task's result has neither title nor content");
  if (body !== null && Buffer.byteLength(body) > maxTextBytes) throw new TypeError("the task's content is longer than 5 MiB");
  const metadata = {
    ...(isObject(result.metadata) ? result.metadata : {}),
    ...(isObject(result.seo) ? { seo: result.seo } : {}),
  } as Metadata;
  const wrong = seoProblems(metadata);
  if (wrong.length > 0) throw new TypeError(wrong.map((p) => `${p.field} ${p.description}`).join("; "));
  const campaignId = typeof d.campaignId === "string" && isUuid(d.campaignId) ? d.campaignId.toLowerCase() : null;
  const language = typeof result.language === "string" && /^[a-z]{2,3}$/.test(result.language) ? result.language : "en";
  return {
    contentId: uuidv5(`task:${d.taskId}`, e.tenantId),
    contentType,
    title,
    text: body,
    metadata,
    language,
    generatedBy: text(d.workerId, 50),
    campaignId,
    model: text(result.model, 100),
    promptHash: text(result.prompt_hash, 128),
  };
};

const withoutSlug = (metadata: Metadata): Metadata => {
  const { slug: _, ...seo } = metadata.seo as Metadata;
  return { ...metadata, seo };
};

/** Puts the draft into the library, once a task: its id is the task's. A slug somebody else holds is left out; the text is not lost for it. */
export const draftOfTask =
  (log: EventLog) =>
  async (e: RecordedEvent): Promise<void> => {
    const draft = draftOf(e);
    if (draft === null) return;
    const { contentId, text: body, ...said } = draft;
    const { tenantId } = e;
    if ((await loadContent(log, tenantId, contentId)).version > 0) return;
    const create = (metadata: Metadata) =>
      runContentCommand(
        {
          log,
          tenantId,
          appendId: appendIdOf(tenantId, "draft_of_task", e.eventId),
          expectedVersion: null,
          metadata: {
            actor: "service:campaign",
            causationId: e.eventId,
            ...(e.metadata.correlationId ? { correlationId: e.metadata.correlationId } : {}),
            ...(e.metadata.traceparent ? { traceparent: e.metadata.traceparent } : {}),
          },
        },
        contentId,
        { type: "create", contentId, ...said, metadata, text: body === null ? null : factsOf(body), at: e.recordedAt.getTime() },
        body,
      );
    try {
      await create(draft.metadata);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (error.reason === "CONTENT_EXISTS") return;
      if (error.reason !== "SLUG_TAKEN") throw error;
      await create(withoutSlug(draft.metadata));
    }
  };
