import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { stretched } from "@marketing/tests/support/patience";
import { ConfigProvider, Effect } from "effect";
import { afterEach, describe, expect, it } from "vitest";
import { EmbedderUnavailable, RefusedText } from "./embedder.ts";
import { createEmbedders } from "./embedders.ts";
import { estimateTokens, openaiEmbedder } from "./openaiEmbedder.ts";
import { pauseMs, retryAfterMs } from "./rateLimitHeaders.ts";
import { vectorConfig } from "./vectorConfig.ts";

interface Asked {
  readonly model: string;
  readonly input: string[];
  readonly dimensions: number;
  readonly authorization: string | undefined;
}
type Answer = (asked: Asked, n: number) => { status?: number; headers?: Record<string, string>; body?: unknown } | undefined;

const servers: Server[] = [];
afterEach(() => {
  for (const s of servers.splice(0)) s.close();
});

/** As OpenAI's, but that a vector holds its text's length; `answer` may say something else. Null when it answers as usual. */
const endpoint = async (answer: Answer = () => undefined, more = {}) => {
  const asked: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const question = { ...JSON.parse(body), authorization: request.headers.authorization } as Asked;
    asked.push(question);
    const usual = { data: question.input.map((t, index) => ({ index, embedding: [t.length, 1, 0, 0] })).reverse() };
    const { status = 200, headers = {}, body: said = usual } = answer(question, asked.length) ?? {};
    response.writeHead(request.url === "/v1/embeddings" ? status : 404, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  const { port } = server.address() as { port: number };
  const options = {
    model: "text-embedding-3-large",
    dimensions: 4,
    baseUrl: `http://127.0.0.1:${port}/v1/`,
    apiKey: "secret",
    retryMs: 1,
    attempts: 3,
  };
  return { asked, baseUrl: options.baseUrl, embedder: openaiEmbedder({ ...options, ...more }) };
};

describe("an OpenAI-compatible endpoint", () => {
  it("is asked in batches of so many texts and tokens, with model, dimensions and key, and answers in any order", async () => {
    const { asked, embedder } = await endpoint(undefined, { batch: { texts: 3, tokens: 10 } });
    const texts = ["a", "bb", "ccc", "dddd", "e".repeat(32), "f".repeat(32)];
    const vectors = await embedder.embed(texts);
    expect(vectors.map((v) => (v as Float32Array)[0])).toEqual([1, 2, 3, 4, 32, 32]);
    expect(asked.map((q) => q.input.length)).toEqual([3, 2, 1]);
    expect(asked[0]).toMatchObject({ model: "text-embedding-3-large", dimensions: 4, authorization: "Bearer secret" });
  });

  it("is asked for 1536 dimensions by a service that was told nothing else, whatever the model has by itself", async () => {
    const { asked, baseUrl } = await endpoint(({ input }) => ({
      body: { data: input.map((_, index) => ({ index, embedding: Array.from({ length: 1_536 }, () => 1) })) },
    }));
    const env = { EMBEDDING_MODEL: "text-embedding-3-large", EMBEDDING_BASE_URL: baseUrl, EMBEDDING_API_KEY: "secret" };
    const config = Effect.runSync(vectorConfig.parse(ConfigProvider.fromEnv({ env })));
    expect(await createEmbedders(config)(config.embeddingModel, config.embeddingDimensions).embed(["hello"])).toHaveLength(1);
    expect(asked).toMatchObject([{ model: "text-embedding-3-large", dimensions: 1_536 }]);
  });

  it("that is busy or broken is asked again, not before it said", async () => {
    const { asked, embedder } = await endpoint((_, n) =>
      n === 1
        ? { status: 429, headers: { "retry-after-ms": "150" }, body: { error: { message: "slow down" } } }
        : n === 2
          ? { status: 503 }
          : undefined,
    );
    const started = Date.now();
    expect(await embedder.embed(["hello"])).toHaveLength(1);
    expect(asked).toHaveLength(3);
    expect(Date.now() - started).toBeGreaterThanOrEqual(145);
  });

  it("that says nothing remains is left alone until it is filled up", async () => {
    const { embedder } = await endpoint((_, n) =>
      n === 1 ? { headers: { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "120ms" } } : undefined,
    );
    const started = Date.now(); // before the answer that the 120 ms begin with
    await embedder.embed(["one"]);
    await embedder.embed(["two"]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(120);
  });

  it("a text it refuses, one that is too long and an empty one fail alone", async () => {
    const { asked, embedder } = await endpoint((q) => (q.input.includes("poison") ? { status: 400, body: { error: "no" } } : undefined), {
      maxTokens: 50,
    });
    const vectors = await embedder.embed(["a", "poison", "ccc", "x".repeat(400), "dddd", " "]);
    expect(vectors.map((v) => (v instanceof RefusedText ? "refused" : v[0]))).toEqual([1, "refused", 3, "refused", 4, "refused"]);
    expect((vectors[3] as RefusedText).message).toMatch(/about 100 tokens.*takes 50/);
    expect(asked.flatMap((q) => q.input)).not.toContain("x".repeat(400));
  });

  it.each([
    ["too few vectors", { body: { data: [] } }, /0 vectors for 1 texts/],
    ["other dimensions", { body: { data: [{ index: 0, embedding: [1, 2] }] } }, /2 dimensions.*4 were asked for/],
    ["a wrong key", { status: 401, body: { error: "who?" } }, /401/],
    ["no money", { status: 429, body: { error: { code: "insufficient_quota" } } }, /insufficient_quota/],
    ["nothing but trouble", { status: 500 }, /500/],
  ])("%s is nobody's text's fault", async (_, answer, message) => {
    const { embedder } = await endpoint(() => answer);
    const failure = await embedder.embed(["a"]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EmbedderUnavailable);
    expect((failure as Error).message).toMatch(message);
  });

  it("gets no more tokens than a run may cost, whatever the models", async () => {
    const budget = { left: 30 };
    const { asked, embedder } = await endpoint(undefined, { budget });
    await embedder.embed(["x".repeat(80)]);
    await expect(embedder.embed(["x".repeat(80)])).rejects.toThrow(
      /EMBEDDING_MAX_TOKENS_PER_RUN is spent: 20 tokens \(estimated\) are needed, 10 are left/,
    );
    expect(asked).toHaveLength(1);
  });

  it("that does not answer is given up when the caller does", async () => {
    const { embedder } = await endpoint(() => ({ status: 503, headers: { "retry-after": "30" } }));
    const started = Date.now();
    await expect(embedder.embed(["a"], AbortSignal.timeout(100))).rejects.toBeInstanceOf(EmbedderUnavailable);
    expect(Date.now() - started).toBeLessThan(stretched(1_000));
  });
});

it("estimates tokens from bytes and reads what rate limits say", () => {
  expect([estimateTokens(""), estimateTokens("abcd".repeat(10)), estimateTokens("日本語")]).toEqual([1, 10, 3]);
  const wait = (headers: Record<string, string>) => [retryAfterMs(new Headers(headers)), pauseMs(new Headers(headers))];
  expect(wait({ "retry-after": "2" })).toEqual([2_000, 0]);
  expect(wait({ "retry-after": new Date(Date.now() + 5_000).toUTCString() })[0]).toBeGreaterThan(3_000);
  expect(wait({ "retry-after": "100000" })).toEqual([60_000, 0]);
  expect(wait({ "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1m0.5s" })).toEqual([0, 60_000]);
  expect(wait({ "x-ratelimit-remaining-tokens": "5", "x-ratelimit-reset-tokens": "1s" })).toEqual([0, 0]);
});
