import { uuidv7 } from "@marketing/shared/base/ids";
import { toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RpcClient } from "../support/rpcClient.ts";
import { openWorld, type World } from "../support/world.ts";
import { mostSlower, sideBySide } from "./sideBySide.ts";

let world: World;
let loudly: RpcClient;
let quietly: RpcClient;
beforeAll(async () => {
  world = await openWorld({ services: ["identity"] });
  loudly = world.as(uuidv7(), "IdentityService");
  quietly = world.as(uuidv7(), "IdentityService");
  for (const client of [loudly, quietly]) await client.call("Identify", { userId: "ann" });
});
afterAll(() => world?.close());

it("sixty commands on one stream at once, again and again: another tenant's calls all succeed, and are at most three times as slow", async () => {
  let [written, sent, asked] = [0, 0, 0];
  const { failed, slower, figures } = await sideBySide({
    quiet: () =>
      asked++ % 2 === 0
        ? quietly.call("Identify", { userId: `u${asked % 50}`, traits: toStruct({ step: asked }) })
        : quietly.call("GetUser", { userId: "ann" }),
    attack: async (signal, underWay) => {
      setTimeout(underWay, 500);
      const one = async () => {
        while (!signal.aborted)
          await loudly.call("Identify", { userId: "ann", traits: toStruct({ step: sent++ }) }).then(
            () => written++,
            () => undefined,
          );
      };
      await Promise.all(Array.from({ length: 60 }, one));
    },
  });
  console.info(`${written} of ${sent} changes of one person, 60 at once: ${figures}`);
  expect(failed).toEqual({});
  expect(slower).toBeLessThan(mostSlower);
});
