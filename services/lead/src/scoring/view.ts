import type { Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import { postgresView } from "@marketing/shared/subscription/typedView";
import { requestWork } from "../refresh/work.ts";
import { type ScoringEvent, scoringEvents } from "./events.ts";

const models = defineTable<Recorded<ScoringEvent>>({
  name: "scoring_models",
  key: { tenant_id: column("uuid", (e) => e.tenantId), version: column("bigint", (e) => e.data.version) },
  columns: { model: column("jsonb", (e) => e.data) },
});

/** Table `scoring_models`: every version of every tenant's model. */
export const scoringModelsView = postgresView({
  name: "scoring_models",
  version: 1,
  tables: ["scoring_models"],
  events: scoringEvents,
  apply: async (client, events) => {
    await models.insert(client, events);
    await requestWork(
      client,
      events.map(({ tenantId }) => ({ tenantId, kind: "model", key: tenantId })),
    );
  },
});
