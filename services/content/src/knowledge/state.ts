import type { DocumentEvent, DocumentVersion } from "./events.ts";

export interface DocumentState {
  /** The newest version, also of a deleted document; null = there never was one. */
  readonly newest: DocumentVersion | null;
  readonly deleted: boolean;
  readonly createdAt: number;
}

export const initialDocument: DocumentState = { newest: null, deleted: false, createdAt: 0 };

export const evolve = (state: DocumentState, { type, data }: DocumentEvent): DocumentState =>
  type === "document_deleted"
    ? { ...state, deleted: true }
    : { newest: data, deleted: false, createdAt: state.newest === null || state.deleted ? data.at : state.createdAt };
