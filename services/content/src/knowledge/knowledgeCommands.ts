import { randomUUID } from "node:crypto";
import { uuidv5 } from "@marketing/shared/base/ids";
import { type Handled, handleCommand } from "@marketing/shared/log/commandHandler";
import type { Caller } from "../content/contentCommands.ts";
import { type DocumentCommand, type DocumentState, documentDecider } from "./knowledge.ts";
import { type DocumentEvent, type DocumentTextWritten, documentStream, documentTextStream } from "./knowledgeEvents.ts";

export type DocumentOutcome = Handled<DocumentState, DocumentEvent>;

/** The id of a document nobody named: the same for the same uri in the tenant, else for the same receipt. */
export const newDocumentId = (tenantId: string, uri: string | null, appendId: string | null): string =>
  uri !== null ? uuidv5(`document:${uri}`, tenantId) : appendId === null ? randomUUID() : uuidv5("document", appendId);

/** A new text goes to a stream of its own, in the same append. */
const textOf = (events: ReadonlyArray<DocumentEvent>, text: string | null) =>
  events.flatMap((e) => {
    if (text === null || e.type !== "document_put" || e.data.textVersion !== e.data.version) return [];
    const { documentId, version } = e.data;
    const written: DocumentTextWritten = { type: "document_text_written", data: { documentId, version, text } };
    return [{ streamId: documentTextStream(documentId, version), expected: "no-stream" as const, events: [written] }];
  });

/** Throws RpcError for a refusal, AppendError when the caller's expected version is not the document's. */
export const runDocumentCommand = (
  caller: Caller,
  documentId: string,
  command: DocumentCommand,
  text: string | null = null,
): Promise<DocumentOutcome> =>
  handleCommand({
    log: caller.log,
    decider: documentDecider,
    tenantId: caller.tenantId,
    streamId: documentStream(documentId),
    command,
    appendId: caller.appendId ?? undefined,
    expectedVersion: caller.expectedVersion ?? undefined,
    metadata: caller.metadata,
    alongside: (events) => textOf(events, text),
  });
