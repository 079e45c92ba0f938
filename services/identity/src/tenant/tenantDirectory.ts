import type { DirectorySource } from "@marketing/shared/auth/directory";

/** Tenants and API keys are identity's own: it reads them from its log, by the names they have there. */
export const ownTenantDirectory: DirectorySource = {
  stream: null,
  types: {
    tenantCreated: "tenant_created",
    settingsChanged: "tenant_settings_changed",
    keyCreated: "api_key_created",
    keyRevoked: "api_key_revoked",
  },
};
