import { invalidField } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, optional, optionalKeepingEmpty, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { Schema } from "effect";
import { factsOf, newContentId, runContentCommand } from "../content/contentCommands.ts";
import type { Metadata } from "../content/contentEvents.ts";
import { callerOf } from "./caller.ts";
import { body, contentType, language, metadata, seoRules, title, version, withRules } from "./fields.ts";
import { answer } from "./messages.ts";

const scope = "content:write";
const { requestId } = commandFields;

const readCreate = withRules(
  Schema.Struct({
    contentId: optional(uuid),
    contentType,
    title: optional(title),
    content: optional(body),
    metadata,
    generatedBy: optional(text(50)),
    campaignId: optional(uuid),
    language: optional(language),
    model: optional(text(100)),
    promptHash: optional(text(128)),
    requestId,
  }),
  seoRules,
);

const decodeUpdate = withRules(
  Schema.Struct({
    contentId: uuid,
    title: optionalKeepingEmpty(title),
    content: optionalKeepingEmpty(body),
    metadata: optional(metadata),
    language: optional(language),
    campaignId: optionalKeepingEmpty(text(36, 0)),
    ...commandFields,
  }),
  (raw) => {
    const campaign = raw.campaignId;
    const wrong = typeof campaign === "string" && campaign !== "" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(campaign);
    return [...(wrong ? [{ field: "campaign_id", description: "must be a UUID, or empty" }] : []), ...seoRules(raw)];
  },
);

/** Metadata that are not given are not the empty ones, though the schema reads both as {}. */
const readUpdate = (raw: never) => ({
  ...decodeUpdate(raw),
  metadataGiven: (raw as { metadata?: unknown }).metadata !== null && (raw as { metadata?: unknown }).metadata !== undefined,
});

/** Absent stays absent; an empty text is none. */
const changed = (value: string | null): string | null | undefined => (value === null ? undefined : value === "" ? null : value);

export const contentCommandMethods = (log: EventLog): Record<string, Method> => ({
  createContent: method({
    scope,
    decode: readCreate,
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "CreateContent", r);
      const contentId = r.contentId ?? newContentId(caller.appendId);
      const { contentType, title, generatedBy, campaignId, model, promptHash } = r;
      const command = {
        type: "create",
        contentId,
        contentType,
        title,
        metadata: r.metadata as Metadata,
        language: r.language ?? "en",
        text: r.content === null ? null : factsOf(r.content),
        generatedBy,
        campaignId,
        model,
        promptHash,
        at: Date.now(),
      } as const;
      return answer(await runContentCommand(caller, contentId, command, r.content));
    },
  }),

  updateContent: method({
    scope,
    decode: readUpdate,
    handle: async (ctx, r) => {
      const content = changed(r.content);
      const command = {
        type: "edit",
        title: changed(r.title),
        metadata: r.metadataGiven ? (r.metadata as Metadata) : undefined,
        language: r.language ?? undefined,
        text: typeof content === "string" ? factsOf(content) : content,
        campaignId: changed(r.campaignId)?.toLowerCase() ?? (r.campaignId === null ? undefined : null),
        at: Date.now(),
      } as const;
      const given = [command.title, command.metadata, command.language, command.text, command.campaignId];
      if (given.every((v) => v === undefined)) throw invalidField("content", "nothing to change is given", "NOTHING_GIVEN");
      return answer(await runContentCommand(callerOf(log, ctx, "UpdateContent", r), r.contentId, command, content ?? null));
    },
  }),

  restoreVersion: method({
    scope,
    request: Schema.Struct({ contentId: uuid, version: version(1), ...commandFields }),
    handle: async (ctx, r) => {
      const command = { type: "restore", version: r.version, at: Date.now() } as const;
      return answer(await runContentCommand(callerOf(log, ctx, "RestoreVersion", r), r.contentId, command));
    },
  }),
});
