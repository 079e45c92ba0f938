import { nobody, uuidv5 } from "../base/ids.ts";
import type { KeepDeadLetter } from "../bus/deadLetter.ts";
import type { Pool } from "../postgres/pool.ts";

/**
 * Keeps dead letters in the service's table `dead_letters`: one row for each message, however often it is given up. `reaction` is the
 * name they stand under: a reaction's, or a reader's.
 */
export const deadLettersOf =
  (pool: Pool, reaction: string): KeepDeadLetter =>
  async ({ stream, sequence, headers, event, payload, error, attempts }) => {
    await pool.query(
      `INSERT INTO dead_letters (reaction, event_id, tenant_id, event, error, attempts) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (reaction, event_id) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, died_at = now()`,
      [
        reaction,
        event?.eventId ?? uuidv5(`${stream}:${sequence}`, nobody),
        event?.tenantId ?? nobody,
        JSON.stringify(event ?? { stream, sequence, headers, payload: Buffer.from(payload).toString("base64") }),
        error.message,
        attempts,
      ],
    );
  };
