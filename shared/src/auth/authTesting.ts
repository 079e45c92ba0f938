/** Aids for tests of who may call: tenants and keys as the events that tell of them. */
import type { RecordedEvent } from "../base/event.ts";
import { uuidv7 } from "../base/ids.ts";
import { type Pool, transaction } from "../postgres/pool.ts";
import { generateApiKey } from "./apiKey.ts";
import { type DirectorySource, directoryView } from "./directory.ts";

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
export const ownTypes: DirectorySource["types"] = {
  tenantCreated: "tenant_created",
  settingsChanged: "tenant_settings_changed",
  keyCreated: "api_key_created",
  keyRevoked: "api_key_revoked",
};
export const publicTypes: DirectorySource["types"] = {
  tenantCreated: "some.v1.TenantCreated",
  settingsChanged: "some.v1.TenantSettingsChanged",
  keyCreated: "some.v1.ApiKeyCreated",
  keyRevoked: "some.v1.ApiKeyRevoked",
};
/** Folds the events into the directory as the service's worker would. */
export const foldDirectory = (worker: Pool, types: DirectorySource["types"], events: ReadonlyArray<RecordedEvent>): Promise<void> =>
  transaction(worker, (client) => directoryView({ stream: null, types }).apply(client, events));
export const createdAt = new Date().toISOString();
export const newTenant = (type = "tenant_created") => {
  const tenantId = uuidv7();
  return { tenantId, created: event(tenantId, type, { tenantId, name: "Acme", settings: { timezone: "UTC" }, createdAt }) };
};
export const newKey = (tenantId: string, extra: object = {}, type = "api_key_created") => {
  const { keyId, apiKey, secretSha256 } = generateApiKey();
  return {
    keyId,
    apiKey,
    created: event(tenantId, type, {
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
