import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { RpcError } from "../base/errors.ts";
import { echoRequest } from "./fixtures/echo.ts";
import {
  currency,
  decodeRequest,
  email,
  int64,
  jsonObject,
  list,
  oneOf,
  optional,
  optionalKeepingEmpty,
  pageFields,
  text,
  textMap,
  timestamp,
  uuid,
} from "./schema.ts";
import { toStruct } from "./struct.ts";

const violations = <A>(schema: Schema.Codec<A, unknown>, request: unknown): Record<string, string> & { field?: string } => {
  try {
    decodeRequest(schema, request);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return Object.fromEntries(error.violations.map((v) => [v.field, v.description]));
  }
  return {};
};

/** As the loader gives it. */
const good = {
  userId: "0190A000-0000-7000-8000-00000000000A",
  traits: toStruct({}),
  events: [],
  colour: "COLOUR_RED",
  amountMicros: "9007199254740991",
  note: "",
  score: 0.5,
  labels: {},
  _email: "email",
};

describe("a request", () => {
  it("is read into the domain's terms", () => {
    expect(
      decodeRequest(echoRequest, {
        ...good,
        events: [
          { eventName: "x", sentAt: { seconds: "1", nanos: 5e8 } },
          { eventName: "y", sentAt: null },
        ],
      }),
    ).toEqual({
      userId: "0190a000-0000-7000-8000-00000000000a",
      email: null,
      traits: {},
      events: [
        { eventName: "x", sentAt: new Date(1500) },
        { eventName: "y", sentAt: null },
      ],
      colour: "red",
      amountMicros: 9007199254740991,
      expectedVersion: null,
      note: null,
      score: 0.5,
    });
  });

  it("names every wrong field at once, as the proto does", () => {
    const request = {
      userId: "nobody",
      email: "x",
      traits: toStruct({ a: { b: { c: { d: { e: { f: { g: { h: {} } } } } } } } }),
      events: [
        { eventName: "ok", sentAt: null },
        { eventName: "", sentAt: { seconds: "999999999999", nanos: 0 } },
      ],
      colour: 7,
      amountMicros: "-1",
      expectedVersion: "9223372036854775807",
      note: "x".repeat(21),
      score: Number.NaN,
    };
    expect(violations(echoRequest, request)).toEqual({
      user_id: "must be a UUID",
      email: "must be an email address",
      traits: "is nested too deeply",
      "events[1].event_name": "is required",
      "events[1].sent_at": "must be a time in the years 1 to 9999",
      colour: "must be one of COLOUR_RED, COLOUR_BLUE, COLOUR_UNSPECIFIED",
      amount_micros: "must be between 0 and 9007199254740991",
      expected_version: "must be an integer of at most 53 bits",
      note: "must have at most 20 characters",
      score: "must be finite",
    });
  });

  it("is refused whatever it is", () => {
    for (const nonsense of [null, undefined, 3, "x", [], { events: "x" }, { events: [null] }])
      expect(() => decodeRequest(echoRequest, nonsense)).toThrow(RpcError);
  });

  it("keeps the caller's own keys inside a Struct as they are", () => {
    const schema = Schema.Struct({
      theTraits: jsonObject().pipe(Schema.decodeTo(Schema.Struct({ planName: Schema.String }) as never)) as Schema.Codec<unknown, unknown>,
    });
    expect(Object.keys(violations(schema, { theTraits: toStruct({ planName: 3 }) }))).toEqual(["the_traits.planName"]);
  });
});

describe("fields", () => {
  const one = <A>(field: Schema.Codec<A, unknown>, value: unknown) => {
    const schema = Schema.Struct({ field });
    const found = violations(schema as never, { field: value });
    return found.field ?? (decodeRequest(schema as never, { field: value }) as { field: A }).field;
  };
  it("text", () => {
    expect(one(text(3), "abc")).toBe("abc");
    expect(one(text(3), "abcd")).toBe("must have at most 3 characters");
    expect(one(text(3), "😀日𠮷")).toBe("😀日𠮷");
    expect(one(text(3), "😀日𠮷a")).toBe("must have at most 3 characters");
    expect(one(text(3), "")).toBe("is required");
    expect(one(text(3, 0), "")).toBe("");
    expect(one(text(3), "a\0")).toBe("must not contain NUL characters");
    expect(one(text(3), "\ud800")).toBe("must be valid Unicode");
  });
  it.each(["a@b.co", "first.last+tag@sub.example.com", "ü@exämple.de", "o'brien@example.museum", "x@xn--fiqs8s.xn--fiqs8s"])(
    "email %s",
    (address) => {
      expect(one(email, address)).toBe(address);
    },
  );
  it.each([
    "a",
    "a@",
    "@b.co",
    "a b@c.de",
    "a@b",
    "a@b..co",
    "a@-b.co",
    "a@b.co\n",
    "a@b@c.de",
    `${"a".repeat(65)}@b.co`,
    `a@${"b".repeat(250)}.co`,
    "<a@b.co>",
  ])("no email: %s", (address) => {
    expect(one(email, address)).toBe("must be an email address");
  });
  it("optional", () => {
    expect(one(optional(uuid), "")).toBeNull();
    expect(one(optional(uuid), undefined)).toBeNull();
    expect(one(optional(uuid), "x")).toBe("must be a UUID");
    expect(one(optional(timestamp), null)).toBeNull();
    expect(one(optionalKeepingEmpty(text(3, 0)), "")).toBe("");
    expect(decodeRequest(Schema.Struct({ at: optional(timestamp) }), {})).toEqual({ at: null });
  });
  it("lists, enums, numbers, pages", () => {
    expect(one(list(uuid, 2), [])).toEqual([]);
    expect(one(list(text(3), 1), ["a", "b"])).toBe("must have at most 1 items");
    expect(one(list(text(3), 3, 1), [])).toBe("must have at least 1 items");
    expect(one(oneOf("X", ["a_b"]), "X_A_B")).toBe("a_b");
    expect(one(int64(), "12")).toBe(12);
    expect(one(int64(), "1.5")).toBe("must be an integer of at most 53 bits");
    expect(one(jsonObject({ maxBytes: 10 }), toStruct({ a: "long enough" }))).toBe("must be at most 10 bytes as JSON");
    expect(decodeRequest(Schema.Struct(pageFields), { pageSize: 0, pageToken: "" })).toEqual({ pageSize: 0, pageToken: "" });
  });
});

it("a currency is three capital letters", () => {
  expect(decodeRequest(currency, "EUR")).toBe("EUR");
  for (const wrong of ["eur", "EU", "EURO", "", "E1R"]) expect(() => decodeRequest(currency, wrong)).toThrow(RpcError);
});

it("a map of texts is read as it is, and holds nothing but texts", () => {
  expect(decodeRequest(textMap(2, 5), { Day: "as_of" })).toEqual({ Day: "as_of" });
  for (const wrong of [null, "x", { Day: 1 }, { a: "", b: "", c: "" }, { Days12: "" }, { a: "123456" }])
    expect(() => decodeRequest(textMap(2, 5), wrong)).toThrow(RpcError);
});
