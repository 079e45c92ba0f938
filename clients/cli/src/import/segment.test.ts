import { describe, expect, test } from "vitest";
import { random } from "../simulate/prng.ts";
import type { EventItem, IdentifyItem } from "./item.ts";
import { segmentParser } from "./segment.ts";

const parse = (value: unknown, live = false) =>
  segmentParser({ live }).parse(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));
const one = (value: unknown, live = false) => {
  const { items, bad } = parse(value, live);
  expect(bad).toEqual([]);
  expect(items).toHaveLength(1);
  return items[0]!;
};

describe("calls of Segment's spec", () => {
  test("the consent in the context goes with the event, and beside an identify as the event that Segment has for it", () => {
    const context = { consent: { categoryPreferences: { Advertising: false }, other: 1 } };
    const consent = { categoryPreferences: { Advertising: false } };
    expect(one({ type: "page", anonymousId: "a", context })).toMatchObject({ properties: { consent } });
    expect(one({ type: "page", anonymousId: "a", context: { consent: "all" } })).toHaveProperty("properties", {});
    const { items, bad } = parse({ type: "identify", userId: "u", messageId: "m", timestamp: "2026-01-01T00:00:00Z", context });
    expect(bad).toEqual([]);
    expect(items).toMatchObject([
      { kind: "identify", messageId: "m" },
      { kind: "event", messageId: "m:consent", eventName: "Segment Consent Preference Updated", properties: { consent }, userId: "u" },
    ]);
  });

  test("track keeps its name and properties, and takes page and campaign from the context", () => {
    expect(
      one({
        type: "track",
        messageId: "m1",
        userId: 42,
        anonymousId: "a1",
        event: "purchase",
        properties: { revenue: 9.5, path: "/own" },
        timestamp: "2026-01-01T00:00:00Z",
        context: {
          ip: "203.0.113.1",
          userAgent: "UA",
          page: { path: "/checkout", url: "https://x.example/checkout", title: "Pay" },
          campaign: { name: "spring", source: "mail", extra: "e" },
          sessionId: "s1",
        },
      }),
    ).toEqual({
      kind: "event",
      messageId: "m1",
      userId: "42",
      anonymousId: "a1",
      eventName: "purchase",
      properties: {
        revenue: 9.5,
        path: "/own",
        page_url: "https://x.example/checkout",
        title: "Pay",
        utm_campaign: "spring",
        utm_source: "mail",
        utm_extra: "e",
      },
      timestamp: "2026-01-01T00:00:00.000Z",
      sentAt: null,
      sessionId: "s1",
      ip: "203.0.113.1",
      userAgent: "UA",
      channel: "browser",
      active: true,
    });
  });

  test("page is page_view, screen is screen_view", () => {
    expect(
      one({ type: "page", anonymousId: "a", category: "Docs", name: "Intro", properties: { url: "https://x.example/" } }),
    ).toMatchObject({
      eventName: "page_view",
      properties: { category: "Docs", name: "Intro", url: "https://x.example/", page_url: "https://x.example/" },
    });
    expect(one({ type: "screen", anonymousId: "a", name: "Home", context: { device: { model: "iPhone" } } })).toMatchObject({
      eventName: "screen_view",
      properties: { name: "Home" },
      channel: "mobile",
    });
  });

  test("identify maps reserved traits and keeps the others", () => {
    const traits = {
      email: " A@x.example ",
      firstName: "Ada",
      lastName: "Abara",
      title: "CMO",
      createdAt: "2026-01-01",
      id: 7,
      company: { name: "Acme", employee_count: 5 },
      plan: "pro",
      nothing: null,
    };
    const item = one({
      type: "identify",
      messageId: "m",
      userId: "u",
      anonymousId: "a",
      traits,
      context: { traits: { plan: "free", city: "Kiel" } },
    }) as IdentifyItem;
    expect(item).toMatchObject({ kind: "identify", userId: "u", anonymousId: "a", email: "A@x.example", active: true });
    expect(item.traits).toEqual({
      first_name: "Ada",
      last_name: "Abara",
      name: "Ada Abara",
      job_title: "CMO",
      created_at: "2026-01-01",
      company: "Acme",
      company_employee_count: 5,
      plan: "pro",
      city: "Kiel",
    });
  });

  test("group is an event and a trait of its member; alias joins two ids", () => {
    const { items } = parse({
      type: "group",
      messageId: "g",
      userId: "u",
      groupId: "co_1",
      traits: { name: "Acme", plan: "team", email: "billing@acme.example" },
    });
    expect(items).toMatchObject([
      { kind: "event", eventName: "group", messageId: "g", properties: { group_id: "co_1", company: "Acme", company_plan: "team" } },
      {
        kind: "identify",
        messageId: "g:group",
        userId: "u",
        email: null,
        traits: { group_id: "co_1", company: "Acme", company_plan: "team" },
      },
    ]);
    expect(one({ type: "alias", messageId: "l", previousId: "p", userId: "u" })).toMatchObject({
      kind: "alias",
      previousId: "p",
      userId: "u",
    });
    expect(one({ type: "alias", messageId: "l", anonymousId: "p", userId: "u" })).toMatchObject({ previousId: "p" });
  });

  test("a batch gives its context and times to each call, and loses only its broken ones", () => {
    const { items, bad } = parse({
      batch: [
        { type: "track", event: "a", userId: "u", context: { ip: "1.1.1.1" } },
        { type: "nonsense" },
        5,
        { type: "page", userId: "u" },
      ],
      context: { ip: "2.2.2.2", userAgent: "UA" },
      sentAt: "2026-01-01T00:00:00Z",
    });
    expect(items).toMatchObject([
      { eventName: "a", ip: "1.1.1.1", userAgent: "UA" },
      { eventName: "page_view", ip: "2.2.2.2" },
    ]);
    expect(new Set(items.map(({ messageId }) => messageId)).size).toBe(2);
    expect(bad).toEqual([{ reason: 'batch[1]: unknown type "nonsense"' }, { reason: "batch[2]: not a JSON object" }]);
  });
});

describe("clocks", () => {
  const call = {
    type: "track",
    event: "e",
    userId: "u",
    timestamp: "2026-01-01T11:00:00.000Z",
    sentAt: "2026-01-01T12:00:10.000Z",
    receivedAt: "2026-01-01T12:00:00.000Z",
  };
  const timeOf = (value: object, live = false) => {
    const { timestamp, sentAt } = one(value, live) as EventItem;
    return { timestamp, sentAt };
  };
  test("a device's clock is corrected by when the call was received, as Segment does", () => {
    expect(timeOf(call)).toEqual({ timestamp: "2026-01-01T10:59:50.000Z", sentAt: null });
  });
  test("a call that was corrected before stays as it is", () => {
    expect(timeOf({ ...call, originalTimestamp: call.timestamp })).toEqual({ timestamp: call.timestamp, sentAt: null });
  });
  test("without receivedAt history stays as it is", () => {
    expect(timeOf({ ...call, receivedAt: undefined })).toEqual({ timestamp: call.timestamp, sentAt: null });
  });
  test("live, the service corrects", () => {
    expect(timeOf(call, true)).toEqual({ timestamp: call.timestamp, sentAt: call.sentAt });
  });
  test("what is no time is handed on as it is, for the service to warn about", () => {
    expect(timeOf({ ...call, timestamp: "yesterday" })).toEqual({ timestamp: "yesterday", sentAt: null });
  });

  test.each([
    [1_767_225_600, "2026-01-01T00:00:00.000Z"],
    [1_767_225_600_123, "2026-01-01T00:00:00.123Z"],
    ["1767225600", "2026-01-01T00:00:00.000Z"],
    [1_767_225_600.5, "2026-01-01T00:00:00.500Z"],
    ["2026-01-01 10:00:00", "2026-01-01T10:00:00.000Z"],
    ["2026-02-30T00:00:00Z", "2026-02-30T00:00:00Z"],
    [5, "5"],
  ])("a timestamp of %j is %s; what is none goes on as it is, for the service to say so", (timestamp, expected) =>
    expect(timeOf({ ...call, sentAt: undefined, receivedAt: undefined, timestamp }).timestamp).toBe(expected),
  );
});

test("a salutation in the trait title is one, and a job is a job", () => {
  const traitsOf = (title: string) => (one({ type: "identify", userId: "u", traits: { title } }) as IdentifyItem).traits;
  expect(["Mrs.", "Herr Prof. Dr.", "Head of Sales"].map(traitsOf)).toEqual([
    { salutation: "Mrs." },
    { salutation: "Herr Prof. Dr." },
    { job_title: "Head of Sales" },
  ]);
});

describe("lines that are not what they should be", () => {
  test.each(["userId", "anonymousId", "messageId", "timestamp", "sentAt"])("%s that is no text and no number", (name) => {
    for (const value of [true, ["u1"], { $oid: "5f" }]) {
      const { items, bad } = parse({ type: "track", event: "e", userId: "u", [name]: value });
      expect([items, bad]).toEqual([[], [{ reason: `${name} is neither text nor a number` }]]);
    }
  });

  test.each([
    ["{", /^not JSON/],
    ["[]", /^not a JSON object/],
    ["null", /^not a JSON object/],
    ['"x"', /^not a JSON object/],
    ["{}", /^no type$/],
    ['{"type":"delete"}', /^unknown type "delete"$/],
    ['{"type":"track","event":5}', /^event is not text$/],
    ['{"type":"track","properties":[]}', /^properties is not an object$/],
    ['{"type":"identify","traits":"x"}', /^traits is not an object$/],
    ['{"type":"page","context":1}', /^context is not an object$/],
    ['{"type":"group","userId":"u"}', /^group without groupId$/],
    ['{"type":"alias","userId":"u"}', /^alias without previousId$/],
    ['{"type":"alias","previousId":"u"}', /^alias without userId$/],
  ])("%s", (text, reason) => {
    const { items, bad } = parse(text);
    expect(items).toEqual([]);
    expect(bad[0]!.reason).toMatch(reason);
  });

  test("who it was and how it is called is for the service to judge", () => {
    expect(one({ type: "track", messageId: "m" })).toMatchObject({ userId: null, anonymousId: null, eventName: "" });
  });

  test("nothing that was done to a good line makes it throw", () => {
    const good = JSON.stringify({
      batch: [
        {
          type: "track",
          event: "e",
          userId: "u",
          timestamp: "2026-01-01T00:00:00Z",
          context: { page: { url: "x" }, campaign: { name: "n" } },
        },
      ],
    });
    const r = random("segment");
    const { parse: read } = segmentParser();
    for (let i = 0; i < 5_000; i += 1) {
      const bytes = Buffer.from(good);
      for (let n = r.int(1, 5); n > 0; n -= 1) bytes[r.int(0, bytes.length - 1)] = r.pick([0, 34, 44, 48, 58, 91, 93, 123, 125, 255]);
      expect(() => read(bytes)).not.toThrow();
    }
  });
});

test("a call without a message id has one made of its content", () => {
  const { parse: read } = segmentParser();
  const line = Buffer.from('{"type":"track","event":"e","userId":"u"}');
  const [a, b] = [read(line).items[0]!.messageId, read(line).items[0]!.messageId];
  expect(a).not.toBe(b);
  expect(segmentParser().parse(line).items[0]!.messageId).toBe(a);
});
