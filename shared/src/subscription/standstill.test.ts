import { expect, test } from "vitest";
import { sleep } from "../base/sleep.ts";
import { standstill, within } from "./standstill.ts";

test("what moves is never still, however long it takes; what does not is, after the time", async () => {
  const isStill = standstill(20);
  for (let at = 0; at < 10; at++) {
    expect(isStill(at)).toBe(false);
    await sleep(30);
  }
  expect(isStill(9)).toBe(true);
  expect(isStill(10)).toBe(false);
});

test("work that never ends is given up, and told that it is too late", async () => {
  let told: AbortSignal | undefined;
  const never = within(
    20,
    (late) => {
      told = late;
      return new Promise<never>(() => undefined);
    },
    () => new Error("it stands still"),
  );
  await expect(never).rejects.toThrow("it stands still");
  expect(told?.aborted).toBe(true);
  expect(
    await within(
      60_000,
      async () => "done",
      () => new Error(),
    ),
  ).toBe("done");
});
