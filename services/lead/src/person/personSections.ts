import type { PersonSection } from "@marketing/shared/privacy/sections";

/** The person's leads: by the person, by themselves, by an address; and whatever leads were merged with them. */
const theirs = `WITH RECURSIVE theirs AS (
    SELECT lead_id, merged_into FROM leads
     WHERE tenant_id = $1 AND (user_id = ANY ($2::uuid[]) OR linked_user_id = ANY ($2::uuid[]) OR lead_id = ANY ($2::uuid[]) OR email_key = ANY ($3::text[]))
    UNION SELECT l.lead_id, l.merged_into FROM theirs t JOIN leads l ON l.tenant_id = $1 AND (l.merged_into = t.lead_id OR l.lead_id = t.merged_into))`;

const ofUser = "tenant_id = $1 AND user_id = ANY ($2::uuid[])";

/** What lead's tables hold of a person. */
export const personSections: ReadonlyArray<PersonSection> = [
  {
    name: "leads",
    key: "uuid",
    sql: `${theirs} SELECT l.lead_id AS key, l.* FROM leads l WHERE l.tenant_id = $1 AND l.lead_id IN (SELECT lead_id FROM theirs)`,
  },
  {
    name: "lead_history",
    key: "text",
    sql: `${theirs} SELECT lpad(position::text, 19, '0') || h.lead_id AS key, h.* FROM lead_history h WHERE h.tenant_id = $1 AND h.lead_id IN (SELECT lead_id FROM theirs)`,
  },
  { name: "lead_people", key: "uuid", sql: `SELECT user_id AS key, * FROM people WHERE ${ofUser}` },
  { name: "lead_behaviour", key: "uuid", sql: `SELECT user_id AS key, * FROM behaviour WHERE ${ofUser}` },
];
