import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KnowledgeCategory, KnowledgeSource } from "@marketing/protos/content/v1/knowledge_service";
import { expect, test } from "vitest";
import { requestOf, type SaidOfAll } from "./ingest.ts";

const path = join(mkdtempSync(join(tmpdir(), "marketing-ingest-")), "a.md");
writeFileSync(
  path,
  "---\ntitle: A\ncategory: product_docs\nsource: web_scraped\nlanguage: de\ntags: [own]\nupdated: 2026-01-31\n---\ntext\n",
);
const putWith = (saidOfAll: SaidOfAll) => requestOf({ path, uri: null, documentId: null }, saidOfAll);

test("a file's own words hold where nothing is said of all files", () => {
  expect(putWith({})).toMatchObject({
    ...{ title: "A", category: KnowledgeCategory.PRODUCT_DOCS, source: KnowledgeSource.WEB_SCRAPED, language: "de", tags: ["own"] },
    lastUpdated: { seconds: BigInt(Date.UTC(2026, 0, 31) / 1_000) },
  });
});

test("what is said of all files overrules them, and tags are added", () => {
  const updated = new Date("2026-06-01T00:00:00Z");
  const saidOfAll = { category: "market_trends", source: "document", language: "en", tags: ["all"], updated };
  expect(putWith(saidOfAll)).toMatchObject({
    ...{ category: KnowledgeCategory.MARKET_TRENDS, source: KnowledgeSource.DOCUMENT, language: "en", tags: ["own", "all"] },
    lastUpdated: { seconds: BigInt(updated.getTime() / 1_000) },
  });
});
