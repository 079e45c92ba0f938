import type { PersonSection } from "@marketing/shared/privacy/sections";

/** What tracking's tables hold of a person. The latest events in Redis are copies of these rows. */
export const personSections: ReadonlyArray<PersonSection> = [
  { name: "events", key: "bigint", sql: "SELECT event_id AS key, * FROM events WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[])" },
];
