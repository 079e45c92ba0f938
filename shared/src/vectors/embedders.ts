import { Redacted } from "effect";
import { type Embedder, EmbedderUnavailable } from "./embedder.ts";
import { localLexical } from "./localLexical.ts";
import { measuredEmbedder } from "./measured.ts";
import { openaiEmbedder } from "./openaiEmbedder.ts";
import type { VectorConfig } from "./vectorConfig.ts";

const local = /^local-lexical-(\d+)$/;

export type EmbeddingConfig = Pick<VectorConfig, "embeddingBaseUrl" | "embeddingApiKey" | "embeddingMaxTokensPerRun">;

/**
 * Finds the embedder of a model by its name, so that a live generation of an older model answers while another one is built. One object a
 * model and process: the token budget is the process's.
 */
export const createEmbedders = (config: EmbeddingConfig): ((model: string, dimensions: number) => Embedder) => {
  const known = new Map<string, Embedder>();
  const budget = { left: config.embeddingMaxTokensPerRun || Number.POSITIVE_INFINITY };
  return (model, dimensions) => {
    const key = `${model} ${dimensions}`;
    const found = known.get(key);
    if (found) return found;
    const lexical = local.exec(model);
    if (lexical && Number(lexical[1]) !== dimensions) throw new EmbedderUnavailable(`${model} has not ${dimensions} dimensions`);
    const plain = lexical
      ? localLexical(dimensions)
      : openaiEmbedder({
          model,
          dimensions,
          baseUrl: config.embeddingBaseUrl,
          apiKey: Redacted.value(config.embeddingApiKey),
          budget,
        });
    const made = measuredEmbedder(plain);
    known.set(key, made);
    return made;
  };
};
