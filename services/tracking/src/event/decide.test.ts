import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { uuidv5 } from "@marketing/shared/base/ids";
import { describe, expect, it } from "vitest";
import { type Arrival, type EventInput, type Prepared, prepareEvent } from "./decide.ts";
import { createFloodGate } from "./flood.ts";

const tenantId = "0190a0b0-0000-7000-8000-000000000001";
const receipt: Arrival = { tenantId, ipPolicy: "keep", receivedAt: Date.parse("2026-11-22T12:00:00Z") };
const input: EventInput = {
  messageId: "m-1",
  userId: "ann",
  anonymousId: "",
  eventName: "page_view",
  properties: "{}",
  timestamp: "",
  sentAt: "",
  sessionId: "",
  ipAddress: "",
  userAgent: "",
  channel: "",
  contextActive: true,
};
const prepare = (change: Partial<EventInput> = {}, r: Partial<Arrival> = {}): Prepared =>
  prepareEvent({ ...input, ...change }, { ...receipt, ...r });
const taken = (change: Partial<EventInput> = {}, r: Partial<Arrival> = {}) => {
  const prepared = prepare(change, r);
  if (!prepared.ok) throw new Error(`refused: ${prepared.reason}`);
  return prepared;
};
const codes = (p: Extract<Prepared, { ok: true }>) => p.warnings.map((w) => w.code);

describe("who", () => {
  it("is the caller's id, in the tenant's namespace", () => {
    const { event, streamId } = taken({ anonymousId: "cookie-1" });
    expect(event).toMatchObject({ userId: userIdOf(tenantId, "ann"), externalId: "ann", anonymousId: "cookie-1" });
    expect(streamId).toBe(`visitor-${event.userId}`);
  });
  it("is a UUID as it stands, in lower case", () => {
    expect(taken({ userId: "0190A0B0-0000-7000-8000-0000000000AA" }).event.userId).toBe("0190a0b0-0000-7000-8000-0000000000aa");
  });
  it("is the anonymous id where there is no other", () => {
    const { event } = taken({ userId: " ", anonymousId: "cookie-1" });
    expect(event.userId).toBe(anonymousUserIdOf(tenantId, "cookie-1"));
    expect(event).not.toHaveProperty("externalId");
  });
  it("must be said", () => {
    expect(prepare({ userId: "" })).toMatchObject({ ok: false, reason: "missing_identity", messageId: "m-1" });
  });
  it("has 255 characters at most", () => {
    expect(prepare({ userId: "x".repeat(255) }).ok).toBe(true);
    expect(prepare({ userId: "x".repeat(256) })).toMatchObject({ reason: "invalid_user_id" });
    expect(prepare({ anonymousId: "x".repeat(256) })).toMatchObject({ reason: "invalid_anonymous_id" });
  });
});

describe("event_name", () => {
  it.each(["a", "x".repeat(100), "😀".repeat(100), "Order Completed", "заказ"])("takes %s", (eventName) => {
    expect(taken({ eventName }).event.eventName).toBe(eventName);
  });
  it("is trimmed", () => {
    expect(taken({ eventName: `  ${"x".repeat(100)}\n` }).event.eventName).toBe("x".repeat(100));
  });
  it.each(["", "   ", "x".repeat(101), "a\u0000b", "a\nb", "a\u007fb", "a\u0085b", "a\u2028b"])("refuses %j", (eventName) => {
    expect(prepare({ eventName })).toMatchObject({ ok: false, reason: "invalid_event_name", field: "event_name" });
  });
});

describe("message_id", () => {
  it("is the receipt's", () => {
    expect(taken().receiptId).toBe(uuidv5("message:m-1", tenantId));
    expect(taken().receiptId).not.toBe(taken({ messageId: "m-2" }).receiptId);
    expect(taken().receiptId).not.toBe(taken({}, { tenantId: "0190a0b0-0000-7000-8000-000000000002" }).receiptId);
  });
  it("is made where absent, never twice the same", () => {
    expect(taken({ messageId: "" }).event.messageId).not.toBe(taken({ messageId: "" }).event.messageId);
  });
  it("has 100 characters at most", () => {
    expect(prepare({ messageId: "x".repeat(100) }).ok).toBe(true);
    expect(prepare({ messageId: "x".repeat(101) })).toMatchObject({ reason: "invalid_message_id" });
  });
});

describe("fingerprint", () => {
  const { fingerprint } = taken();
  it("is a safe integer", () => expect(Number.isSafeInteger(fingerprint)).toBe(true));
  it.each([{ sentAt: "2026-11-22T11:59:00Z" }, { ipAddress: "1.2.3.4" }, { userAgent: "curl/8" }, { messageId: "m-9" }])(
    "is the same for another sending: %j",
    (change) => {
      expect(taken(change).fingerprint).toBe(fingerprint);
    },
  );
  it.each([
    { eventName: "x" },
    { userId: "bob" },
    { anonymousId: "c" },
    { properties: '{"a":1}' },
    { timestamp: "2026-11-22T11:59:00Z" },
    { sessionId: tenantId },
  ])("differs for another content: %j", (change) => {
    expect(taken(change).fingerprint).not.toBe(fingerprint);
  });
});

describe("properties", () => {
  it("are refused with their reason", () => {
    expect(prepare({ properties: "[]" })).toMatchObject({ reason: "invalid_properties", field: "properties" });
    expect(prepare({ properties: `{"a":"${"x".repeat(33_000)}"}` })).toMatchObject({ reason: "too_large" });
  });
  it("are put right with a warning", () => {
    const prepared = taken({ properties: '{"a":"\\u0000"}' });
    expect(prepared.event.properties).toEqual({ a: "\uFFFD" });
    expect(prepared.event.warnings).toEqual(["sanitized"]);
    expect(prepared.warnings).toMatchObject([{ code: "sanitized", field: "properties" }]);
  });
  it("are held to the tracking plan, violation by violation", () => {
    const prepared = taken({ properties: '{"product_id":7,"page_url":"nowhere","other":1}' });
    expect(prepared.warnings).toMatchObject([
      { code: "tracking_plan", field: "properties.product_id" },
      { code: "tracking_plan", field: "properties.page_url" },
    ]);
    expect(prepared.event.warnings).toEqual(["tracking_plan"]);
    expect(codes(taken({ properties: '{"product_id":"sku-1","page_url":"/pricing?a=1"}' }))).toEqual([]);
  });
});

describe("the rest", () => {
  it("follows the tenant's policy on addresses", () => {
    expect(taken({ ipAddress: "203.0.113.77" }).event.ipAddress).toBe("203.0.113.77");
    expect(taken({ ipAddress: "203.0.113.77" }, { ipPolicy: "truncate" }).event.ipAddress).toBe("203.0.113.0");
    expect(taken({ ipAddress: "203.0.113.77" }, { ipPolicy: "remove" }).event).not.toHaveProperty("ipAddress");
  });
  it("places the address before the policy takes it away", () => {
    expect(
      taken({ ipAddress: "203.0.113.77" }, { ipPolicy: "remove", countryOf: (ip) => (ip === "203.0.113.77" ? "NL" : null) }).event.country,
    ).toBe("NL");
  });
  it("leaves a wrong address out, with a warning", () => {
    const prepared = taken({ ipAddress: "unknown" });
    expect(prepared.event).not.toHaveProperty("ipAddress");
    expect(codes(prepared)).toEqual(["ip_address_invalid"]);
  });
  it("cuts a user agent at 2,048 bytes, between characters", () => {
    const prepared = taken({ userAgent: "й".repeat(2_000) });
    expect(Buffer.byteLength(prepared.event.userAgent!)).toBe(2_048);
    expect(codes(prepared)).toEqual(["user_agent_truncated"]);
    expect(Buffer.byteLength(taken({ userAgent: `x${"й".repeat(2_000)}` }).event.userAgent!)).toBe(2_047);
  });
  it("marks bots, but not a server's own library", () => {
    expect(taken({ userAgent: "python-httpx/0.27" }).event.isBot).toBe(true);
    expect(taken({ userAgent: "python-httpx/0.27", channel: "server" }).event).not.toHaveProperty("isBot");
  });
  it("makes a UUID of any other session id and of whose it is, always the same", () => {
    expect(taken({ sessionId: tenantId.toUpperCase() }).event.sessionId).toBe(tenantId);
    const derived = taken({ sessionId: "s-1" });
    expect(taken({ sessionId: " s-1 " }).event).toMatchObject({ sessionId: derived.event.sessionId, clientSessionId: "s-1" });
    expect(taken({ sessionId: "s-1", userId: "another" }).event.sessionId).not.toBe(derived.event.sessionId);
    const onDevice = taken({ sessionId: "s-1", userId: "", anonymousId: "d-1" }).event.sessionId;
    expect(taken({ sessionId: "s-1", userId: "ann", anonymousId: "d-1" }).event.sessionId).toBe(onDevice);
    expect(codes(derived)).toEqual(["session_id_derived"]);
  });
  it.each(["undefined", " NULL ", "anonymousId", "0", "[object Object]", "00000000-0000-0000-0000-000000000000", "-1", "true"])(
    "knows that %j is nobody's id: it leaves the event to the device, or to the user, or refuses it",
    (word) => {
      const ofDevice = taken({ userId: word, anonymousId: "d-1" });
      expect(ofDevice.event).toMatchObject({ userId: taken({ userId: "", anonymousId: "d-1" }).event.userId, anonymousId: "d-1" });
      expect(ofDevice.event).not.toHaveProperty("externalId");
      expect(codes(ofDevice)).toEqual(["user_id_ignored"]);
      const ofUser = taken({ userId: "ann", anonymousId: word });
      expect(ofUser.event).toMatchObject({ externalId: "ann" });
      expect(ofUser.event).not.toHaveProperty("anonymousId");
      expect(codes(ofUser)).toEqual(["anonymous_id_ignored"]);
      const ofNobody = { ok: false, reason: "invalid_user_id", field: "user_id" };
      expect(prepare({ userId: word, anonymousId: "" })).toMatchObject(ofNobody);
      expect(prepare({ userId: word, anonymousId: "null" })).toMatchObject(ofNobody);
      expect(prepare({ userId: "", anonymousId: word })).toMatchObject({
        ok: false,
        reason: "invalid_anonymous_id",
        field: "anonymous_id",
      });
      const [one, other] = [taken({ messageId: word }), taken({ messageId: word })];
      expect(codes(one)).toEqual(["message_id_ignored"]);
      expect(one.receiptId).not.toBe(other.receiptId);
    },
  );
  it.each(["null", "undefined", "0", "[object Object]", "00000000-0000-0000-0000-000000000000"])(
    "ignores %s as a session's id",
    (sessionId) => {
      const { event, warnings } = taken({ sessionId });
      expect(event).not.toHaveProperty("sessionId");
      expect(event).not.toHaveProperty("clientSessionId");
      expect(warnings).toEqual([expect.objectContaining({ code: "session_id_ignored", field: "session_id" })]);
    },
  );
  it("replaces what cannot be stored, in every text", () => {
    const prepared = taken({ messageId: "m\u0000", userId: "a\u0000", anonymousId: "b\ud800", userAgent: "x\u0000" });
    expect(JSON.stringify(prepared.event)).not.toMatch(/\\u0000|\\ud800/);
    expect(codes(prepared)).toEqual(["sanitized", "sanitized", "sanitized", "sanitized"]);
    expect(prepared.event.warnings).toEqual(["sanitized"]);
  });
  it("keeps a channel it knows, and whether the person was there", () => {
    expect(taken({ channel: "mobile", contextActive: false }).event).toMatchObject({ channel: "mobile", contextActive: false });
    expect(taken({ channel: "pigeon" }).event).not.toHaveProperty("channel");
    expect(taken().event).not.toHaveProperty("contextActive");
  });
  it("marks a flood from one address, by the events' own minutes", () => {
    const isFlood = createFloodGate(3)(tenantId);
    const send = (timestamp: string, channel = "") => codes(taken({ ipAddress: "1.2.3.4", timestamp, channel }, { isFlood }));
    const minute = ["11:00:01", "11:00:02", "11:00:03", "11:00:04"].map((t) => send(`2026-11-22T${t}Z`));
    expect(minute).toEqual([[], [], [], ["high_ip_rate"]]);
    expect(send("2026-11-22T11:01:00Z")).toEqual([]);
    expect(send("2026-11-22T11:00:05Z", "server")).toEqual([]);
  });
});
