import type { Pool } from "../postgres/pool.ts";
import { type Embedder, RefusedText } from "./embedder.ts";

/** A text and its hash, by which its vector is stored. */
export interface HashedText {
  readonly hash: string;
  readonly text: string;
}

const toBytes = (v: Float32Array): Buffer => Buffer.from(v.buffer, v.byteOffset, v.byteLength);
const toVector = (bytes: Buffer): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);

const readSql = "SELECT text_hash, vector FROM embeddings WHERE tenant_id = $1 AND model = $2 AND text_hash = ANY ($3)";
const writeSql = `INSERT INTO embeddings (tenant_id, model, text_hash, vector) SELECT $1, $2, t.hash, t.vector FROM unnest($3::text[], $4::bytea[]) AS t (hash, vector)
  ON CONFLICT DO NOTHING`;

type Connection = Pick<Pool, "query">;

/** The vectors that are stored of a tenant's texts, by the hash of the text. */
export const readEmbeddings = async (
  connection: Connection,
  tenantId: string,
  model: string,
  hashes: ReadonlyArray<string>,
): Promise<Map<string, Float32Array | RefusedText>> => {
  const { rows } = await connection.query<{ text_hash: string; vector: Buffer }>(readSql, [tenantId, model, hashes]);
  return new Map(rows.map((r) => [r.text_hash, toVector(r.vector)]));
};

/** Vectors are stored after every so many new texts, so that a crash loses little that was paid for. */
const batchSize = 256;

/** The vector of each text, or why it has none, by hash. A text is embedded once per model and then read from the table. Throws EmbedderUnavailable. */
export const embedOnce = async (
  pool: Pool,
  tenantId: string,
  embedder: Embedder,
  texts: ReadonlyArray<HashedText>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Float32Array | RefusedText>> => {
  const byHash = new Map(texts.map((t) => [t.hash, t.text]));
  const found = await readEmbeddings(pool, tenantId, embedder.model, [...byHash.keys()]);
  const missing = [...byHash].filter(([hash]) => !found.has(hash));
  for (let i = 0; i < missing.length; i += batchSize) {
    const batch = missing.slice(i, i + batchSize);
    const vectors = await embedder.embed(
      batch.map(([, text]) => text),
      signal,
    );
    const embedded = batch.flatMap(([hash], n) =>
      vectors[n] instanceof RefusedText ? [] : [{ hash, vector: vectors[n] as Float32Array }],
    );
    await pool.query(writeSql, [tenantId, embedder.model, embedded.map((e) => e.hash), embedded.map((e) => toBytes(e.vector))]);
    for (const [n, [hash]] of batch.entries()) found.set(hash, vectors[n]!);
  }
  return found;
};

/** Deletes the vectors of texts that no item has any more, and of models that no generation uses. Returns how many. */
export const sweepEmbeddings = async (pool: Pool): Promise<number> => {
  const { rowCount } = await pool.query(
    `DELETE FROM embeddings e WHERE NOT EXISTS (SELECT FROM vector_items i WHERE i.tenant_id = e.tenant_id AND i.text_hash = e.text_hash)
       OR NOT EXISTS (SELECT FROM vector_generations g WHERE g.model = e.model AND g.state <> 'retired')`,
  );
  return rowCount ?? 0;
};
