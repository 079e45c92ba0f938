import { ExactNumber, readJsonAsWritten } from "@marketing/client/json";
import { timeOfText } from "@marketing/client/time";
import { ownValue } from "../own.ts";
import { type BadLine, badLine, type Item, type LineParser, type ParsedLine } from "./item.ts";
import { messageIds } from "./messageId.ts";
import { groupTraits, isObject, mapTraits } from "./traits.ts";

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (isObject(value) ? value : {});
/** Text as it stands, a number by the digits it was written with. */
const text = (value: unknown): string | null =>
  typeof value === "string"
    ? value === ""
      ? null
      : value
    : typeof value === "number" || value instanceof ExactNumber
      ? String(value)
      : null;

/** What has a meaning only as one text: a list of ids or a time in an object would be left out, and nobody told. */
const texts = [
  ...["messageId", "userId", "anonymousId", "previousId", "groupId", "sessionId"],
  ...["timestamp", "originalTimestamp", "sentAt", "receivedAt"],
];

const kinds = ["identify", "track", "page", "screen", "group", "alias"] as const;
type Kind = (typeof kinds)[number];
const isKind = (value: unknown): value is Kind => (kinds as ReadonlyArray<unknown>).includes(value);

export interface SegmentFacts {
  calls: Map<string, number>;
  users: Set<string>;
}

export interface SegmentOptions {
  /**
   * The lines come from devices at this moment: `sentAt` goes to the service, which corrects their clocks. Without it a file is
   * history: clocks are corrected here, and only by the `receivedAt` the file itself gives, so that the same file always says the same.
   */
  readonly live?: boolean;
}

/** Reads Segment's spec [segment.com/docs/connections/spec], one call or one `{"batch":[…]}` a line. */
export const segmentParser = (options: SegmentOptions = {}): { parse: LineParser; facts: SegmentFacts } => {
  const idOf = messageIds();
  const facts: SegmentFacts = { calls: new Map(), users: new Set() };
  const live = options.live === true;

  const parse = (bytes: Buffer): ParsedLine => {
    let value: unknown;
    try {
      value = readJsonAsWritten(bytes.toString("utf8"));
    } catch (error) {
      return badLine(`not JSON: ${(error as Error).message.slice(0, 120)}`);
    }
    if (!isObject(value)) return badLine("not a JSON object");
    const calls = Array.isArray(value.batch) ? value.batch.map((call) => merged(call, value)) : [value];
    const items: Item[] = [];
    const bad: BadLine[] = [];
    const batched = Array.isArray(value.batch);
    for (const [index, call] of calls.entries()) {
      const found = readCall(call, () => idOf(batched ? JSON.stringify(call) : bytes), live);
      if (typeof found === "string") bad.push({ reason: batched ? `batch[${index}]: ${found}` : found });
      else {
        facts.calls.set(found.kind, (facts.calls.get(found.kind) ?? 0) + 1);
        items.push(...found.items);
      }
    }
    return { items, bad };
  };
  return { parse, facts };
};

/** A batch's context, integrations and times hold for each of its calls, which may say otherwise. */
const merged = (call: unknown, batch: Json): unknown =>
  isObject(call)
    ? {
        ...call,
        context: { ...object(batch.context), ...object(call.context) },
        ...(call.sentAt === undefined && batch.sentAt !== undefined && { sentAt: batch.sentAt }),
        ...(call.receivedAt === undefined && batch.receivedAt !== undefined && { receivedAt: batch.receivedAt }),
      }
    : call;

const readCall = (call: unknown, makeId: () => string, live: boolean): { kind: Kind; items: Item[] } | string => {
  if (!isObject(call)) return "not a JSON object";
  const kind = call.type ?? call.action;
  if (!isKind(kind)) return kind === undefined ? "no type" : `unknown type ${JSON.stringify(kind).slice(0, 40)}`;
  if (call.context !== undefined && call.context !== null && !isObject(call.context)) return "context is not an object";
  if (call.properties !== undefined && call.properties !== null && !isObject(call.properties)) return "properties is not an object";
  if (call.traits !== undefined && call.traits !== null && !isObject(call.traits)) return "traits is not an object";
  const strange = texts.find((name) => {
    const said = ownValue(call, name);
    return said !== undefined && said !== null && said !== "" && text(said) === null;
  });
  if (strange !== undefined) return `${strange} is neither text nor a number`;
  const messageId = text(call.messageId) ?? makeId();
  const userId = text(call.userId);
  const anonymousId = text(call.anonymousId);
  const times = timesOf(call, live);
  const active = object(call.context).active !== false;
  const event = (eventName: string, properties: Json): Item => ({
    kind: "event",
    messageId,
    userId,
    anonymousId,
    eventName,
    properties,
    ...times,
    ...contextOf(object(call.context), text(call.channel)),
    sessionId: sessionOf(call),
  });
  const identify = (id: string, traits: Json): Item => {
    const { email, traits: mapped } = mapTraits(traits);
    return { kind: "identify", messageId: id, userId, anonymousId, email, traits: mapped, timestamp: times.timestamp, active };
  };
  const context = contextProperties(object(call.context));
  switch (kind) {
    case "track":
      if (call.event !== undefined && typeof call.event !== "string") return "event is not text";
      return { kind, items: [event((call.event as string | undefined) ?? "", { ...context, ...object(call.properties) })] };
    case "page":
    case "screen": {
      const own = {
        ...(text(call.category) !== null && { category: call.category }),
        ...(text(call.name) !== null && { name: call.name }),
      };
      const properties = { ...context, ...own, ...object(call.properties) } as Json;
      if (properties.page_url === undefined && text(properties.url) !== null) properties.page_url = properties.url;
      return { kind, items: [event(kind === "page" ? "page_view" : "screen_view", properties)] };
    }
    case "identify": {
      // `context.traits` is what other calls carry of the person; an identify's own traits win.
      const identified = identify(messageId, { ...object(object(call.context).traits), ...object(call.traits) });
      if (context.consent === undefined) return { kind, items: [identified] };
      // the consent beside it is told as Segment's own event tells it, since nothing else of this call is an event
      const told = { ...event("Segment Consent Preference Updated", { consent: context.consent }), messageId: `${messageId}:consent` };
      return { kind, items: [identified, told] };
    }
    case "group": {
      const groupId = text(call.groupId);
      if (groupId === null) return "group without groupId";
      const traits = groupTraits(groupId, object(call.traits));
      const items = [event("group", { ...context, ...traits })];
      if (userId !== null || anonymousId !== null) {
        items.push({
          kind: "identify",
          messageId: `${messageId}:group`,
          userId,
          anonymousId,
          email: null,
          traits,
          timestamp: times.timestamp,
          active,
        });
      }
      return { kind, items };
    }
    case "alias": {
      const previousId = text(call.previousId) ?? anonymousId;
      if (previousId === null) return "alias without previousId";
      if (userId === null) return "alias without userId";
      return { kind, items: [{ kind: "alias", messageId, previousId, userId, timestamp: times.timestamp }] };
    }
  }
};

const instant = (value: unknown): number => timeOfText(text(value) ?? "")?.getTime() ?? Number.NaN;

/**
 * Segment's clock rule: timestamp = receivedAt - (sentAt - originalTimestamp). A call that has `originalTimestamp` was
 * corrected before; one that has only the device's `timestamp` is corrected here, when it says when it was received.
 */
const timesOf = (call: Json, live: boolean): { timestamp: string | null; sentAt: string | null } => {
  const given = text(call.timestamp) ?? text(call.originalTimestamp);
  if (live) return { timestamp: given, sentAt: text(call.sentAt) };
  const [at, sent, received] = [instant(call.timestamp), instant(call.sentAt), instant(call.receivedAt)];
  if (Number.isNaN(at)) return { timestamp: given ?? text(call.receivedAt), sentAt: null };
  const corrected = call.originalTimestamp !== undefined || Number.isNaN(sent) || Number.isNaN(received);
  const time = new Date(corrected ? at : at + received - sent);
  return { timestamp: Number.isNaN(time.getTime()) ? given : time.toISOString(), sentAt: null };
};

const sessionOf = (call: Json): string | null => {
  const [context, properties] = [object(call.context), object(call.properties)];
  return text(context.sessionId) ?? text(context.session_id) ?? text(call.sessionId) ?? text(properties.session_id) ?? null;
};

const contextOf = (context: Json, channel: string | null) => {
  const from = channel ?? text(context.channel);
  return {
    ip: text(context.ip),
    userAgent: text(context.userAgent),
    // A device model is what only mobile libraries send; a page is what only a browser has.
    channel: from ?? (text(object(context.device).model) !== null ? "mobile" : isObject(context.page) ? "browser" : null),
    active: context.active !== false,
  };
};

const campaignKeys = new Map(
  Object.entries({
    name: "utm_campaign",
    source: "utm_source",
    medium: "utm_medium",
    term: "utm_term",
    content: "utm_content",
  }),
);

/** What a query wants to count by, out of the context: the page, the campaign, and the consent. A call's own properties win over these. */
const contextProperties = (context: Json): Json => {
  const found = new Map<string, unknown>();
  const page = object(context.page);
  if (text(page.url) !== null) found.set("page_url", page.url);
  for (const key of ["path", "referrer", "title"] as const) if (text(page[key]) !== null) found.set(key, page[key]);
  for (const [key, value] of Object.entries(object(context.campaign))) {
    if (text(value) !== null) found.set(campaignKeys.get(key) ?? `utm_${key}`, value);
  }
  if (text(context.groupId) !== null) found.set("group_id", context.groupId);
  // what the person let the site do with them; identity makes consents of it
  const { categoryPreferences } = object(context.consent);
  if (isObject(categoryPreferences)) found.set("consent", { categoryPreferences });
  return Object.fromEntries(found);
};
