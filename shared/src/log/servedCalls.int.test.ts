import { playCall } from "@marketing/tests/support/playedCall";
import { createTestDatabase } from "@marketing/tests/support/servers";
import { expect, it } from "vitest";
import { uuidv7 } from "../base/ids.ts";
import { createPool } from "../postgres/pool.ts";
import { createCodec } from "./codec.ts";
import { EventLog } from "./eventLog.ts";

it("what calls share does not end with the one that began it: reads for decisions, appends, and bulk appends", async () => {
  const database = await createTestDatabase({ services: ["identity"] });
  const pool = createPool({ connectionString: database.apiUrl("identity"), schema: "identity" });
  const log = new EventLog({ pool, schema: "identity", codec: createCodec({ probed: { version: 1 } }) });
  const tenantId = uuidv7();
  const event = { type: "probed", data: {} };
  const shared: ReadonlyArray<() => Promise<unknown>> = [
    () => log.readStream(tenantId, "probe-none"),
    () => log.append({ tenantId, appendId: uuidv7(), writes: [{ streamId: `probe-${uuidv7()}`, expected: "no-stream", events: [event] }] }),
    () => log.appendBulk([{ tenantId, receiptId: uuidv7(), fingerprint: 1, streamId: `probe-${uuidv7()}`, event }]),
  ];
  for (let round = 0; round < 40; round++) {
    const work = shared[round % shared.length]!;
    const calls = Array.from({ length: 8 }, () => playCall(tenantId));
    const answers = calls.map(({ run }) => run(work));
    // the first begins what the others share, and goes away at some moment of it
    setTimeout(() => calls[0]!.give(), Math.random() * 4);
    expect(await Promise.allSettled(answers.slice(1))).toEqual(
      Array.from({ length: 7 }, () => expect.objectContaining({ status: "fulfilled" })),
    );
  }
  await pool.end();
  await database.drop();
});
