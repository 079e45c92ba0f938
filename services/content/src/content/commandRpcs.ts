import { ContentService } from "@marketing/protos/content/v1/content_service";
import { invalidField } from "@marketing/shared/base/errors";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, optional, optionalKeepingEmpty, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { commandContent, newContentId } from "./commands.ts";
import { contentAnswer } from "./messages.ts";
import { body, bodyRequestBytes, campaignRules, contentType, language, metadata, seoRules, title, version } from "./requests.ts";
import { textFacts } from "./text.ts";

const scope = "content:write";
const { createContent, updateContent, restoreVersion } = ContentService.method;

/** What an update's optional field asks for: undefined = as it was, null = none, which is asked for by the empty text. */
const changeOf = (value: string | null): string | null | undefined => (value === null ? undefined : value === "" ? null : value);

export const contentCommandRpcs = (log: EventLog) => ({
  createContent: unary(createContent, {
    scope,
    maxBytes: bodyRequestBytes,
    request: {
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
      requestId: commandFields.requestId,
    },
    rules: seoRules,
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "CreateContent", r);
      const contentId = r.contentId ?? newContentId(caller.appendId);
      const { contentType, title, content, metadata, generatedBy, campaignId, model, promptHash } = r;
      const command = {
        type: "create",
        contentId,
        contentType,
        title,
        metadata,
        language: r.language ?? "en",
        text: content === null ? null : textFacts(content),
        generatedBy,
        campaignId,
        model,
        promptHash,
        at: Date.now(),
      } as const;
      return contentAnswer(await commandContent(caller, contentId, command, content));
    },
  }),

  updateContent: unary(updateContent, {
    scope,
    maxBytes: bodyRequestBytes,
    request: {
      contentId: uuid,
      title: optionalKeepingEmpty(title),
      content: optionalKeepingEmpty(body),
      // unset is null, which differs from empty metadata: those take the place of the old ones
      metadata: optional(metadata),
      language: optional(language),
      campaignId: optionalKeepingEmpty(text(36, 0)),
      ...commandFields,
    },
    rules: (raw) => [...campaignRules(raw), ...seoRules(raw)],
    handle: async (ctx, r) => {
      const content = changeOf(r.content);
      const campaignId = changeOf(r.campaignId);
      const changes = {
        title: changeOf(r.title),
        metadata: r.metadata ?? undefined,
        language: r.language ?? undefined,
        text: typeof content === "string" ? textFacts(content) : content,
        campaignId: typeof campaignId === "string" ? campaignId.toLowerCase() : campaignId,
      };
      if (Object.values(changes).every((change) => change === undefined))
        throw invalidField("content", "nothing to change is given", "NOTHING_GIVEN");
      const command = { type: "edit", ...changes, at: Date.now() } as const;
      return contentAnswer(await commandContent(callerOf(log, ctx, "UpdateContent", r), r.contentId, command, content ?? null));
    },
  }),

  restoreVersion: unary(restoreVersion, {
    scope,
    request: { contentId: uuid, version: version(1), ...commandFields },
    handle: async (ctx, r) => {
      const command = { type: "restore", version: r.version, at: Date.now() } as const;
      return contentAnswer(await commandContent(callerOf(log, ctx, "RestoreVersion", r), r.contentId, command));
    },
  }),
});
