import { expect, test } from "vitest";
import { FairShare, nobody } from "./fairShare.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Who was given a place, in order. */
const served = (share: FairShare) => {
  const given: string[] = [];
  return {
    given,
    ask: (owner: string, signal?: AbortSignal) =>
      share.enter(owner, signal).then(
        () => given.push(owner),
        () => undefined,
      ),
  };
};
const patience = 60_000;
const half = (all: number) => new FairShare({ all, perTenant: Math.ceil(all / 2), tenants: all }, patience);

test("a tenant holds its share at most, the service's own work all there is", async () => {
  const share = half(5);
  const { given, ask } = served(share);
  for (let i = 0; i < 10; i++) void ask("loud");
  await settled();
  expect(given).toEqual(["loud", "loud", "loud"]);
  await ask("quiet");
  await ask("other");
  expect(share.waiting).toBe(7);

  const alone = half(5);
  for (let i = 0; i < 5; i++) await alone.enter(nobody);
  expect(alone.waiting).toBe(0);
});

test("all tenants together leave places to the service's own work", async () => {
  const share = new FairShare({ all: 4, perTenant: 2, tenants: 3 }, patience);
  const { given, ask } = served(share);
  for (const owner of ["a", "a", "b", "b", "c", "d"]) void ask(owner);
  await settled();
  expect(given).toEqual(["a", "a", "b"]);
  await ask(nobody);
  share.leave("a");
  await settled();
  expect(given.slice(4)).toEqual(["c"]);
  share.leave(nobody);
  await settled();
  // three are the tenants' again
  expect(given).toHaveLength(5);
  await ask(nobody);
});

test("one place is still everybody's", async () => {
  const share = half(1);
  const { given, ask } = served(share);
  await ask("loud");
  for (const owner of ["loud", "loud", "quiet", nobody]) void ask(owner);
  while (share.waiting > 0) {
    share.leave(given.at(-1)!);
    await settled();
  }
  expect(given).toEqual(["loud", "loud", "quiet", nobody, "loud"]);
});

test("of those who wait, the one that holds fewest is next, and equals take turns", async () => {
  const share = half(4);
  const { given, ask } = served(share);
  for (const owner of ["a", "a", "b", "b"]) await ask(owner);
  given.length = 0;
  for (let i = 0; i < 3; i++) for (const owner of ["a", "b", "c", "d"]) void ask(owner);
  share.leave("a");
  share.leave("b");
  await settled();
  expect(given).toEqual(["c", "d"]);
  // now each holds one, and whoever gives it back is the one that holds fewest
  for (const owner of ["d", "a", "c", "b"]) {
    share.leave(owner);
    await settled();
  }
  expect(given.slice(2)).toEqual(["d", "a", "c", "b"]);
  share.leave("a");
  share.leave("b");
  await settled();
  share.leave("c");
  await settled();
  expect(given.slice(6)).toEqual(["a", "b", "c"]);
});

test("who gives up has no place and no turn, and those behind it move up", async () => {
  const share = half(1);
  const { given, ask } = served(share);
  await ask("a");
  const [first, second] = [new AbortController(), new AbortController()];
  const refused = share.enter("b", first.signal);
  void ask("b", second.signal);
  first.abort(new Error("gone"));
  await expect(refused).rejects.toThrow("gone");
  expect(share.waiting).toBe(1);
  await expect(share.enter("b", first.signal)).rejects.toThrow("gone");
  share.leave("a");
  await settled();
  expect(given).toEqual(["a", "b"]);
  share.leave("b");
  await ask("c");
  expect(given).toEqual(["a", "b", "c"]);
});

test("whoever cannot be told to stop waits for so long and no longer", async () => {
  const share = new FairShare({ all: 1, perTenant: 1, tenants: 1 }, 10);
  await share.enter(nobody);
  await expect(share.enter(nobody)).rejects.toThrow("timeout exceeded when trying to connect");
  expect(share.waiting).toBe(0);
});
