import { Result } from "effect";
import { expect, it } from "vitest";
import { type DocumentCommand, documentDecider } from "./decide.ts";
import type { DocumentState } from "./state.ts";

const put = (more: object = {}, fields: object = {}): DocumentCommand => ({
  type: "put",
  documentId: "d",
  fields: { title: "T", uri: null, source: "document", category: "product_docs", tags: ["a"], format: "text", language: "en", ...fields },
  lastUpdated: null,
  text: { hash: "h1", sizeBytes: 3 },
  at: 10,
  ...more,
});
const run = (commands: ReadonlyArray<DocumentCommand>, from = documentDecider.initialState): { state: DocumentState; told: string[] } => {
  let state = from;
  const told: string[] = [];
  for (const command of commands) {
    const decision = documentDecider.decide(command, state);
    if (Result.isFailure(decision)) told.push(decision.failure.reason);
    else {
      told.push(decision.success.map((e) => e.type).join("+"));
      state = decision.success.reduce(documentDecider.evolve, state);
    }
  }
  return { state, told };
};

it("a document put again is the same document, unless anything of it changed", () => {
  const { told, state } = run([
    put(),
    put({ at: 11 }),
    put({ lastUpdated: 10 }),
    put({ lastUpdated: 5, at: 12 }),
    put({}, { tags: ["a", "b"] }),
    put({ text: { hash: "h2", sizeBytes: 4 } }, { tags: ["a", "b"] }),
  ]);
  expect(told).toEqual(["document_put", "", "", "document_put", "document_put", "document_put"]);
  expect(state.newest).toMatchObject({ version: 4, textVersion: 4, lastUpdated: 10 });
  expect(run([put(), put({ lastUpdated: 5 })]).state.newest).toMatchObject({ version: 2, textVersion: 1, lastUpdated: 5 });
});

it("a deleted document is not there, and put again goes on counting", () => {
  const { told, state } = run([{ type: "delete", at: 1 }, put(), { type: "delete", at: 2 }, { type: "delete", at: 3 }, put({ at: 20 })]);
  expect(told).toEqual(["DOCUMENT_NOT_FOUND", "document_put", "document_deleted", "DOCUMENT_NOT_FOUND", "document_put"]);
  expect(state).toMatchObject({ deleted: false, createdAt: 20, newest: { version: 2, textVersion: 1 } });
});
