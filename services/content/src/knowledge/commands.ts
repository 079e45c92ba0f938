import { randomUUID } from "node:crypto";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { Aggregate } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled, type Write } from "@marketing/shared/command/execute";
import { type DocumentCommand, documentDecider } from "./decide.ts";
import { type DocumentEvent, documentTextStream } from "./events.ts";
import type { DocumentState } from "./state.ts";

const document: Aggregate<DocumentState, DocumentCommand, DocumentEvent> = { category: "document", decider: documentDecider };

export type HandledDocument = Handled<DocumentState, DocumentEvent>;

/** The id of a document that was given none: the same for the same uri in the tenant, else for the same receipt. */
export const newDocumentId = (tenantId: string, uri: string | null, appendId: string | null): string =>
  uri !== null ? uuidv5(`document:${uri}`, tenantId) : appendId === null ? randomUUID() : uuidv5("document", appendId);

/** A new text goes into a stream of its own, in the same append. */
const textWrites = (events: ReadonlyArray<DocumentEvent>, text: string | null): ReadonlyArray<Write> =>
  events.flatMap(({ type, data }) => {
    if (text === null || type !== "document_put" || data.textVersion !== data.version) return [];
    const { documentId, version } = data;
    const written = { type: "document_text_written", data: { documentId, version, text } };
    return [{ streamId: documentTextStream(documentId, version), expected: "no-stream" as const, events: [written] }];
  });

/** A command about one document, with the text that it brings. */
export const commandDocument = (
  caller: Caller,
  documentId: string,
  command: DocumentCommand,
  text: string | null = null,
): Promise<HandledDocument> => executeOn(caller, document, documentId, command, { alongside: (events) => textWrites(events, text) });
