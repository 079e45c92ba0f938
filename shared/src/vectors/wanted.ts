import { entityHash, itemHash, textHash } from "./hash.ts";
import type { VectorIndexDefinition, WantedItem, WantVectors } from "./vectorIndex.ts";
import type { VectorMetadata } from "./vectorStore.ts";

/** The view that calls `wantVectors` names them in its `tables`, so that a rebuild clones them and `verify` compares them. */
export const wantedTables = ["vector_entities", "vector_items"] as const;

/** Defines an index that follows a view. */
export const vectorIndexOf = (name: string, view: { readonly name: string }): VectorIndexDefinition => ({ name, view: view.name });

/** PostgreSQL accepts neither NUL nor lone surrogates. */
const clean = (text: string): string => text.replaceAll("\0", " ").toWellFormed();
const cleanMetadata = (metadata: VectorMetadata): VectorMetadata =>
  Object.fromEntries(
    Object.entries(metadata).map(([k, v]) => [
      clean(k),
      typeof v === "string" ? clean(v) : Array.isArray(v) ? v.map((s: string) => clean(s)) : v,
    ]),
  );

const withHashes = (item: WantedItem) => {
  const text = clean(item.text);
  const metadata = cleanMetadata(item.metadata);
  return { id: clean(item.id), text, metadata, textHash: textHash(text), hash: itemHash(text, metadata) };
};

const deleteItemsSql = `DELETE FROM vector_items i USING unnest($1::uuid[], $2::text[]) AS e (tenant_id, entity_id)
  WHERE i.tenant_id = e.tenant_id AND i.entity_id = e.entity_id
    AND NOT EXISTS (SELECT FROM unnest($3::uuid[], $4::text[]) AS k (tenant_id, item_id) WHERE k.tenant_id = i.tenant_id AND k.item_id = i.item_id)`;
const upsertItemsSql = `INSERT INTO vector_items AS i (tenant_id, item_id, entity_id, hash, text_hash, text, metadata)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
  ON CONFLICT (tenant_id, item_id) DO UPDATE SET entity_id = excluded.entity_id, hash = excluded.hash, text_hash = excluded.text_hash,
    text = excluded.text, metadata = excluded.metadata
  WHERE (i.entity_id, i.hash) IS DISTINCT FROM (excluded.entity_id, excluded.hash)`;
const upsertEntitiesSql = `INSERT INTO vector_entities (tenant_id, entity_id, position, items, hash)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::int[], $5::text[])
  ON CONFLICT (tenant_id, entity_id) DO UPDATE SET position = excluded.position, items = excluded.items, hash = excluded.hash`;

/**
 * Replaces what was wanted of these entities, in the transaction of the view. Of an entity that is named twice the last one counts. The position
 * moves even where the items are unchanged, so that it does not depend on the batches in which the view read the log. The indexer then
 * brings the store up to date.
 */
export const wantVectors: WantVectors = async (client, entities) => {
  if (entities.length === 0) return;
  const wanted = [...new Map(entities.map((e) => [`${e.tenantId} ${e.entityId}`, e])).values()].map((e) => ({
    tenantId: e.tenantId,
    entityId: e.entityId,
    position: e.position,
    items: [...new Map(e.items.map((i) => [i.id, withHashes(i)])).values()],
  }));
  const items = wanted.flatMap((e) => e.items.map((i) => ({ ...i, tenantId: e.tenantId, entityId: e.entityId })));
  const tenants = wanted.map((e) => e.tenantId);
  const ids = wanted.map((e) => e.entityId);
  await client.query(deleteItemsSql, [tenants, ids, items.map((i) => i.tenantId), items.map((i) => i.id)]);
  if (items.length > 0)
    await client.query(upsertItemsSql, [
      items.map((i) => i.tenantId),
      items.map((i) => i.id),
      items.map((i) => i.entityId),
      items.map((i) => i.hash),
      items.map((i) => i.textHash),
      items.map((i) => i.text),
      items.map((i) => JSON.stringify(i.metadata)),
    ]);
  await client.query(upsertEntitiesSql, [
    tenants,
    ids,
    wanted.map((e) => e.position),
    wanted.map((e) => e.items.length),
    wanted.map((e) => entityHash(e.items)),
  ]);
};
