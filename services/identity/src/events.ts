import { defineEvents } from "@marketing/shared/log/codec";

/** Every event this service ever stores. Personal fields are encrypted under the person's key where a cipher is given. */
export const identityEvents = defineEvents({
  user_created: { version: 1, personal: ["email", "externalId", "anonymousId"] },
  user_identified: { version: 1, personal: ["email", "previousEmail", "externalId", "anonymousId"] },
  traits_changed: { version: 1, personal: ["set"] },
  user_merged: { version: 1, personal: ["layer", "anonymousId"] },
  user_unmerged: { version: 1 },
  merged_into: { version: 1 },
  unmerged_from: { version: 1 },
  segment_assigned: { version: 1 },
  segment_removed: { version: 1 },
  prediction_set: { version: 1 },
  email_reserved: { version: 1 },
  email_released: { version: 1 },
  merge_recorded: { version: 1 },
  merge_undone: { version: 1 },
  user_active: { version: 1, personal: ["externalId", "anonymousId"] },
  session_started: { version: 1 },
  session_activity: { version: 1 },
  session_ended: { version: 1 },
  tenant_created: { version: 1 },
  tenant_settings_changed: { version: 1 },
  api_key_created: { version: 1 },
  api_key_revoked: { version: 1 },
});
