import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findFiles } from "./findFiles.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "marketing-files-"));
  for (const name of ["a.md", "b c.txt"]) writeFileSync(join(directory, name), "words");
});
afterAll(() => rmSync(directory, { recursive: true }));

it("files get the address that was given, and are documents by it", () => {
  const { files } = findFiles([directory], "https://docs.example/x/");
  expect(files.map(({ uri, documentId }) => [uri, documentId])).toEqual([
    ["https://docs.example/x/a.md", null],
    ["https://docs.example/x/b%20c.txt", null],
  ]);
});

it("without one they have none that leads into somebody's machine, and are the same documents again by their paths", () => {
  const [first, again] = [1, 2].map(() => findFiles([directory]).files);
  expect(first!.map((f) => f.uri)).toEqual([null, null]);
  const ids = first!.map((f) => f.documentId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(2);
  expect(again!.map((f) => f.documentId)).toEqual(ids);
});
