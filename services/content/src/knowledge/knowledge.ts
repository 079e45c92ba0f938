import type { Decider, Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";
import { sameJson, type TextFacts } from "../content/text.ts";
import type { DocumentEvent, DocumentFields, DocumentPut } from "./knowledgeEvents.ts";

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

export interface DocumentState {
  /** The newest version, also of a deleted document. */
  readonly newest: DocumentPut["data"] | null;
  readonly deleted: boolean;
  readonly createdAt: number;
}

export const fieldsOf = ({ title, uri, source, category, tags, format, language }: DocumentFields): DocumentFields => ({
  title,
  uri,
  source,
  category,
  tags,
  format,
  language,
});

type Decision = Result.Result<ReadonlyArray<DocumentEvent>, Rejection>;

export const decide = (c: DocumentCommand, { newest, deleted }: DocumentState): Decision => {
  if (c.type === "delete") {
    if (newest === null || deleted)
      return Result.fail({ kind: "not_found", reason: "DOCUMENT_NOT_FOUND", message: "there is no such document" });
    return Result.succeed([{ type: "document_deleted", data: { documentId: newest.documentId, version: newest.version, at: c.at } }]);
  }
  const sameText = newest !== null && newest.textHash === c.text.hash;
  const same =
    sameText &&
    !deleted &&
    sameJson(fieldsOf(newest) as never, c.fields as never) &&
    (c.lastUpdated === null || c.lastUpdated === newest.lastUpdated);
  if (same) return Result.succeed([]);
  const version = (newest?.version ?? 0) + 1;
  const data = {
    documentId: c.documentId,
    version,
    ...c.fields,
    lastUpdated: c.lastUpdated ?? c.at,
    textHash: c.text.hash,
    textVersion: sameText ? newest.textVersion : version,
    sizeBytes: c.text.sizeBytes,
    at: c.at,
  };
  return Result.succeed([{ type: "document_put", data }]);
};

export const evolve = (state: DocumentState, event: DocumentEvent): DocumentState =>
  event.type === "document_deleted"
    ? { ...state, deleted: true }
    : { newest: event.data, deleted: false, createdAt: state.newest === null || state.deleted ? event.data.at : state.createdAt };

export const documentDecider: Decider<DocumentState, DocumentCommand, DocumentEvent> = {
  initialState: { newest: null, deleted: false, createdAt: 0 },
  decide,
  evolve,
};
