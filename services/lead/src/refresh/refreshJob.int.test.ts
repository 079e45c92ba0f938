import { randomUUID } from "node:crypto";
import { createLogger } from "@marketing/shared/base/logger";
import { createCodec } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import { createTestDatabase } from "@marketing/tests/support/servers";
import { expect, it } from "vitest";
import { refreshOnce } from "./refreshJob.ts";

it("looks after a tenant's one lead in the first batch, though another's 5,000 were due before", async () => {
  const database = await createTestDatabase({ services: ["lead"] });
  const pool = createPool({ connectionString: database.workerUrl("lead"), schema: "lead" });
  const log = new EventLog({ pool, schema: "lead", codec: createCodec({}) });
  const [loud, quiet] = [randomUUID(), randomUUID()];
  const request = (tenantId: string, n: number, ago: string) =>
    pool.query(
      "INSERT INTO lead_work (tenant_id, kind, key, due_at) SELECT $1, 'lead', gen_random_uuid(), now() - $2::interval FROM generate_series(1, $3)",
      [tenantId, ago, n],
    );
  try {
    await request(loud, 5_000, "1 hour");
    await request(quiet, 1, "1 second");
    const modelOf = () => Promise.reject(new Error("there is no lead to be scored"));
    await refreshOnce({ pool, log, modelOf, now: Date.now, logger: createLogger("lead", "error") });
    const { rows } = await pool.query("SELECT tenant_id, count(*)::int AS n FROM lead_work GROUP BY 1");
    expect(rows).toEqual([{ tenant_id: loud, n: 4_501 }]);
  } finally {
    await pool.end();
    await database.drop();
  }
});
