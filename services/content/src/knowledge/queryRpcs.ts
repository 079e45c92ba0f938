import { KnowledgeService } from "@marketing/protos/content/v1/knowledge_service";
import { notFound } from "@marketing/shared/base/errors";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { pageFields, queryFields, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { documentMessage } from "./messages.ts";
import { findDocument, listDocuments, pageKeyOf } from "./queries.ts";
import { filledOrNull, knowledgeFilterFields } from "./requests.ts";
import { readText } from "./texts.ts";
import { knowledge } from "./view.ts";

const scope = "content:read";

export const documentQueryRpcs = (pool: Pool, log: EventLog) => ({
  getDocument: unary(KnowledgeService.method.getDocument, {
    scope,
    request: { documentId: uuid, ...queryFields },
    handle: async (ctx, r) => {
      const row = await readAs(pool, ctx, knowledge, r.minPosition, (client) => findDocument(client, ctx.tenantId, r.documentId));
      if (!row) throw notFound("DOCUMENT_NOT_FOUND", "there is no such document");
      const text = await readText(log, ctx.tenantId, r.documentId, { kind: "document", textVersion: row.text_version });
      return { document: documentMessage(row, text) };
    },
  }),

  listDocuments: unary(KnowledgeService.method.listDocuments, {
    scope,
    request: { ...knowledgeFilterFields, ...pageFields, ...queryFields },
    handle: async (ctx, r) => {
      const { pageSize, pageToken, minPosition, ...query } = r;
      const queryOfPage = { rpc: "ListDocuments", tenantId: ctx.tenantId, ...query };
      const p = page(ctx, r, queryOfPage, [columns.time, columns.uuid]);
      const filter = { ...query, tags: filledOrNull(r.tags) };
      const rows = await readAs(pool, ctx, knowledge, minPosition, (client) =>
        listDocuments(client, ctx.tenantId, filter, p.after, p.limit + 1),
      );
      const { messages: documents, nextPageToken } = pageOf(rows, p, queryOfPage, pageKeyOf, (row) => documentMessage(row));
      return { documents, nextPageToken };
    },
  }),
});
