import type { PostgresView } from "@marketing/shared/subscription/view";
import { requestWork } from "../refresh/work.ts";

/** Table `scoring_models`: every version of every tenant's model. */
export const modelView: PostgresView = {
  kind: "postgres",
  name: "scoring_models",
  version: 1,
  tables: ["scoring_models"],
  types: new Set(["scoring_model_set"]),
  async apply(client, events) {
    await client.query(
      "INSERT INTO scoring_models (tenant_id, version, model) SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::jsonb[])",
      [events.map((e) => e.tenantId), events.map((e) => e.data.version), events.map((e) => JSON.stringify(e.data))],
    );
    await requestWork(
      client,
      events.map(({ tenantId }) => ({ tenantId, kind: "model", key: tenantId })),
    );
  },
};
