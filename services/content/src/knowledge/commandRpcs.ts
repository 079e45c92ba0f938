import { KnowledgeService } from "@marketing/protos/content/v1/knowledge_service";
import { invalidField } from "@marketing/shared/base/errors";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, optional, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { language, nonEmptyBody, title } from "../content/requests.ts";
import { textFacts } from "../content/text.ts";
import { commandDocument, newDocumentId } from "./commands.ts";
import { putAnswer } from "./messages.ts";
import { category, optionalFormat, source, tags, uri } from "./requests.ts";

const scope = "content:write";
/** Clocks differ: a time that is later than ours by no more than this is now, ms. */
const clockSkew = 60_000;

export const documentCommandRpcs = (log: EventLog) => ({
  putDocument: unary(KnowledgeService.method.putDocument, {
    scope,
    request: {
      documentId: optional(uuid),
      title: optional(title),
      uri: optional(uri),
      source,
      category,
      tags,
      format: optionalFormat,
      text: nonEmptyBody,
      language: optional(language),
      lastUpdated: optional(timestamp),
      ...commandFields,
    },
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "PutDocument", r);
      const documentId = r.documentId ?? newDocumentId(ctx.tenantId, r.uri, caller.appendId);
      const at = Date.now();
      const lastUpdated = r.lastUpdated?.getTime() ?? null;
      if (lastUpdated !== null && lastUpdated > at + clockSkew) throw invalidField("last_updated", "must not be in the future");
      const { title, uri, source, category, format, language } = r;
      const tags = [...new Set(r.tags)].sort();
      const fields = { title, uri, source, category, tags, format: format ?? "text", language: language ?? "en" } as const;
      const { hash, sizeBytes } = textFacts(r.text);
      const command = { type: "put", documentId, fields, lastUpdated, text: { hash, sizeBytes }, at } as const;
      return putAnswer(await commandDocument(caller, documentId, command, r.text));
    },
  }),

  deleteDocument: unary(KnowledgeService.method.deleteDocument, {
    scope,
    request: { documentId: uuid, ...commandFields },
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "DeleteDocument", r);
      const { version, position } = await commandDocument(caller, r.documentId, { type: "delete", at: Date.now() });
      return { version, position };
    },
  }),
});
