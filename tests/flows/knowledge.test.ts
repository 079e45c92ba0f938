import { status } from "@grpc/grpc-js";
import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct, toTimestamp } from "@marketing/shared/grpc/struct";
import { Pinecone } from "@pinecone-database/pinecone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { Message } from "../support/rpc.ts";
import { caller, refusal } from "../support/rpc.ts";
import { type TestVectors, testVectors } from "../support/servers.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let vectors: TestVectors;
let contents: ReturnType<typeof caller>;
let knowledge: ReturnType<typeof caller>;
const tenant = uuidv7();
let position: string;
const day = 86_400_000;

const publish = async (title: string, content: string, more: object = {}): Promise<string> => {
  const { content: made } = await contents("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title, content, ...more });
  ({ position } = await contents("Publish", { contentId: made.contentId }));
  return made.contentId;
};
const put = async (title: string, text: string, more: object = {}): Promise<Message> => {
  const given = { title, text, source: "KNOWLEDGE_SOURCE_DOCUMENT", category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS", ...more };
  const answer = await knowledge("PutDocument", given);
  position = answer.position;
  return answer;
};
const search = (query: string, mode: string, more: object = {}): Promise<Message> =>
  contents("SearchContent", { query, mode: `SEARCH_MODE_${mode}`, minPosition: position, ...more });
const titles = async (query: string, mode = "HYBRID", more: object = {}): Promise<string[]> =>
  (await search(query, mode, more)).hits.map((h: Message) => h.content.title);
const retrieve = (query: string, more: object = {}): Promise<Message> =>
  knowledge("RetrieveKnowledge", { query, minPosition: position, ...more });
const cited = async (query: string, more: object = {}): Promise<string[]> =>
  (await retrieve(query, more)).passages.map((p: Message) => p.citation.title);
/** What lies in the store itself, past everything of ours. */
const raw = (of = tenant) =>
  new Pinecone({ apiKey: vectors.apiKey, controllerHostUrl: vectors.url }).index({ name: "marketing-knowledge", namespace: `${of}.g1` });
const rawIds = async (of = tenant): Promise<string[]> =>
  ((await raw(of).listPaginated({ limit: 100 })).vectors ?? []).map((v) => v.id!).sort();

beforeAll(async () => {
  vectors = await testVectors({ own: true });
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"], env: vectors.env });
  contents = caller(world.as(tenant, "ContentService"));
  knowledge = caller(world.as(tenant, "KnowledgeService"));
  for (const type of ["BLOG", "EMAIL"]) await contents("SetPolicy", { contentType: `CONTENT_TYPE_${type}`, approvalRequired: false });
  await publish("Widget ZX-4471", "The widget ZX-4471 ships in May.");
  await publish("Widgets that ship", "The widget ZX-4417 ships in May. Widgets ship, and every widget that ships in May is a widget.");
  await publish("Deliverability", "Warm up a new sending domain slowly, so that mailbox providers learn to trust the sender.", {
    contentType: "CONTENT_TYPE_EMAIL",
    generatedBy: "alice",
    metadata: toStruct({ seo: { keywords: ["reputation"] } }),
  });
  await publish("Consent", "Ask for consent before you track anybody.");
  await contents("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title: "Draft about domains", content: "sending domain warm up" });
  await put("Attribution", "# Attribution\n\n## Last touch\n\nLast touch gives all the credit to the final channel.", {
    format: "DOCUMENT_FORMAT_MARKDOWN",
    tags: ["analytics", "channels"],
    uri: "https://example.com/attribution",
  });
  await put("Rivals", "<nav>Home</nav><h1>Rivals</h1><p>The rival cut prices &amp; lost margin.<script>x()</script>", {
    format: "DOCUMENT_FORMAT_HTML",
    source: "KNOWLEDGE_SOURCE_WEB_SCRAPED",
    category: "KNOWLEDGE_CATEGORY_COMPETITOR_INTEL",
    tags: ["pricing"],
  });
});
afterAll(async () => {
  await world?.close();
  await vectors?.release();
});

describe("search in contents", () => {
  it("finds what is published by words and by meaning, and says why", async () => {
    const { hits, degraded } = await search("how do I warm up a new domain for sending?", "HYBRID");
    expect(degraded).toBe(false);
    expect(hits[0].content.title).toBe("Deliverability");
    expect(hits[0].matched).toBe("SEARCH_MODE_HYBRID");
    expect(hits[0].legs.map((l: Message) => [l.leg, l.rank])).toEqual([
      ["SEARCH_MODE_TEXT", 1],
      ["SEARCH_MODE_SEMANTIC", 1],
    ]);
    expect(hits[0].legs[0].matchedTerms).toEqual(expect.arrayContaining(["warm", "domain", "sending?"]));
    expect(hits[0].legs[1].score).toBeGreaterThan(0.1);
    expect(hits[0].rank).toBeCloseTo((hits[0].legs[0].score + 1) / 61, 10);
    expect(hits[0].highlight).toContain("<mark>");
    expect(hits.map((h: Message) => h.content.title)).not.toContain("Draft about domains");
    expect((await titles("warming domains", "SEMANTIC"))[0]).toBe("Deliverability");
    expect((await search("reputation", "SEMANTIC")).hits[0]).toMatchObject({
      matched: "SEARCH_MODE_SEMANTIC",
      content: { title: "Deliverability" },
    });
    // every word has to be there for TEXT, as ever
    expect(await titles("how do I warm up a new domain for penguins?", "TEXT")).toEqual([]);
  });

  it("puts an exact token before a near miss, whatever the ranks", async () => {
    for (const query of [
      "ZX-4471",
      "when does widget zx-4471 ship, the widget that ships in May?",
      '"consent before" widget ships in May',
    ]) {
      const { hits } = await search(query, "HYBRID");
      expect(hits[0].content.title, query).toBe(query.includes("consent") ? "Consent" : "Widget ZX-4471");
      expect(hits[0].exactTokens, query).toHaveLength(1);
      expect(hits[0].rank, query).toBeGreaterThan(1);
    }
    expect(await titles("widget -ZX-4417")).not.toContain("Widgets that ship");
  });

  it("filters, and pages without losing or repeating any", async () => {
    expect(await titles("domain widget", "HYBRID", { contentType: "CONTENT_TYPE_EMAIL" })).toEqual(["Deliverability"]);
    expect(await titles("domain widget", "SEMANTIC", { generatedBy: "alice" })).toEqual(["Deliverability"]);
    expect(await titles("domain widget", "HYBRID", { metadataContains: toStruct({ seo: { keywords: ["reputation"] } }) })).toEqual([
      "Deliverability",
    ]);
    expect(await titles("domain widget", "HYBRID", { state: "CONTENT_STATE_DRAFT" })).toEqual([]);
    const whole = await titles("widget domain consent ships");
    expect(whole.length).toBeGreaterThan(2);
    const paged: string[] = [];
    let pageToken = "";
    do {
      const page = await search("widget domain consent ships", "HYBRID", { pageSize: 1, pageToken });
      paged.push(...page.hits.map((h: Message) => h.content.title));
      pageToken = page.nextPageToken;
      if (paged.length === 1)
        expect((await refusal(search("widget domain consent ships", "SEMANTIC", { pageToken }))).reason).toBe("INVALID_PAGE_TOKEN");
    } while (pageToken !== "");
    expect(paged).toEqual(whole);
  });

  it("keeps pieces and vectors the same: five, two, none", async () => {
    const sentence = (n: number) => `Lighthouse paragraph number ${n} tells of ships. `;
    const long = Array.from({ length: 175 }, (_, i) => sentence(i)).join("");
    const id = await publish("Lighthouse", `${long} Penultimate walrus.`);
    const { state, items } = await knowledge("GetIndexStatus", { contentId: id, minPosition: position });
    expect(["INDEX_STATE_PENDING", "INDEX_STATE_INDEXED"]).toContain(state);
    expect((await titles("penultimate walrus"))[0]).toBe("Lighthouse");
    const of = async () => (await rawIds()).filter((v) => v.startsWith(id));
    expect(items).toBe(5);
    expect(await of()).toEqual([0, 1, 2, 3, 4].map((n) => `${id}#v1#c${n}`));
    await contents("UpdateContent", { contentId: id, content: Array.from({ length: 60 }, (_, i) => sentence(i)).join("") });
    ({ position } = await contents("Publish", { contentId: id }));
    for (const mode of ["HYBRID", "SEMANTIC"])
      expect(JSON.stringify((await search("penultimate walrus", mode)).hits)).not.toContain("walrus</mark>");
    expect(await of()).toEqual([`${id}#v2#c0`, `${id}#v2#c1`]);
    ({ position } = await contents("Unpublish", { contentId: id }));
    expect(await titles("lighthouse paragraph")).not.toContain("Lighthouse");
    expect(await of()).toEqual([]);
    expect((await knowledge("GetIndexStatus", { contentId: id })).state).toBe("INDEX_STATE_ABSENT");
  });
});

describe("documents", () => {
  it("put again change nothing, changed they are a new version, deleted they are gone", async () => {
    const given = { uri: "https://example.com/again", tags: ["b", "a", "b"] };
    const first = await put("Again", "The text.", given);
    const again = await put("Again", "The text.", { ...given, tags: ["a", "b"] });
    expect(again).toMatchObject({ unchanged: true, version: first.version });
    expect(first.document).toMatchObject({ version: 1, tags: ["a", "b"], documentId: again.document.documentId });
    const changed = await put("Again", "Another text.", given);
    expect(changed).toMatchObject({ unchanged: false, document: { version: 2, documentId: first.document.documentId } });
    const { documentId } = first.document;
    expect((await knowledge("GetDocument", { documentId, minPosition: position })).document).toMatchObject({
      text: "Another text.",
      chunks: 1,
      version: 2,
    });
    const { documents } = await knowledge("ListDocuments", { tags: ["a"] });
    expect(documents.map((d: Message) => [d.title, d.text])).toEqual([["Again", ""]]);
    ({ position } = await knowledge("DeleteDocument", { documentId }));
    expect((await refusal(knowledge("GetDocument", { documentId, minPosition: position }))).code).toBe(status.NOT_FOUND);
    expect((await refusal(knowledge("DeleteDocument", { documentId }))).reason).toBe("DOCUMENT_NOT_FOUND");
    expect(await cited("Another text")).not.toContain("Again");
  });

  it("are refused for everything that is wrong, at once", async () => {
    const error = await refusal(
      knowledge("PutDocument", { documentId: "x", source: 9, tags: [""], language: "EN", text: "", lastUpdated: toTimestamp(new Date(0)) }),
    );
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(error.violations.map((v) => v.field).sort()).toEqual(["category", "document_id", "language", "source", "tags[0]", "text"]);
    expect((await refusal(put("Later", "x", { lastUpdated: toTimestamp(new Date(Date.now() + day)) }))).violations[0]!.field).toBe(
      "last_updated",
    );
    const reader = caller((await world.withKey(tenant, ["content:read"], "KnowledgeService")).client);
    expect((await refusal(reader("PutDocument", {}))).code).toBe(status.PERMISSION_DENIED);
    await reader("ListDocuments", {});
  });

  it("carry their fields into the index, each of which filters", async () => {
    expect(await cited("credit prices", { source: "KNOWLEDGE_SOURCE_WEB_SCRAPED" })).toEqual(["Rivals"]);
    expect(await cited("credit prices", { category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS" })).toEqual(["Attribution"]);
    expect(await cited("credit prices", { tags: ["channels", "nothing"] })).toEqual(["Attribution"]);
    expect(await cited("credit prices domain", { contentTypes: ["CONTENT_TYPE_EMAIL"] })).toEqual(["Deliverability"]);
    const vector = Array.from({ length: 1536 }, () => 1);
    const titled = async (filter: object): Promise<unknown[]> =>
      (await raw().query({ vector, topK: 100, filter, includeMetadata: true })).matches.map((m) => m.metadata?.title).sort();
    expect(await titled({ source: { $eq: "web_scraped" } })).toEqual(["Rivals"]);
    expect(await titled({ category: { $eq: "product_docs" } })).toEqual(["Attribution"]);
    expect(await titled({ tags: { $in: ["pricing", "channels"] } })).toEqual(["Attribution", "Rivals"]);
    expect(await titled({ last_updated: { $gte: Date.now() / 1_000 + 60 } })).toEqual([]);
    expect(await titled({ last_updated: { $gte: Date.now() / 1_000 - 600 }, kind: "document" })).toEqual(["Attribution", "Rivals"]);
  });
});

describe("retrieval", () => {
  it("gives nothing for a word that stands nowhere any more, and says why; min_score gives it all the same", async () => {
    const asked = { documentId: uuidv7() };
    await put("Animals", "The zebrafish is a small fish.", asked);
    expect(await cited("zebrafish")).toEqual(["Animals"]);
    await put("Animals", "The quokka is a small marsupial.", asked);
    const nothing = { emptyReason: "BELOW_MIN_SIMILARITY", minSimilarity: expect.closeTo(0.12, 2) };
    const answer = await retrieve("zebrafish");
    expect(answer).toMatchObject({ passages: [], found: 0, degraded: false, ...nothing });
    expect(answer.bestSimilarity).toBeLessThan(0.12);
    for (const mode of ["SEMANTIC", "HYBRID"]) {
      expect(await search("zebrafish", mode)).toMatchObject({ hits: [], ...nothing });
      expect((await search("zebrafish", mode, { minScore: 0 })).hits.length).toBeGreaterThan(0);
      expect((await search("consent", mode, { minScore: 0.99 })).hits.map((h: Message) => h.content.title)).toEqual(
        mode === "HYBRID" ? ["Consent"] : [],
      );
    }
    expect((await retrieve("zebrafish", { minScore: 0 })).found).toBeGreaterThan(0);
    expect(await retrieve("quokka")).toMatchObject({ emptyReason: "", minSimilarity: 0 });
  });

  it("weighs by freshness: the same text of ninety days ago is worth half", async () => {
    const now = Date.now();
    for (const [title, age] of [
      ["Old moth", 90],
      ["New moth", 0],
    ] as const)
      await put(title, "The moth report says that moths like lamps.", {
        title: "Moth",
        lastUpdated: toTimestamp(new Date(now - age * day)),
        uri: `https://moths.example/${title.slice(0, 3)}`,
      });
    const { passages } = await retrieve("what do moths like", { halfLifeDays: 90 });
    const [{ citation, duplicates }] = passages;
    expect([citation.uri, duplicates[0].uri]).toEqual(["https://moths.example/New", "https://moths.example/Old"]);
    expect(duplicates[0].score / citation.score).toBeCloseTo(0.5, 3);
    expect(duplicates[0].similarity).toBeCloseTo(citation.similarity, 6);
    expect(citation.score).toBeCloseTo(citation.similarity * citation.freshness, 10);
    expect((await retrieve("what do moths like", { minScore: citation.score * 0.7 })).passages[0].duplicates).toEqual([]);
    expect((await retrieve("what do moths like", { updatedFrom: toTimestamp(new Date(now - day)) })).passages[0].duplicates).toEqual([]);
  });

  it("puts neighbours together, stays within the budget, and cites", async () => {
    const text = Array.from({ length: 90 }, (_, i) => `Kestrel fact ${i} is about kestrels.`).join(" ");
    await put("Kestrels", `# Birds\n\n## Kestrels\n\n${text}`, { format: "DOCUMENT_FORMAT_MARKDOWN" });
    const { passages, estimatedTokens } = await retrieve("kestrel facts", { category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS" });
    const [best] = passages.filter((p: Message) => p.citation.title === "Kestrels");
    expect(best.text).toBe(text);
    expect(best.citation).toMatchObject({ firstChunk: 0, lastChunk: 1, version: 1, headingPath: ["Birds", "Kestrels"], contentId: "" });
    expect(estimatedTokens).toBe(passages.reduce((sum: number, p: Message) => sum + p.estimatedTokens, 0));
    const tight = await retrieve("kestrel facts", { tokenBudget: 600 });
    expect(tight.estimatedTokens).toBeLessThanOrEqual(600);
    const cut = await retrieve("kestrel facts", { tokenBudget: 20, category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS", tags: [] });
    expect(cut.estimatedTokens).toBeLessThanOrEqual(20);
    expect(cut.passages).toHaveLength(1);
    expect((await retrieve("kestrel moth", { k: 1 })).passages).toHaveLength(1);
    expect(await retrieve("qqqq zzzz", { language: "fi" })).toMatchObject({ passages: [], found: 0, estimatedTokens: 0 });
  });

  it("shows a tenant nothing of another's", async () => {
    const other = uuidv7();
    const [theirContents, theirKnowledge] = [caller(world.as(other, "ContentService")), caller(world.as(other, "KnowledgeService"))];
    for (const mode of ["TEXT", "SEMANTIC", "HYBRID"])
      expect((await theirContents("SearchContent", { query: "widget ZX-4471", mode: `SEARCH_MODE_${mode}` })).hits).toEqual([]);
    expect((await theirKnowledge("RetrieveKnowledge", { query: "widget ZX-4471" })).passages).toEqual([]);
    const theirs = await theirKnowledge("PutDocument", {
      text: "The widget ZX-4471 of another.",
      source: "KNOWLEDGE_SOURCE_DOCUMENT",
      category: "KNOWLEDGE_CATEGORY_PRODUCT_DOCS",
    });
    await theirKnowledge("RetrieveKnowledge", { query: "widget", minPosition: theirs.position });
    expect(await rawIds(other)).toEqual([`${theirs.document.documentId}#v1#c0`]);
    const { rows } = await world.pool().query("SELECT item_id FROM vector_items WHERE tenant_id = $1 ORDER BY item_id", [tenant]);
    await search("widget", "SEMANTIC");
    expect(await rawIds()).toEqual(rows.map((r) => r.item_id).sort());
    expect(
      (await refusal(theirKnowledge("GetDocument", { documentId: (await knowledge("ListDocuments", {})).documents[0].documentId }))).code,
    ).toBe(status.NOT_FOUND);
  });

  it("answers by words alone while the vector store is away, and says so", async () => {
    await vectors.kill();
    const begin = Date.now();
    expect((await refusal(search("widget", "SEMANTIC", { minPosition: 0 }))).code).toBe(status.UNAVAILABLE);
    const { hits, degraded, degradedReason } = await search("widget", "HYBRID", { minPosition: 0 });
    expect({ degraded, degradedReason }).toEqual({ degraded: true, degradedReason: "VECTOR_STORE_UNAVAILABLE" });
    expect(hits[0].legs.map((l: Message) => l.leg)).toEqual(["SEARCH_MODE_TEXT"]);
    const retrieved = await retrieve("moths", { minPosition: 0 });
    expect(retrieved).toMatchObject({ degraded: true, degradedReason: "VECTOR_STORE_UNAVAILABLE" });
    expect(retrieved.passages[0].citation.title).toBe("Moth");
    expect(Date.now() - begin).toBeLessThan(stretched(8_000));
    await put("Meanwhile", "Put while the store was away: capybara.");
    expect(await cited("capybara")).toEqual(["Meanwhile"]);
    await vectors.start();
    await until("the store is asked again", async () => !(await retrieve("capybara")).degraded);
    const { passages } = await retrieve("capybara");
    expect(passages[0].citation.legs).toHaveLength(2);
  });
});
