import type { DirectoryEvents } from "@marketing/shared/directory/ownView";

/** Tenants and API keys are identity's own: its directory is the one that the other services copy. */
export const tenantDirectory: DirectoryEvents = {
  tenantCreated: "tenant_created",
  settingsChanged: "tenant_settings_changed",
  budgetChanged: "tenant_budget_changed",
  keyCreated: "api_key_created",
  limitChanged: "api_key_limit_changed",
  keyRevoked: "api_key_revoked",
};
