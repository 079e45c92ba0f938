import type { PoolClient } from "pg";
import { defaultModel } from "./defaultModel.ts";
import type { ScoringModel } from "./events.ts";

/** The tenant's model in force; the built-in one where none was set. */
export const activeModel = async (client: { query: PoolClient["query"] }, tenantId: string): Promise<ScoringModel> => {
  const { rows } = await client.query<{ model: ScoringModel }>({
    name: "active_model",
    text: "SELECT model FROM scoring_models WHERE tenant_id = $1 ORDER BY version DESC LIMIT 1",
    values: [tenantId],
  });
  return rows[0]?.model ?? defaultModel;
};

/** Versions below `before`, newest first; the built-in one is the last. */
export const listModels = async (client: PoolClient, tenantId: string, before: number | null, limit: number): Promise<ScoringModel[]> => {
  if (before === 0) return [];
  const { rows } = await client.query<{ model: ScoringModel }>({
    name: "list_models",
    text: "SELECT model FROM scoring_models WHERE tenant_id = $1 AND ($2::bigint IS NULL OR version < $2) ORDER BY version DESC LIMIT $3",
    values: [tenantId, before, limit],
  });
  const models = rows.map((r) => r.model);
  return models.length < limit ? [...models, defaultModel] : models;
};

export const findModel = async (client: PoolClient, tenantId: string, version: number): Promise<ScoringModel | null> => {
  if (version === 0) return defaultModel;
  const { rows } = await client.query<{ model: ScoringModel }>("SELECT model FROM scoring_models WHERE tenant_id = $1 AND version = $2", [
    tenantId,
    version,
  ]);
  return rows[0]?.model ?? null;
};
