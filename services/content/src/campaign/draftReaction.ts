import { RpcError } from "@marketing/shared/base/errors";
import { appendIdOf } from "@marketing/shared/base/ids";
import type { Caller } from "@marketing/shared/command/caller";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { commandContent, loadContent } from "../content/commands.ts";
import { textFacts } from "../content/text.ts";
import type { Metadata } from "../content/version.ts";
import { type CompletedTask, draftOf } from "./draft.ts";

const withoutSlug = (metadata: Metadata): Metadata => {
  const { slug: _, ...seo } = metadata.seo as Metadata;
  return { ...metadata, seo };
};

/** On behalf of whoever completed the task: its author, who does not approve it. */
const callerOf = (log: EventLog, { tenantId, eventId, metadata, data }: CompletedTask): Caller => ({
  log,
  tenantId,
  appendId: appendIdOf(tenantId, "draft_of_task", eventId),
  expectedVersion: null,
  metadata: {
    actor: data.completedBy || "service:campaign",
    causationId: eventId,
    ...(metadata.correlationId ? { correlationId: metadata.correlationId } : {}),
    ...(metadata.traceparent ? { traceparent: metadata.traceparent } : {}),
  },
});

/**
 * A text that an agent has written becomes a draft in the library, one for each task: its id follows from the task's. A slug that another
 * content holds is left out, so that the text is not lost for it.
 */
export const draftReaction =
  (log: EventLog) =>
  async (task: CompletedTask): Promise<void> => {
    const draft = draftOf(task);
    if (draft === null) return;
    const { text, ...fields } = draft;
    const { contentId } = draft;
    if ((await loadContent(log, task.tenantId, contentId)).version > 0) return;
    const caller = callerOf(log, task);
    const facts = text === null ? null : textFacts(text);
    const create = (metadata: Metadata) =>
      commandContent(caller, contentId, { type: "create", ...fields, metadata, text: facts, at: task.recordedAt.getTime() }, text);
    try {
      await create(draft.metadata);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (error.reason === "CONTENT_EXISTS") return;
      if (error.reason !== "SLUG_TAKEN") throw error;
      await create(withoutSlug(draft.metadata));
    }
  };
