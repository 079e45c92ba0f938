import { uuidv7 } from "@marketing/shared/base/ids";
import { expect, it } from "vitest";
import { anonymousUserIdOf, userIdOf } from "./ids.ts";

it("keeps a UUID and derives everything else in the tenant's namespace", () => {
  const [a, b] = [uuidv7(), uuidv7()];
  expect(userIdOf(a, b.toUpperCase())).toBe(b);
  expect(userIdOf(a, "u1")).not.toBe(userIdOf(b, "u1"));
  expect(userIdOf(a, "u1")).not.toBe(anonymousUserIdOf(a, "u1"));
});
