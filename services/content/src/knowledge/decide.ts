import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import { sameJson } from "@marketing/shared/base/json";
import type { TextFacts } from "../content/text.ts";
import type { DocumentEvent, DocumentFields } from "./events.ts";
import { type DocumentState, evolve, initialDocument } from "./state.ts";

export type DocumentCommand =
  | {
      readonly type: "put";
      readonly documentId: string;
      readonly fields: DocumentFields;
      /** ms; null = now, or what it was when nothing else changes. */
      readonly lastUpdated: number | null;
      readonly text: Omit<TextFacts, "words">;
      readonly at: number;
    }
  | { readonly type: "delete"; readonly at: number };

const sameFields = (a: DocumentFields, b: DocumentFields): boolean =>
  a.title === b.title &&
  a.uri === b.uri &&
  a.source === b.source &&
  a.category === b.category &&
  sameJson(a.tags, b.tags) &&
  a.format === b.format &&
  a.language === b.language;

const decide = (c: DocumentCommand, { newest, deleted }: DocumentState): Decision<DocumentEvent> => {
  if (c.type === "delete") {
    if (newest === null || deleted) return refuse("not_found", "DOCUMENT_NOT_FOUND", "there is no such document");
    return accept({ type: "document_deleted", data: { documentId: newest.documentId, version: newest.version, at: c.at } });
  }
  const sameText = newest !== null && newest.textHash === c.text.hash;
  const sameTime = c.lastUpdated === null || c.lastUpdated === newest?.lastUpdated;
  if (sameText && !deleted && sameTime && sameFields(newest, c.fields)) return accept();
  const version = (newest?.version ?? 0) + 1;
  return accept({
    type: "document_put",
    data: {
      documentId: c.documentId,
      version,
      ...c.fields,
      lastUpdated: c.lastUpdated ?? c.at,
      textHash: c.text.hash,
      textVersion: sameText ? newest.textVersion : version,
      sizeBytes: c.text.sizeBytes,
      at: c.at,
    },
  });
};

export const documentDecider: Decider<DocumentState, DocumentCommand, DocumentEvent> = { initialState: initialDocument, decide, evolve };
