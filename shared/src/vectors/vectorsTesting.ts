import { Redacted } from "effect";
import type { RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { PostgresView } from "../subscription/view.ts";
import { type Embedder, RefusedText } from "./embedder.ts";
import { localLexical } from "./localLexical.ts";
import { pineconeStore } from "./pinecone.ts";
import type { VectorConfig } from "./vectorConfig.ts";
import type { WantedItem } from "./vectorIndex.ts";
import type { VectorStore } from "./vectorStore.ts";
import { wantedTables, wantVectors } from "./wanted.ts";

/** Address and key of a test's vector server; `testVectors()` starts one. */
export interface VectorServer {
  readonly url: string;
  readonly apiKey: string;
}

/** What the events of these tests say. */
interface Thing {
  readonly id: string;
  readonly items: ReadonlyArray<WantedItem>;
}

/** An index on the test's server, through the same client as in the services; its `ids` and `counts` tell what a namespace really holds. */
export const storeOn = (server: VectorServer, index: string, dimensions = 1_536): VectorStore =>
  pineconeStore({ apiKey: server.apiKey, controllerHost: server.url, index, dimensions, cloud: "aws", region: "us-east-1" });

export const configOn = (server: VectorServer | null): VectorConfig => ({
  pineconeApiKey: Redacted.make(server?.apiKey ?? ""),
  pineconeControllerHost: server?.url ?? "",
  pineconeCloud: "aws",
  pineconeRegion: "us-east-1",
  embeddingModel: "local-lexical-v2-1536",
  embeddingBaseUrl: "",
  embeddingApiKey: Redacted.make(""),
  embeddingDimensions: 1_536,
  embeddingMaxTokensPerRun: 0,
  embeddingMinSimilarity: 0,
});

/** The local embedder under the name of any model. `texts` records what it embedded; texts with "unspeakable" are refused. */
export const countingEmbedders = () => {
  const texts: string[] = [];
  const embedder = (model: string, dimensions: number): Embedder => ({
    model,
    dimensions,
    minSimilarity: 0,
    embed: async (asked) => {
      texts.push(...asked);
      const vectors = await localLexical(dimensions).embed(asked);
      return vectors.map((v, i) => (asked[i]!.includes("unspeakable") ? new RefusedText("the endpoint does not like it") : v));
    },
  });
  return { texts, embedder };
};

export const item = (id: string, text: string, metadata: WantedItem["metadata"] = {}): WantedItem => ({ id, text, metadata });

/** The command: what the entity has to have from now on. Returns its position. */
export const putThing = async (log: EventLog, tenantId: string, id: string, items: ReadonlyArray<WantedItem>): Promise<number> => {
  const event = { type: "thing_put", data: { id, items } };
  const { position } = await log.append({
    tenantId,
    appendId: uuidv7(),
    writes: [{ streamId: `thing-${id}`, expected: "any", events: [event] }],
  });
  return position;
};

/** A view that wants the items of each `thing_put` event: `{ id, items: [{ id, text, metadata }] }`. */
export const thingsView = (version = 1, change: (item: WantedItem) => WantedItem = (item) => item): PostgresView => ({
  kind: "postgres",
  name: "things",
  version,
  tables: [...wantedTables],
  apply: (client, events: ReadonlyArray<RecordedEvent>) =>
    wantVectors(
      client,
      events.map((e) => ({
        tenantId: e.tenantId,
        entityId: (e.data as Thing).id,
        position: e.position,
        items: (e.data as Thing).items.map(change),
      })),
    ),
});
