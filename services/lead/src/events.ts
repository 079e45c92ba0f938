import { createCodec } from "@marketing/shared/log/codec";

const person = ["email", "phone", "name", "company", "jobTitle", "properties"];

/** Every event this service ever stores. Personal fields are encrypted under the lead's key where a cipher is given. */
export const leadEvents = createCodec({
  lead_captured: { version: 1, personal: person },
  lead_recaptured: { version: 1, personal: ["fields", "properties", "email"] },
  lead_updated: { version: 1, personal: ["fields", "properties", "email"] },
  lead_enriched: { version: 1, personal: ["data"] },
  lead_contacted: { version: 1, personal: ["note"] },
  lead_qualified: { version: 1, personal: ["email"] },
  lead_disqualified: { version: 1, personal: ["email"] },
  lead_converted: { version: 1, personal: ["email"] },
  lead_lost: { version: 1 },
  lead_reopened: { version: 1 },
  lead_scored: { version: 1, personal: ["email"] },
  lead_score_released: { version: 1 },
  lead_linked: { version: 1 },
  lead_merged: { version: 1, personal: ["layer"] },
  lead_unmerged: { version: 1 },
  lead_merged_into: { version: 1 },
  lead_unmerged_from: { version: 1 },
  email_reserved: { version: 1 },
  email_released: { version: 1 },
  merge_recorded: { version: 1 },
  merge_undone: { version: 1 },
  scoring_model_set: { version: 1 },
  import_page_taken: { version: 1 },
});
