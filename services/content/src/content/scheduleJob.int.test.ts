import { randomUUID } from "node:crypto";
import { createLogger } from "@marketing/shared/base/logger";
import { codecOf } from "@marketing/shared/log/codec";
import { EventLog } from "@marketing/shared/log/eventLog";
import { createPool, transaction } from "@marketing/shared/postgres/pool";
import { createTestDatabase } from "@marketing/tests/support/servers";
import { expect, it } from "vitest";
import { commandPolicy } from "../policy/commands.ts";
import { storedEvents } from "../service.ts";
import { commandContent } from "./commands.ts";
import { publishDue } from "./scheduleJob.ts";
import { contentView } from "./view.ts";

it("publishes a tenant's one content in the first round, though another's 40 were due before", async () => {
  const database = await createTestDatabase({ services: ["content"] });
  const pool = createPool({ connectionString: database.workerUrl("content"), schema: "content" });
  const log = new EventLog({ pool, schema: "content", codec: codecOf(storedEvents) });
  const [loud, quiet] = [randomUUID(), randomUUID()];
  const schedule = async (tenantId: string, scheduledFor: number): Promise<void> => {
    const caller = { log, tenantId, appendId: null, expectedVersion: null, metadata: { actor: "test" } };
    const contentId = randomUUID();
    await commandPolicy(caller, { contentType: "blog", approvalRequired: false, authorMayApprove: false });
    const blank = {
      title: "A title",
      metadata: {},
      language: "en",
      text: null,
      generatedBy: null,
      campaignId: null,
      model: null,
      promptHash: null,
    };
    await commandContent(caller, contentId, { type: "create", contentId, contentType: "blog", ...blank, at: Date.now() });
    await commandContent(caller, contentId, { type: "schedule", scheduledFor, at: Date.now() });
  };
  try {
    for (let i = 0; i < 40; i++) await schedule(loud, Date.now() - 3_600_000);
    await schedule(quiet, Date.now() - 1_000);
    const { events } = await log.readAll(0, 1_000);
    await transaction(pool, (client) =>
      contentView.apply(
        client,
        events.filter((e) => contentView.types!.has(e.type)),
      ),
    );
    expect(await publishDue({ pool, log, logger: createLogger("content", "error") }, 10)).toBe(10);
    const published = (await log.readAll(0, 1_000, { types: ["content_published"] })).events.map((e) => e.tenantId);
    expect(published.filter((tenantId) => tenantId === quiet)).toHaveLength(1);
  } finally {
    await pool.end();
    await database.drop();
  }
});
