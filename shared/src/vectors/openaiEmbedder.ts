import { sleep } from "../base/sleep.ts";
import { type Embedder, EmbedderUnavailable, RefusedText } from "./embedder.ts";
import { backOffMs, pauseMs, retryAfterMs } from "./rateLimitHeaders.ts";

export interface OpenaiOptions {
  readonly model: string;
  readonly dimensions: number;
  /** As `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** What its similarities are by chance; default 0: not known. */
  readonly minSimilarity?: number;
  /** Estimated tokens that may still be sent; shared by the models of a process. */
  readonly budget?: { left: number };
  /** Default 256 texts and 100,000 estimated tokens a request. */
  readonly batch?: { readonly texts: number; readonly tokens: number };
  /** Estimated tokens of one text; default 8,191. */
  readonly maxTokens?: number;
  readonly attempts?: number;
  readonly timeoutMs?: number;
  /** First wait between two tries; default 500 ms. It doubles with every try, to 60 s at most. */
  readonly retryMs?: number;
}

/** About four characters a token in English; about three bytes a token where characters take more than one byte. */
export const estimateTokens = (text: string): number => {
  const bytes = Buffer.byteLength(text);
  return Math.max(1, bytes === text.length ? Math.ceil(text.length / 4) : Math.ceil(bytes / 3));
};

interface EmbeddingsResponse {
  readonly data: ReadonlyArray<{ readonly index: number; readonly embedding: ReadonlyArray<number> }>;
}

const splitIntoBatches = (
  indexes: ReadonlyArray<number>,
  tokens: ReadonlyArray<number>,
  max: { texts: number; tokens: number },
): number[][] => {
  const batches: number[][] = [];
  let sum = Number.POSITIVE_INFINITY;
  for (const i of indexes) {
    if (sum + tokens[i]! > max.tokens || batches.at(-1)!.length >= max.texts) {
      batches.push([]);
      sum = 0;
    }
    batches.at(-1)!.push(i);
    sum += tokens[i]!;
  }
  return batches;
};

/** Embeds texts by an endpoint compatible with OpenAI's `POST /embeddings`. */
export const openaiEmbedder = (options: OpenaiOptions): Embedder => {
  const { model, dimensions, budget = { left: Number.POSITIVE_INFINITY }, attempts = 5, timeoutMs = 30_000, retryMs = 500 } = options;
  const maxTokens = options.maxTokens ?? 8_191;
  const batchSize = options.batch ?? { texts: 256, tokens: 100_000 };
  const url = `${options.baseUrl.replace(/\/+$/, "")}/embeddings`;
  let pauseUntil = 0;

  const check = (answer: EmbeddingsResponse, texts: ReadonlyArray<string>): Float32Array[] => {
    const vectors = new Array<Float32Array | undefined>(texts.length);
    for (const { index, embedding } of answer.data ?? []) vectors[index] = Float32Array.from(embedding);
    if (answer.data?.length !== texts.length || vectors.some((v) => v === undefined))
      throw new EmbedderUnavailable(`${url} answered ${answer.data?.length ?? "no"} vectors for ${texts.length} texts`);
    for (const v of vectors as Float32Array[])
      if (v.length !== dimensions || !v.every(Number.isFinite))
        throw new EmbedderUnavailable(`${url} answered a vector of ${v.length} dimensions for ${model}; ${dimensions} were asked for`);
    return vectors as Float32Array[];
  };

  /** One request, retried after errors that may pass. `refused` = the endpoint does not accept it, because of one of the texts. */
  const request = async (
    texts: ReadonlyArray<string>,
    signal?: AbortSignal,
  ): Promise<{ vectors: Float32Array[] } | { refused: string }> => {
    for (let attempt = 1; ; attempt++) {
      if (pauseUntil > Date.now()) await sleep(pauseUntil - Date.now(), signal);
      if (signal?.aborted) throw new EmbedderUnavailable(`${url} has not answered in time`);
      let problem: string;
      let wait = backOffMs(attempt, retryMs);
      try {
        const timeout = AbortSignal.timeout(timeoutMs);
        const response = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", ...(options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {}) },
          body: JSON.stringify({ model, input: texts, dimensions, encoding_format: "float" }),
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        pauseUntil = Date.now() + pauseMs(response.headers);
        if (response.ok) return { vectors: check((await response.json()) as EmbeddingsResponse, texts) };
        const body = (await response.text()).slice(0, 300);
        problem = `${url} answers ${response.status}: ${body}`;
        if ([400, 413, 422].includes(response.status)) return { refused: problem };
        const transient = response.status === 408 || response.status === 409 || response.status === 429 || response.status >= 500;
        if (!transient || body.includes("insufficient_quota")) throw new EmbedderUnavailable(problem);
        wait = Math.max(wait, retryAfterMs(response.headers));
      } catch (error) {
        if (error instanceof EmbedderUnavailable) throw error;
        problem = `${url} does not answer: ${(error as Error).message}`;
      }
      if (attempt >= attempts || signal?.aborted) throw new EmbedderUnavailable(problem);
      await sleep(wait, signal);
    }
  };

  /** Bisects a batch that is refused, until the text that is the cause stands alone. */
  const embedBatch = async (
    texts: ReadonlyArray<string>,
    indexes: ReadonlyArray<number>,
    results: (Float32Array | RefusedText)[],
    signal?: AbortSignal,
  ): Promise<void> => {
    const answer = await request(
      indexes.map((i) => texts[i]!),
      signal,
    );
    if ("vectors" in answer) for (const [n, i] of indexes.entries()) results[i] = answer.vectors[n]!;
    else if (indexes.length === 1) results[indexes[0]!] = new RefusedText(answer.refused);
    else {
      const half = indexes.length >> 1;
      await embedBatch(texts, indexes.slice(0, half), results, signal);
      await embedBatch(texts, indexes.slice(half), results, signal);
    }
  };

  return {
    model,
    dimensions,
    minSimilarity: options.minSimilarity ?? 0,
    embed: async (texts, signal) => {
      const tokens = texts.map(estimateTokens);
      const results: (Float32Array | RefusedText)[] = [];
      const accepted: number[] = [];
      for (const [i, n] of tokens.entries()) {
        if (n > maxTokens) results[i] = new RefusedText(`the text has about ${n} tokens; ${model} takes ${maxTokens}`);
        else if (texts[i]!.trim() === "") results[i] = new RefusedText("the text is empty");
        else accepted.push(i);
      }
      for (const batch of splitIntoBatches(accepted, tokens, batchSize)) {
        const cost = batch.reduce((sum, i) => sum + tokens[i]!, 0);
        if (cost > budget.left)
          throw new EmbedderUnavailable(
            `EMBEDDING_MAX_TOKENS_PER_RUN is spent: ${cost} tokens (estimated) are needed, ${budget.left} are left; raise it and restart`,
          );
        budget.left -= cost;
        await embedBatch(texts, batch, results, signal);
      }
      return results;
    },
  };
};
