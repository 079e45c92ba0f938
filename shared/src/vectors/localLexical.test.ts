import { createHash } from "node:crypto";
import { Redacted } from "effect";
import { expect, it } from "vitest";
import { EmbedderUnavailable } from "./embedder.ts";
import { createEmbedders } from "./embedders.ts";
import { entityHash, itemHash } from "./hash.ts";
import { localLexical } from "./localLexical.ts";
import { tokensOf } from "./words.ts";

const embed = async (...texts: string[]) => (await localLexical(1_536).embed(texts)) as Float32Array[];
const similarity = async (a: string, b: string): Promise<number> => {
  const [x, y] = await embed(a, b);
  return x!.reduce((sum, v, i) => sum + v * y![i]!, 0);
};

it("gives the same vector for the same words, however they are written, of length 1", async () => {
  const [a, b, c, empty] = await embed("Café Pricing", "cafe\u0301  PRICING!", "ｃａｆé pricing", "");
  const digest = (v: Float32Array) => createHash("sha256").update(Buffer.from(v.buffer)).digest("hex");
  expect([digest(b!), digest(c!)]).toEqual([digest(a!), digest(a!)]);
  for (const v of [a!, empty!]) expect(Math.hypot(...v)).toBeCloseTo(1, 5);
});

it("never changes under its name: vectors that are kept were made by these weights, others need another name", async () => {
  const [vector] = await embed("How are plans of ZX-4471 priced in 2026? Ask ann@example.com, or the deliverability team.");
  const rounded = [...vector!].map((v) => v.toFixed(5).replace("-0.00000", "0.00000")).join();
  expect(createHash("sha256").update(rounded).digest("hex").slice(0, 16)).toBe("e2bfb26fe31cdfea");
});

it("finds what shares words, stems and pieces of words nearer than what does not, and identifiers above all", async () => {
  const near = async (query: string, right: string, wrong: string) =>
    expect(await similarity(query, right)).toBeGreaterThan(await similarity(query, wrong));
  await near("how are plans priced", "The pricing of our plan", "How are the people in the office?");
  await near("delivrability of emials", "Deliverability of emails", "Delivery of parcels by courier");
  await near("ZX-4471", "Spare part zx-4471 for the pump, and a long text about pumps and their parts", "ZX-4417 is the spare part");
  await near("what is E1042", "E1042: the card was refused", "What the card was refused for");
  await near("ann@example.com", "Ask ann@example.com about it", "Ask ann about the example");
  expect(await similarity("ZX-4471", "ZX-4417")).toBeLessThan(0.3);
});

it("takes text apart into words and identifiers", () => {
  const show = (text: string) => tokensOf(text).map((t) => (t.identifier ? `${t.text}*` : t.text));
  expect(show("Don’t e-mail ann@example.com, it's v2.3.1 of ZX-4471 (click-through)")).toEqual([
    "don",
    "e",
    "mail",
    "ann@example.com*",
    "it",
    "v2.3.1*",
    "of",
    "zx-4471*",
    "click",
    "through",
  ]);
});

it("is found by its name; a name with other dimensions is no model", () => {
  const embedders = createEmbedders({
    embeddingBaseUrl: "http://127.0.0.1:9",
    embeddingApiKey: Redacted.make(""),
    embeddingMaxTokensPerRun: 0,
    embeddingMinSimilarity: 0.3,
  });
  expect(embedders("text-embedding-3-large", 1_536).minSimilarity).toBe(0.3);
  expect(embedders("local-lexical-v2-1536", 1_536).minSimilarity).toBeCloseTo(0.12, 2);
  for (const model of ["local-lexical-v2-1536", "local-lexical-1536"])
    expect(embedders(model, 1_536)).toMatchObject({ model, dimensions: 1_536 });
  expect(embedders("text-embedding-3-large", 1_536)).toBe(embedders("text-embedding-3-large", 1_536));
  expect(() => embedders("local-lexical-v2-256", 1_536)).toThrow(EmbedderUnavailable);
});

it("hashes what is in the index, not the order it is written in", () => {
  expect(itemHash("t", { a: 1, b: "x" })).toBe(itemHash("t", { b: "x", a: 1 }));
  expect(itemHash("t", { a: 1 })).not.toBe(itemHash("t", { a: 2 }));
  expect(itemHash("t", { a: 1 })).not.toBe(itemHash("u", { a: 1 }));
  const [one, two] = [
    { id: "1", hash: "a" },
    { id: "2", hash: "b" },
  ];
  expect(entityHash([one, two])).toBe(entityHash([two, one]));
  expect(entityHash([])).toBe("");
});
