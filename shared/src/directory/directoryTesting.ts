/** Aids for tests of who may call: tenants and keys as the events that tell of them. */
import { generateApiKey } from "../auth/apiKey.ts";
import type { RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import { type Pool, transaction } from "../postgres/pool.ts";
import { type DirectoryEvents, directoryView } from "./ownView.ts";

let position = 0;
export const event = (tenantId: string, type: string, data: object): RecordedEvent => ({
  position: ++position,
  tenantId,
  streamId: `tenant-${tenantId}`,
  version: position,
  eventId: uuidv7(),
  type,
  schemaVersion: 1,
  data,
  metadata: {},
  subjectId: null,
  recordedAt: new Date(),
});
const types: DirectoryEvents = {
  tenantCreated: "tenant_created",
  settingsChanged: "tenant_settings_changed",
  budgetChanged: "tenant_budget_changed",
  keyCreated: "api_key_created",
  limitChanged: "api_key_limit_changed",
  keyRevoked: "api_key_revoked",
};
/** Folds the events into the directory as the worker of the service that keeps it would. */
export const foldDirectory = (worker: Pool, events: ReadonlyArray<RecordedEvent>): Promise<void> =>
  transaction(worker, (client) => directoryView(types).apply(client, events));
export const createdAt = new Date().toISOString();
export const newTenant = () => {
  const tenantId = uuidv7();
  return { tenantId, created: event(tenantId, "tenant_created", { tenantId, name: "Acme", settings: { timezone: "UTC" }, createdAt }) };
};
export const newKey = (tenantId: string, extra: object = {}) => {
  const { keyId, apiKey, secretSha256 } = generateApiKey();
  return {
    keyId,
    apiKey,
    created: event(tenantId, "api_key_created", {
      keyId,
      tenantId,
      name: "k",
      secretSha256,
      scopes: ["echo:*", "x:y"],
      rateLimit: null,
      expiresAt: null,
      createdAt,
      ...extra,
    }),
  };
};
