import { TaskCompletedSchema } from "@marketing/protos/campaign/v1/campaign_events";
import { firstCharacters } from "@marketing/shared/base/codePoints";
import { isUuid, uuidv5 } from "@marketing/shared/base/ids";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import { maxTextBytes, seoProblems } from "../content/text.ts";
import { type ContentType, contentTypes, type Metadata } from "../content/version.ts";

/** Tasks of agents; those of the type content_creator bring a text. */
export const completedTasks = foreignEvents(TaskCompletedSchema);
export type CompletedTask = Recorded<EventOf<typeof completedTasks>>;

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

// What an agent gives as a result is its own business, so everything in it may be missing or of another type.

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOrNull = (value: JsonValue | undefined, max: number): string | null =>
  typeof value === "string" && value !== "" ? firstCharacters(value.replaceAll("\0", "").toWellFormed(), max) : null;

const contentTypeOf = (value: JsonValue | undefined): ContentType => {
  const contentType = contentTypes.find((t) => t === (value ?? "blog"));
  if (contentType === undefined) throw new TypeError(`the task's result has no known content_type: ${String(value)}`);
  return contentType;
};

const metadataOf = ({ metadata, seo }: JsonObject): Metadata => {
  const all = { ...(isObject(metadata) ? metadata : {}), ...(isObject(seo) ? { seo } : {}) };
  const problems = seoProblems(all);
  if (problems.length > 0) throw new TypeError(problems.map((p) => `${p.field} ${p.description}`).join("; "));
  return all;
};

/** The draft that a completed content_creator task brings; null for any other task. Throws TypeError where the result is no draft. */
export const draftOf = ({ eventId, tenantId, data }: CompletedTask): Draft | null => {
  const { taskId, taskType, workerId, campaignId } = data;
  if (taskType !== "content_creator") return null;
  if (taskId === undefined || taskId === "") throw new TypeError(`event ${eventId} names no task`);
  const result: JsonObject = isObject(data.result) ? data.result : {};
  const contentType = contentTypeOf(result.content_type);
  const title = textOrNull(result.title, 500);
  const text = textOrNull(result.content, maxTextBytes);
  if (title === null && text === null) throw new TypeError("the task's result has neither title nor content");
  if (text !== null && Buffer.byteLength(text) > maxTextBytes) throw new TypeError("the task's content is longer than 5 MiB");
  return {
    contentId: uuidv5(`task:${taskId}`, tenantId),
    contentType,
    title,
    text,
    metadata: metadataOf(result),
    language: typeof result.language === "string" && /^[a-z]{2,3}$/.test(result.language) ? result.language : "en",
    generatedBy: textOrNull(workerId, 50),
    campaignId: campaignId !== undefined && isUuid(campaignId) ? campaignId.toLowerCase() : null,
    model: textOrNull(result.model, 100),
    promptHash: textOrNull(result.prompt_hash, 128),
  };
};
