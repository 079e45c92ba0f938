import { Redacted } from "effect";
import { type Embedder, EmbedderUnavailable } from "./embedder.ts";
import { localLexical, localLexicalV1 } from "./localLexical.ts";
import { measuredEmbedder } from "./measured.ts";
import { openaiEmbedder } from "./openaiEmbedder.ts";
import type { VectorConfig } from "./vectorConfig.ts";

const local = /^local-lexical-(v2-)?(\d+)$/;

export type EmbeddingConfig = Pick<
  VectorConfig,
  "embeddingBaseUrl" | "embeddingApiKey" | "embeddingMaxTokensPerRun" | "embeddingMinSimilarity"
>;

/**
 * Returns the embedder of a model by name. Two models are in use while the index of a new one is built and the old one still answers. There is one
 * embedder a model in a process, and they share the token budget.
 */
export const createEmbedders = (config: EmbeddingConfig): ((model: string, dimensions: number) => Embedder) => {
  const embedders = new Map<string, Embedder>();
  const budget = { left: config.embeddingMaxTokensPerRun || Number.POSITIVE_INFINITY };
  return (model, dimensions) => {
    const key = `${model} ${dimensions}`;
    const found = embedders.get(key);
    if (found) return found;
    const lexical = local.exec(model);
    if (lexical && Number(lexical[2]) !== dimensions) throw new EmbedderUnavailable(`${model} does not have ${dimensions} dimensions`);
    const embedder = lexical
      ? (lexical[1] === undefined ? localLexicalV1 : localLexical)(dimensions)
      : openaiEmbedder({
          model,
          dimensions,
          baseUrl: config.embeddingBaseUrl,
          apiKey: Redacted.value(config.embeddingApiKey),
          minSimilarity: config.embeddingMinSimilarity,
          budget,
        });
    const measured = measuredEmbedder(embedder);
    embedders.set(key, measured);
    return measured;
  };
};
