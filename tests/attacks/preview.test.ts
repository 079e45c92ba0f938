import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RpcClient } from "../support/rpcClient.ts";
import { openWorld, type World } from "../support/world.ts";
import { mostSlower, sideBySide } from "./sideBySide.ts";

// Work for the process itself, and not for its database: a large rule looked at for many people.

const [loud, quiet] = [uuidv7(), uuidv7()];
let world: World;
let loudly: RpcClient;
let quietly: RpcClient;
const people = 3_000;

beforeAll(async () => {
  world = await openWorld({ services: ["identity"] });
  for (const tenantId of [loud, quiet]) {
    const { position } = await world
      .as(tenantId, "IdentityService")
      .call("Identify", { userId: "ann", traits: toStruct({ bio: "x".repeat(1_000) }) });
    await world.as(tenantId, "IdentityService").call("GetUser", { userId: "ann", minPosition: position });
  }
  await world.sql(
    `INSERT INTO identity.users SELECT (jsonb_populate_record(u, jsonb_build_object('user_id', gen_random_uuid(), 'email', null))).*
       FROM identity.users u, generate_series(2, $2) WHERE u.tenant_id = $1`,
    [loud, people],
  );
  loudly = world.as(loud, "SegmentService");
  quietly = world.as(quiet, "IdentityService");
});
afterAll(() => world?.close());

it("forty previews of a tenant at once: another's reads keep their pace", async () => {
  const conditions = (i: number) => ({
    or: Array.from({ length: 10 }, (_, j) => ({ trait: "bio", op: "contains", value: `${"x".repeat(90)}${i}${j}` })),
  });
  const rule = toStruct({ or: Array.from({ length: 8 }, (_, i) => conditions(i)) });
  expect(await loudly.call("PreviewSegment", { rule })).toMatchObject({ matching: "0", total: String(people) });
  let previews = 0;
  const { failed, slower, figures } = await sideBySide({
    quiet: () => quietly.call("GetUser", { userId: "ann" }),
    attack: async (signal, underWay) => {
      setTimeout(underWay, 500);
      const one = async () => {
        while (!signal.aborted)
          await loudly.call("PreviewSegment", { rule }, { deadlineMs: 2_000 }).then(
            () => previews++,
            () => undefined,
          );
      };
      await Promise.all(Array.from({ length: 40 }, one));
    },
  });
  console.info(`${previews} previews of ${people} people by 80 conditions, 40 at once: ${figures}`);
  expect(failed).toEqual({});
  expect(slower).toBeLessThan(mostSlower);
});
