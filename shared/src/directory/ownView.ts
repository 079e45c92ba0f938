import type { PoolClient } from "pg";
import type { RecordedEvent } from "../base/event.ts";
import type { PostgresView } from "../subscription/view.ts";
import { type ChangedKey, type ChangedTenant, writeKeys, writeTenants } from "./rows.ts";

/** In the one service that keeps tenants and API keys: by what names its own events tell of them. */
export interface DirectoryEvents {
  readonly tenantCreated: string;
  readonly settingsChanged: string;
  readonly budgetChanged: string;
  readonly keyCreated: string;
  readonly limitChanged: string;
  readonly keyRevoked: string;
}

const apply = async (types: DirectoryEvents, client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  const tenants: ChangedTenant[] = [];
  const keys: ChangedKey[] = [];
  for (const { type, data, tenantId, position: changedAt } of events) {
    if (type === types.tenantCreated || type === types.settingsChanged || type === types.budgetChanged)
      tenants.push({ tenantId, changedAt, ...(data as object) });
    else if (type === types.keyCreated || type === types.limitChanged) keys.push({ ...(data as ChangedKey), tenantId, changedAt });
    else if (type === types.keyRevoked) keys.push({ ...(data as ChangedKey), tenantId, changedAt, revoked: true });
  }
  await writeTenants(client, tenants);
  await writeKeys(client, keys);
};

/** The view of tenants and API keys of the service that keeps them, from its log. Its tables are what the others copy. */
export const directoryView = (types: DirectoryEvents): PostgresView => ({
  kind: "postgres",
  name: "directory",
  version: 2,
  tables: ["tenants_directory", "api_keys_directory"],
  types: new Set(Object.values(types)),
  apply: (client, events) => apply(types, client, events),
});
