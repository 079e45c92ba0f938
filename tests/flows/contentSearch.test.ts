import { status } from "@grpc/grpc-js";
import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../support/rpc.ts";
import { caller, refusal } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let call: ReturnType<typeof caller>;
let position: string;
const create = async (title: string, content: string, more: object = {}): Promise<Message> => {
  const made = await call("CreateContent", { contentType: "CONTENT_TYPE_BLOG", title, content, ...more });
  position = made.position;
  return made;
};
const hits = async (query: string, more: object = {}): Promise<Message[]> =>
  (await call("SearchContent", { query, minPosition: position, ...more })).hits;
const titles = async (query: string, more: object = {}): Promise<string[]> => (await hits(query, more)).map((h) => h.content.title);

/** Prose of about `bytes`, every word of it made up and most of them different. */
const prose = (bytes: number, from = 0): string => {
  const words: string[] = [];
  for (let size = 0, i = from; size < bytes; i++) {
    const word = i % 12 === 11 ? "and." : `w${(i * 7919).toString(36)}x`;
    words.push(word);
    size += word.length + 1;
  }
  return words.join(" ");
};

beforeAll(async () => {
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"] });
  call = caller(world.as(uuidv7(), "ContentService"));
  await create("Product launch checklist", "Everything you need on the day.", { generatedBy: "alice" });
  await create("In the SEO", "Nothing else.", { metadata: toStruct({ seo: { title: "launch plans", keywords: ["rocketry"] } }) });
  await create("In the body", "We will launch next week & <b>celebrate</b>.", { contentType: "CONTENT_TYPE_EMAIL" });
  await create("", "A launch without a title.");
  await create("Only a launch title", "");
  await create('<"Quoted" > it\'s', "x");
  await create("Beta launch", "The beta of the launch.");
  await create("Häuser am See", "Die schönsten Häuser stehen am Wasser. Wir laufen dorthin.", { language: "de" });
  await create("Running shoes", "She runs; they were running. Summer sale at every house.", { language: "en" });
  await create("Esperanto", "La domo estas launch", { language: "eo" });
});
afterAll(() => world?.close());

describe("search", () => {
  it("ranks title before SEO data before text", async () => {
    const found = await titles("launch", { language: "en" });
    expect(found).toHaveLength(6);
    expect(found).toContain("");
    expect(found).toContain("Only a launch title");
    const order = ["Product launch checklist", "In the SEO", "In the body"].map((t) => found.indexOf(t));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const ranks = (await hits("launch")).map((h) => h.rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(await titles("rocketry")).toEqual(["In the SEO"]);
  });

  it("finds words in scripts without spaces, composed or not, and what stands between angle brackets", async () => {
    const sentence = "全文検索は広告の効果を測定する。";
    await create("日本語", `${sentence.repeat(200)}最後に解約率を比較します。`, { language: "ja" });
    await create("中文", "我们的平台帮助企业提高客户转化率。", { language: "zh" });
    await create("ภาษาไทย", "ระบบการตลาดช่วยให้ลูกค้ากลับมาซื้อสินค้าอีกครั้ง", { language: "th" });
    await create("Decomposed", "A cafe\u0301 that nobody else writes of, with `<YOUR_TOKEN>` &amp; <b", {});
    for (const word of ["検索", "広告", "測定", "解約", "比較", "広告の効果", '"広告の効果"', "効果 広告"])
      expect(await titles(word), word).toEqual(["日本語"]);
    for (const word of ["客户", "平台", "企业"]) expect(await titles(word), word).toEqual(["中文"]);
    expect(await titles("ลูกค้า")).toEqual(["ภาษาไทย"]);
    expect(await titles("広告 -測定")).toEqual([]);
    expect(await titles('"効果広告"')).toEqual([]);
    for (const word of ["caf\u00e9", "cafe\u0301", "YOUR_TOKEN", "<YOUR_TOKEN>", "nobody"])
      expect(await titles(word), word).toEqual(["Decomposed"]);
    expect((await hits("広告", { language: "ja" }))[0].highlight).toContain("<mark>広告</mark>の効果");
    expect((await hits("nobody"))[0].highlight).toContain("`&lt;YOUR_TOKEN");
  });

  it("knows words, phrases, or and minus", async () => {
    expect(await titles("launch celebrate")).toEqual(["In the body"]);
    expect(await titles('"launch next week"')).toEqual(["In the body"]);
    expect(await titles('"week next launch"')).toEqual([]);
    expect(await titles("launch -beta", { language: "en" })).toHaveLength(5);
    expect(await titles('launch -"next week" -beta -seo', { language: "en" })).toHaveLength(3);
    expect((await titles("celebrate or rocketry")).sort()).toEqual(["In the SEO", "In the body"]);
    expect(await titles("nosuchword")).toEqual([]);
    expect(await titles("the")).toEqual([]); // says nothing in English
    for (const query of ["-beta", '""', "!!", "or", "\\"]) expect((await refusal(hits(query))).reason, query).toBe("NOTHING_TO_FIND");
    expect((await refusal(hits("a ".repeat(33)))).reason).toBe("TOO_MANY_TERMS");
    expect((await refusal(hits(""))).code).toBe(status.INVALID_ARGUMENT);
    for (const query of ["a'b:c & | ! <->", '"unclosed launch', "launch:*", "launch or", "or launch", "(launch", "-- launch"])
      await hits(query);
  });

  it("understands each text in its own language", async () => {
    expect(await titles("haus")).toEqual(["Häuser am See"]);
    expect(await titles("lauf")).toEqual(["Häuser am See"]);
    expect(await titles("run")).toEqual(["Running shoes"]);
    expect(await titles("houses")).toEqual(["Running shoes"]);
    expect(await titles("haus", { language: "en" })).toEqual([]);
    expect(await titles("domo")).toEqual(["Esperanto"]);
    expect(await titles("estis")).toEqual([]);
  });

  it("highlights as HTML that is safe to show", async () => {
    const [body] = await hits("celebrate");
    expect(body.highlight).toContain("launch next week &amp; ");
    expect(body.highlight).toContain("<mark>celebrate</mark>");
    expect(body.highlight).not.toContain("<b>");
    const [quoted] = await hits("quoted");
    expect(quoted.titleHighlight).toBe("&lt;&quot;<mark>Quoted</mark>&quot; &gt; it&#39;s");
    const [title] = await hits("checklist");
    expect(title.titleHighlight).toBe("Product launch <mark>checklist</mark>");
    const untitled = (await hits("launch without title"))[0];
    expect(untitled.titleHighlight).toBe("");
    expect(untitled.content.content).toBe("");
    expect(untitled.matched).toBe("SEARCH_MODE_TEXT");
  });

  it("filters and pages", async () => {
    expect(await titles("launch", { contentType: "CONTENT_TYPE_EMAIL" })).toEqual(["In the body"]);
    expect(await titles("launch", { generatedBy: "alice" })).toEqual(["Product launch checklist"]);
    expect(await titles("launch", { metadataContains: toStruct({ seo: { title: "launch plans" } }) })).toEqual(["In the SEO"]);
    expect(await titles("launch", { state: "CONTENT_STATE_PUBLISHED" })).toEqual([]);
    expect(await titles("launch", { publishedOnly: true })).toEqual([]);
    const whole = await titles("launch");
    const paged: string[] = [];
    for (let pageToken = ""; ; ) {
      const page = await call("SearchContent", { query: "launch", pageSize: 2, pageToken });
      paged.push(...page.hits.map((h: Message) => h.content.title));
      pageToken = page.nextPageToken;
      if (pageToken === "") break;
    }
    expect(paged).toEqual(whole);
  });

  it("takes five megabytes and finds their last word, and words and phrases far apart", async () => {
    const size = 5 * 1024 * 1024;
    const last = " The very lastword.";
    const text =
      `Alphaword begins. ${prose(2_500_000)} a middle phrase here ${prose(2_600_000, 500_000)}`.slice(0, size - last.length) + last;
    const begin = Date.now();
    const made = await create("Long", text);
    const written = Date.now() - begin;
    expect((await call("GetContent", { contentId: made.content.contentId, minPosition: position })).content.content).toBe(text);
    console.info(`5 MiB: written in ${written} ms, searchable after ${Date.now() - begin} ms`);
    const [hit] = await hits("lastword");
    expect(hit.content.title).toBe("Long");
    expect(hit.highlight).toContain("<mark>lastword</mark>");
    expect(hit.chunk).toBeGreaterThan(2_000);
    expect(await titles("alphaword lastword")).toEqual(["Long"]);
    expect(await titles('alphaword "middle phrase"')).toEqual(["Long"]);
    expect(await titles('alphaword "phrase middle"')).toEqual([]);
    expect(await titles("alphaword -lastword")).toEqual([]);
    expect(await titles("alphaword nosuchword")).toEqual([]);
    expect(await titles("long lastword")).toEqual(["Long"]);
    const start = performance.now();
    await hits("alphaword lastword");
    console.info(`search in it: ${(performance.now() - start).toFixed(0)} ms`);
    await call("UpdateContent", { contentId: made.content.contentId, title: "Longer" });
    const { position: p } = await call("UpdateContent", { contentId: made.content.contentId, content: "short now" });
    expect((await call("SearchContent", { query: "lastword", minPosition: p })).hits).toEqual([]);
    const { rows } = await world
      .pool()
      .query("SELECT count(*)::int AS n FROM content_chunks WHERE content_id = $1", [made.content.contentId]);
    expect(rows[0].n).toBe(1);
  });
});
