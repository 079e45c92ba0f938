import type { PersonSection } from "@marketing/shared/privacy/sections";

const ofUser = "tenant_id = $1 AND user_id = ANY ($2::uuid[])";

/** What identity's tables hold of a person. Profiles in Redis and patterns among the vectors are copies of these rows. */
export const personSections: ReadonlyArray<PersonSection> = [
  { name: "users", key: "uuid", sql: `SELECT user_id AS key, * FROM users WHERE ${ofUser}` },
  {
    name: "trait_history",
    key: "text",
    sql: `SELECT lpad(position::text, 19, '0') || user_id || trait AS key, * FROM trait_history WHERE ${ofUser}`,
  },
  {
    name: "merges",
    key: "uuid",
    sql: "SELECT merge_id AS key, * FROM merges WHERE tenant_id = $1 AND (winner_user_id = ANY ($2::uuid[]) OR loser_user_id = ANY ($2::uuid[]))",
  },
  { name: "sessions", key: "uuid", sql: `SELECT session_id AS key, * FROM sessions WHERE ${ofUser}` },
  { name: "segment_memberships", key: "text", sql: `SELECT user_id || segment AS key, * FROM segment_memberships WHERE ${ofUser}` },
  { name: "segment_history", key: "bigint", sql: `SELECT position AS key, * FROM segment_history WHERE ${ofUser}` },
  { name: "behaviour_patterns", key: "uuid", sql: `SELECT user_id AS key, * FROM user_patterns WHERE ${ofUser}` },
  { name: "behaviour_days", key: "text", sql: `SELECT user_id || lpad(day::text, 10, '0') AS key, * FROM behaviour_days WHERE ${ofUser}` },
];
