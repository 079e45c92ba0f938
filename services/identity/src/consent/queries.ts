import type { PoolClient } from "@marketing/shared/postgres/pool";
import type { ConsentRow } from "./rows.ts";

/** Everything that was said under these ids, newest first. Read as the api role: row level security shows one tenant. */
export const consentHistory = async (
  client: PoolClient,
  tenantId: string,
  subjectIds: ReadonlyArray<string>,
  before: number | null,
  limit: number,
): Promise<ConsentRow[]> => {
  const { rows } = await client.query<ConsentRow>({
    name: "consent_history",
    text: `SELECT subject_id, of_address, channel, purpose, status, at, message_id, source, wording_version, proof, position FROM consent_history
      WHERE tenant_id = $1 AND subject_id = ANY ($2::uuid[]) AND ($3::bigint IS NULL OR position < $3) ORDER BY position DESC LIMIT $4`,
    values: [tenantId, subjectIds, before, limit],
  });
  return rows;
};
