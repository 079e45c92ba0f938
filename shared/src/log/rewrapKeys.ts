import type { Pool } from "../postgres/pool.ts";
import type { KeyEncryption } from "./keyEncryption.ts";
import { keyContext } from "./personKeys.ts";

interface Row {
  readonly tenant_id: string;
  readonly subject_id: string;
  readonly wrapped: Buffer;
  readonly kek_id: string;
}

const atOnce = 1_000;

/**
 * Wraps with the current key what a former one wrapped, and gives how many those were. People's keys stay as they are, and so does everything that is
 * sealed under them. `pool`: the worker role's.
 */
export const rewrapKeys = async (pool: Pool, kek: KeyEncryption, signal?: AbortSignal): Promise<number> => {
  for (let done = 0; ; ) {
    const { rows } = await pool.query<Row>(
      "SELECT tenant_id, subject_id, wrapped, kek_id FROM person_keys WHERE kek_id < $1 OR kek_id > $1 ORDER BY kek_id LIMIT $2",
      [kek.currentId, atOnce],
    );
    if (rows.length === 0 || signal?.aborted) return done;
    const wrapped = rows.map((row) => {
      const context = keyContext({ tenantId: row.tenant_id, subjectId: row.subject_id });
      return kek.wrap(kek.unwrap({ kekId: row.kek_id, wrapped: row.wrapped }, context).export(), context).wrapped;
    });
    await pool.query("SELECT rewrap_person_keys($1, $2, $3, $4, $5)", [
      rows.map((r) => r.tenant_id),
      rows.map((r) => r.subject_id),
      rows.map((r) => r.kek_id),
      wrapped,
      kek.currentId,
    ]);
    done += rows.length;
  }
};
