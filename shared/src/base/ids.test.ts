import { describe, expect, it } from "vitest";
import { uuidv5, uuidv7 } from "./ids.ts";

describe("ids", () => {
  it("makes the UUIDv5 of the standard's own example", () => {
    expect(uuidv5("www.example.com", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  });
  it("tells names apart whatever their length and script", () => {
    const ns = uuidv7();
    const names = ["", "a", "é", "💶", "x".repeat(5_000), "x".repeat(5_001), "a"];
    expect(new Set(names.map((n) => uuidv5(n, ns))).size).toBe(names.length - 1);
    for (const n of names) expect(uuidv5(n, ns)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it("makes UUIDv7s that are unique and in the order of time", () => {
    const ids = Array.from({ length: 2_000 }, (_, i) => uuidv7(1_700_000_000_000 + i));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 5_000 }, () => uuidv7())).size).toBe(5_000);
  });
});
