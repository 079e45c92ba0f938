import { describe, expect, it } from "vitest";
import { loadMessage } from "./proto.ts";
import { fromStruct, fromTimestamp, StructError, toStruct, toTimestamp, toTimestampOrNull, type WireStruct } from "./struct.ts";

const overTheWire = (json: object): WireStruct => {
  const event = loadMessage("marketing.operations.v1", "LogEvent");
  return (event.deserialize(event.serialize({ data: toStruct(json) })) as { data: WireStruct }).data;
};

describe("google.protobuf.Struct", () => {
  it.each<object>([
    {},
    { plan: "pro", seats: 3, ratio: 0.1, trial: false, none: null, empty: "", zero: 0 },
    { nested: { list: [1, "two", [true, null], { deep: {} }], emptyList: [], camelKey: 1, snake_key: 2 } },
    { emoji: "🎉", "key with ünïcode": "\u2028", numbers: [1e300, -0.5, Number.MAX_SAFE_INTEGER] },
    { constructor: 1, toString: "x", hasOwnProperty: null },
  ])("comes back as it went: %j", (json) => {
    expect(fromStruct(overTheWire(json))).toEqual(json);
  });

  it("writes what JSON.stringify would write", () => {
    const odd = { at: new Date(0), big: 12n, gone: undefined, nan: Number.NaN };
    expect(fromStruct(overTheWire(odd))).toEqual({ at: "1970-01-01T00:00:00.000Z", big: "12", nan: null });
  });

  it("bounds depth, and refuses NUL and numbers JSON cannot write", () => {
    const nest = (depth: number): object => (depth === 1 ? {} : { a: nest(depth - 1) });
    expect(fromStruct(toStruct(nest(8)), 8)).toEqual(nest(8));
    expect(() => fromStruct(toStruct(nest(9)), 8)).toThrow(StructError);
    expect(() => fromStruct(toStruct({ a: [[[[]]]] }), 4)).toThrow(/too deeply/);
    expect(() => fromStruct({ fields: { a: { kind: "stringValue", stringValue: "a\0" } } })).toThrow(/NUL/);
    expect(() => fromStruct({ fields: { "a\0": { kind: "nullValue" } } })).toThrow(/NUL/);
    expect(() => fromStruct({ fields: { a: { kind: "numberValue", numberValue: Number.NaN } } })).toThrow(/finite/);
  });

  it("gives no caller a way to a prototype", () => {
    const fields = JSON.parse(
      '{"__proto__": {"kind": "structValue", "structValue": {"fields": {"admin": {"kind": "boolValue", "boolValue": true}}}}}',
    );
    const json = fromStruct({ fields });
    expect((json as { admin?: boolean }).admin).toBeUndefined();
    expect(Object.keys(json)).toEqual(["__proto__"]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe("google.protobuf.Timestamp", () => {
  it.each([
    "1970-01-01T00:00:00.000Z",
    "1969-12-31T23:59:59.999Z",
    "2026-11-22T10:11:12.345Z",
    "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
  ])("keeps %s", (iso) => {
    expect(fromTimestamp(toTimestamp(new Date(iso))).toISOString()).toBe(iso);
  });

  it("takes milliseconds as well, 1970 among them, and leaves unset what is not known", () => {
    expect(toTimestampOrNull(0)).toEqual({ seconds: 0, nanos: 0 });
    expect(toTimestamp(-1)).toEqual({ seconds: -1, nanos: 999_000_000 });
    expect([null, undefined].map(toTimestampOrNull)).toEqual([null, null]);
  });

  it("has no time outside the years 1 to 9999", () => {
    for (const bad of [
      { seconds: "253402300800" },
      { seconds: "-62135596801", nanos: 999_999_999 },
      { seconds: "x" },
      { nanos: -1 },
      { nanos: 1e9 },
      { nanos: Number.NaN },
    ])
      expect(fromTimestamp(bad).getTime(), JSON.stringify(bad)).toBeNaN();
    for (const edge of [{ seconds: "253402300799", nanos: 999_999_999 }, { seconds: "-62135596800" }])
      expect(fromTimestamp(edge).getTime(), JSON.stringify(edge)).not.toBeNaN();
  });
});
