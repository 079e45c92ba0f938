import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { RpcError } from "@marketing/shared/base/errors";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { World } from "../support/world.ts";
import { type IdentityTenant, identityTenant, openIdentityWorld, traits } from "./identityWorld.ts";

let stack: World;
let tenant: IdentityTenant;
beforeAll(async () => {
  stack = await openIdentityWorld();
  tenant = await identityTenant(stack);
});
afterAll(() => stack?.close());

/** Small and seeded: a failure comes again. */
const random = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return seed / 4_294_967_296;
};

it("keeps its promises when everything happens at once", async () => {
  const next = random(7);
  const pick = <A>(of: ReadonlyArray<A>): A => of[Math.floor(next() * of.length)]!;
  const users = Array.from({ length: 8 }, (_, i) => `racer-${i}`);
  const devices = Array.from({ length: 8 }, () => randomUUID());
  const emails = Array.from({ length: 5 }, (_, i) => `racer-${i}@x.com`);
  const merges: string[] = [];
  const call = async (name: string, request: object) => {
    try {
      return await tenant.identity.call(name, request);
    } catch (error) {
      const expected: number[] = [status.ALREADY_EXISTS, status.FAILED_PRECONDITION, status.NOT_FOUND, status.ABORTED];
      if (error instanceof RpcError && expected.includes(error.code)) return null;
      throw error;
    }
  };
  const step = async (): Promise<void> => {
    const what = next();
    const seen = { traits: traits({ [pick(["a", "b", "c"])]: Math.floor(next() * 5) }) };
    if (what < 0.35) {
      const merged = await call("Identify", { userId: pick(users), anonymousId: pick(devices), ...seen });
      if (merged?.mergeId) merges.push(merged.mergeId);
    } else if (what < 0.55) await call("Identify", { anonymousId: pick(devices), ...seen });
    else if (what < 0.7) await call("Identify", { userId: pick(users), email: pick(emails) });
    else if (what < 0.8 && merges.length > 0) await call("UndoMerge", { mergeId: pick(merges) });
    else if (what < 0.9) await call("AssignSegment", { userId: pick(users), segment: pick(["x", "y"]), priority: Math.floor(next() * 9) });
    else {
      const merged = await call("Alias", { userId: pick(users), previousId: pick(devices) });
      if (merged?.mergeId) merges.push(merged.mergeId);
    }
  };
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let i = 0; i < 30; i++) await step();
    }),
  );
  expect(merges.length).toBeGreaterThan(5);

  // what the commands decide on and what the queries show is the same, for everybody
  for (const who of [...users.map((userId) => ({ userId })), ...devices.map((anonymousId) => ({ anonymousId }))]) {
    const written = await tenant.identity.call("Identify", { ...who, contextActive: false });
    const read = await tenant.identity.call("GetUser", { ...who, minPosition: written.position });
    expect(read.user).toEqual(written.user);
  }
  // an email has one holder, a merged visitor one winner
  const held = await stack.sql("SELECT email_key, count(*)::int AS n FROM users WHERE email IS NOT NULL GROUP BY 1 HAVING count(*) > 1");
  expect(held).toEqual([]);
  const twice = await stack.sql("SELECT loser_user_id FROM merges WHERE undone_at IS NULL GROUP BY 1 HAVING count(*) > 1");
  expect(twice).toEqual([]);
  const reserved = await stack.sql(
    `SELECT count(*)::int AS n FROM (SELECT DISTINCT ON (stream_id) type, data->>'userId' AS holder FROM event_log WHERE stream_id LIKE 'email-%' ORDER BY stream_id, version DESC) r
      WHERE r.type = 'email_reserved' AND NOT EXISTS (SELECT FROM users u WHERE u.user_id = r.holder::uuid AND u.email IS NOT NULL)`,
  );
  expect(reserved).toEqual([{ n: 0 }]);
});
