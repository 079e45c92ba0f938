import { invalidField, notFound } from "@marketing/shared/base/errors";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { commandFields, list, oneOf, optional, pageFields, queryFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { factsOf } from "../content/contentCommands.ts";
import { newDocumentId, runDocumentCommand } from "../knowledge/knowledgeCommands.ts";
import { categories, formats, sources } from "../knowledge/knowledgeEvents.ts";
import { type DocumentKey, documentKeyOf, findDocument, listDocuments } from "../knowledge/knowledgeQueries.ts";
import { knowledgeViewName, readText } from "../knowledge/knowledgeView.ts";
import { callerOf } from "./caller.ts";
import { anyOrNull, filledBody, language, title } from "./fields.ts";
import { documentMessage, putAnswer } from "./knowledgeMessages.ts";

const source = oneOf("KNOWLEDGE_SOURCE", sources);
const category = oneOf("KNOWLEDGE_CATEGORY", categories);
export const tags = list(text(100), 50);
/** What documents, and retrieval, can be asked for. */
export const knowledgeFilterFields = {
  source: optional(oneOf("KNOWLEDGE_SOURCE", ["unspecified", ...sources])),
  category: optional(oneOf("KNOWLEDGE_CATEGORY", ["unspecified", ...categories])),
  tags,
  language: optional(language),
  updatedFrom: optional(timestamp),
};
/** None filter nothing. */
export const anyOrNone = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> | null => (values.length === 0 ? null : values);

/** Clocks differ: so much later than ours is still now, ms. */
const clockSkew = 60_000;

export const knowledgeMethods = (pool: Pool, log: EventLog): Record<string, Method> => ({
  putDocument: method({
    scope: "content:write",
    request: Schema.Struct({
      documentId: optional(uuid),
      title: optional(title),
      uri: optional(text(2_000)),
      source,
      category,
      tags,
      format: optional(oneOf("DOCUMENT_FORMAT", ["unspecified", ...formats])),
      text: filledBody,
      language: optional(language),
      lastUpdated: optional(timestamp),
      ...commandFields,
    }),
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "PutDocument", r);
      const documentId = r.documentId ?? newDocumentId(ctx.tenantId, r.uri, caller.appendId);
      const at = Date.now();
      const lastUpdated = r.lastUpdated?.getTime() ?? null;
      if (lastUpdated !== null && lastUpdated > at + clockSkew) throw invalidField("last_updated", "must not be in the future");
      const fields = {
        title: r.title,
        uri: r.uri,
        source: r.source,
        category: r.category,
        tags: [...new Set(r.tags)].sort(),
        format: anyOrNull(r.format) ?? "text",
        language: r.language ?? "en",
      } as const;
      const { hash, sizeBytes } = factsOf(r.text);
      const command = { type: "put", documentId, fields, lastUpdated, text: { hash, sizeBytes }, at } as const;
      return putAnswer(await runDocumentCommand(caller, documentId, command, r.text));
    },
  }),

  deleteDocument: method({
    scope: "content:write",
    request: Schema.Struct({ documentId: uuid, ...commandFields }),
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "DeleteDocument", r);
      const { version, position } = await runDocumentCommand(caller, r.documentId, { type: "delete", at: Date.now() });
      return { version, position };
    },
  }),

  getDocument: method({
    scope: "content:read",
    request: Schema.Struct({ documentId: uuid, ...queryFields }),
    handle: async (ctx, r) => {
      const row = await readAs(pool, ctx, knowledgeViewName, r.minPosition, (client) => findDocument(client, ctx.tenantId, r.documentId));
      if (!row) throw notFound("DOCUMENT_NOT_FOUND", "there is no such document");
      const body = await readText(log, ctx.tenantId, r.documentId, { kind: "document", textVersion: row.text_version });
      return { document: documentMessage(row, body) };
    },
  }),

  listDocuments: method({
    scope: "content:read",
    request: Schema.Struct({ ...knowledgeFilterFields, ...pageFields, ...queryFields }),
    handle: async (ctx, r) => {
      const { pageSize, pageToken, minPosition, ...query } = r;
      const asked = { rpc: "ListDocuments", tenantId: ctx.tenantId, ...query };
      const p = page(r, asked);
      const filter = {
        source: anyOrNull(r.source),
        category: anyOrNull(r.category),
        tags: anyOrNone(r.tags),
        language: r.language,
        updatedFrom: r.updatedFrom,
      };
      const rows = await readAs(pool, ctx, knowledgeViewName, minPosition, (client) =>
        listDocuments(client, ctx.tenantId, filter, p.after as DocumentKey | null, p.limit + 1),
      );
      const { rows: documents, nextPageToken } = pageOf(rows, p, asked, documentKeyOf);
      return { documents: documents.map((row) => documentMessage(row)), nextPageToken };
    },
  }),
});
