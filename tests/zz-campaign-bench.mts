import { createTestDatabase } from "/work/main/tests/support/servers.ts";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool } from "@marketing/shared/postgres/pool";
import { campaignEvents } from "/work/main/services/campaign/src/events.ts";
import { commandCampaign, reserveSpend } from "/work/main/services/campaign/src/campaign/campaignCommands.ts";
import { uuidv7 } from "@marketing/shared/ids";
const db = await createTestDatabase({ services: ["campaign"] });
const pool = createPool({ connectionString: db.apiUrl("campaign"), schema: "campaign" });
const log = new EventLog({ pool, schema: "campaign", codec: campaignEvents });
const tenantId = uuidv7(); const id = uuidv7();
const caller = { log, tenantId, appendId: undefined, expectedVersion: undefined, metadata: {} };
await commandCampaign(caller, id, { type: "create", campaignId: id, terms: { name: "x", type: "ad", config: {}, budget: null, dailyBudget: null, currency: "USD" }, createdBy: "x", now: 1 });
await commandCampaign(caller, id, { type: "move", move: "start", reason: "", now: 2 });
for (let done = 0; done < 4000; done += 500) {
  const t = performance.now();
  await Promise.all(Array.from({ length: 500 }, () => reserveSpend(caller, id, uuidv7(), { amount: 1, currency: null, purpose: "", now: Date.now() })));
  console.log(done + 500, "events:", Math.round(500 / ((performance.now() - t) / 1000)), "reservations/s");
}
await pool.end(); await db.drop(); process.exit(0);
