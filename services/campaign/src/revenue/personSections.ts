import type { PersonSection } from "@marketing/shared/privacy/sections";

/** What campaign's tables hold of a person, and agents' tasks that name the person. */
export const personSections: ReadonlyArray<PersonSection> = [
  {
    name: "touches",
    key: "text",
    sql: "SELECT user_id || to_char(at, 'YYYYMMDDHH24MISSUS') || event_id AS key, * FROM touches WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[])",
  },
  {
    name: "conversions",
    key: "uuid",
    sql: "SELECT conversion_id AS key, * FROM conversions WHERE tenant_id = $1 AND (user_id = ANY ($2::uuid[]) OR lead_id = ANY ($2::uuid[]))",
  },
  {
    name: "campaign_leads",
    key: "uuid",
    sql: "SELECT lead_id AS key, * FROM campaign_leads WHERE tenant_id = $1 AND lead_id = ANY ($2::uuid[])",
  },
  {
    name: "tasks",
    key: "uuid",
    sql: "SELECT task_id AS key, * FROM agent_tasks WHERE tenant_id = $1 AND concat_ws(' ', payload::text, result::text, error) ~* $4::text",
  },
];
