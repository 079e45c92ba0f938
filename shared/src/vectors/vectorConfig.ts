import { Config, Redacted } from "effect";

export interface VectorConfig {
  /** "" = no vector store: nothing is indexed, searches answer FAILED_PRECONDITION. */
  readonly pineconeApiKey: Redacted.Redacted<string>;
  /** "" = Pinecone's own control plane. */
  readonly pineconeControllerHost: string;
  /** Where an index that has to be created goes. */
  readonly pineconeCloud: string;
  readonly pineconeRegion: string;
  /** `local-lexical-v2-<dimensions>`, or a model of the endpoint at `embeddingBaseUrl`. */
  readonly embeddingModel: string;
  /** Base URL of an OpenAI-compatible API, such as `https://api.openai.com/v1`. */
  readonly embeddingBaseUrl: string;
  readonly embeddingApiKey: Redacted.Redacted<string>;
  readonly embeddingDimensions: number;
  /** Estimated tokens that a process may send to the endpoint until it ends; 0 = no limit. */
  readonly embeddingMaxTokensPerRun: number;
  /** Similarity that the endpoint's model gives by chance, as `npm run bench -- retrieval --embedder MODEL` measures it; 0 = not known. */
  readonly embeddingMinSimilarity: number;
}

const text = (name: string, otherwise: string) => Config.String(name).pipe(Config.withDefault(otherwise));
const secret = (name: string) => Config.Redacted(name).pipe(Config.withDefault(Redacted.make("")));

export const vectorConfig: Config.Config<VectorConfig> = Config.all({
  pineconeApiKey: secret("PINECONE_API_KEY"),
  pineconeControllerHost: text("PINECONE_CONTROLLER_HOST", ""),
  pineconeCloud: text("PINECONE_CLOUD", "aws"),
  pineconeRegion: text("PINECONE_REGION", "us-east-1"),
  embeddingModel: text("EMBEDDING_MODEL", "local-lexical-v2-1536"),
  embeddingBaseUrl: text("EMBEDDING_BASE_URL", "https://api.openai.com/v1"),
  embeddingApiKey: secret("EMBEDDING_API_KEY"),
  embeddingDimensions: Config.Int("EMBEDDING_DIMENSIONS").pipe(Config.withDefault(1_536)),
  embeddingMaxTokensPerRun: Config.Int("EMBEDDING_MAX_TOKENS_PER_RUN").pipe(Config.withDefault(0)),
  embeddingMinSimilarity: Config.Number("EMBEDDING_MIN_SIMILARITY").pipe(Config.withDefault(0)),
});
