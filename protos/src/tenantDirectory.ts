/** Where every service but identity hears of tenants and API keys: the events of identity_events.proto that tell of them. */
export const tenantDirectory = {
  stream: "IDENTITY",
  types: {
    tenantCreated: "marketing.identity.v1.TenantCreated",
    settingsChanged: "marketing.identity.v1.TenantSettingsChanged",
    keyCreated: "marketing.identity.v1.ApiKeyCreated",
    keyRevoked: "marketing.identity.v1.ApiKeyRevoked",
  },
} as const;
