import { hash } from "node:crypto";
import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { longerThan } from "@marketing/shared/base/codePoints";
import { maxDigits } from "@marketing/shared/base/exactNumber";
import { isUuid, uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { noId } from "@marketing/shared/base/noId";
import type { Channel, EventTracked } from "./events.ts";
import { applyIpPolicy, type IpPolicy, parseIpAddress } from "./ipAddress.ts";
import { atMost, exceeded } from "./limits.ts";
import { parseProperties } from "./properties.ts";
import { sessionIdOf } from "./sessionId.ts";
import { controlCharacter, cutBytes, isStorable, storable } from "./text.ts";
import { eventTime } from "./timestamp.ts";
import { planViolations } from "./trackingPlan.ts";
import { parseUserAgent } from "./userAgent.ts";

/** An event as it arrives: text, "" where nothing was said. */
export interface EventInput {
  readonly messageId: string;
  readonly userId: string;
  readonly anonymousId: string;
  readonly eventName: string;
  readonly properties: string;
  readonly timestamp: string;
  readonly sentAt: string;
  readonly sessionId: string;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly channel: string;
  readonly contextActive: boolean;
}

/** What the tenant and the moment say about an event. */
export interface Arrival {
  readonly tenantId: string;
  readonly ipPolicy: IpPolicy;
  /** Milliseconds since 1970 of the server's clock. */
  readonly receivedAt: number;
  /** ISO 3166-1 alpha-2 of an address, before the policy takes it away. */
  readonly countryOf?: (ipAddress: string) => string | null;
  /** True when the address sends more than a person can; `at` is the event's time in milliseconds since 1970. */
  readonly isFlood?: (ipAddress: string, at: number) => boolean;
}

export type WarningCode =
  | "sanitized"
  | "timestamp_unparsable"
  | "sent_at_unparsable"
  | "timestamp_clamped"
  | "ip_address_invalid"
  | "user_agent_truncated"
  | "message_id_ignored"
  | "user_id_ignored"
  | "anonymous_id_ignored"
  | "session_id_derived"
  | "session_id_ignored"
  | "conflicting_content"
  | "tracking_plan"
  | "number_as_text"
  | "high_ip_rate";

export interface Warning {
  readonly code: WarningCode;
  readonly field: string;
  readonly message: string;
}

export type RejectionReason =
  | "missing_identity"
  | "invalid_event_name"
  | "invalid_properties"
  | "too_deep"
  | "too_large"
  | "too_long"
  | "invalid_message_id"
  | "invalid_user_id"
  | "invalid_anonymous_id"
  | "too_many_events";

export type Prepared =
  | {
      readonly ok: true;
      readonly event: EventTracked;
      /** UUIDv5 of the message id in the tenant's namespace. */
      readonly receiptId: string;
      /** Of what the client said happened; where it came from and when it was sent do not count. 48 bits. */
      readonly fingerprint: number;
      readonly streamId: string;
      readonly warnings: ReadonlyArray<Warning>;
    }
  | { readonly ok: false; readonly messageId: string; readonly reason: RejectionReason; readonly field: string; readonly message: string };

export const maxNameLength = 100;
export const maxIdLength = 255;
export const maxUserAgentBytes = 2048;

const messages: Readonly<
  Record<
    Exclude<WarningCode, "sanitized" | "tracking_plan" | "number_as_text" | "conflicting_content">,
    readonly [field: string, message: string]
  >
> = {
  timestamp_unparsable: ["timestamp", "neither RFC 3339 nor milliseconds; the time of receipt stands in"],
  sent_at_unparsable: ["sent_at", "neither RFC 3339 nor milliseconds; the client's clock was not corrected"],
  timestamp_clamped: ["timestamp", "more than 24 hours ahead or twenty years back; the time of receipt stands in"],
  ip_address_invalid: ["ip_address", "not an address; not stored"],
  user_agent_truncated: ["user_agent", `cut at ${maxUserAgentBytes} bytes`],
  message_id_ignored: ["message_id", "what broken clients send in place of an id; one was made"],
  user_id_ignored: ["user_id", "what broken clients send in place of an id; the event is the device's"],
  anonymous_id_ignored: ["anonymous_id", "what broken clients send in place of an id; the event is the user's, of no device"],
  session_id_derived: ["session_id", "not a UUID; one was made of it and of whose it is"],
  session_id_ignored: ["session_id", "what broken clients send in place of an id; the session is found by its time"],
  high_ip_rate: ["ip_address", "its address sends more events a minute than a person can"],
};

const noWarnings: ReadonlyArray<Warning> = [];
const channels: ReadonlySet<string> = new Set(["browser", "mobile", "server"]);

/** Decides everything about one event: take it, put it right with a warning, or refuse it. No I/O, no state but caches. */
export const prepareEvent = (input: EventInput, arrival: Arrival): Prepared => {
  let warnings: Warning[] | undefined;
  const warn = (code: keyof typeof messages): void => {
    warnings ??= [];
    warnings.push({ code, field: messages[code][0], message: messages[code][1] });
  };
  const clean = (text: string, field: string): string => {
    if (text === "" || isStorable(text)) return text;
    warnings ??= [];
    warnings.push({ code: "sanitized", field, message: "characters that cannot be stored were replaced by U+FFFD" });
    return storable(text);
  };
  const { tenantId, receivedAt } = arrival;
  const refuse = (reason: RejectionReason, field: string, message: string): Prepared => ({
    ok: false,
    messageId: input.messageId,
    reason,
    field,
    message,
  });

  const [first, ...others] = exceeded(input);
  if (first !== undefined)
    return refuse(first.reason, first.field, [atMost(first), ...others.map((one) => `${one.field} ${atMost(one)}`)].join("; "));
  const namesMessage = input.messageId !== "" && noId(input.messageId) === null;
  if (input.messageId !== "" && !namesMessage) warn("message_id_ignored");
  const messageId = namesMessage ? clean(input.messageId, "message_id") : uuidv7(receivedAt);
  const eventName = input.eventName.trim();
  if (eventName === "") return refuse("invalid_event_name", "event_name", "is needed");
  if (longerThan(eventName, maxNameLength)) {
    return refuse("invalid_event_name", "event_name", `may have ${maxNameLength} characters at most`);
  }
  if (controlCharacter.test(eventName)) return refuse("invalid_event_name", "event_name", "may not contain control characters");
  const [givenUser, givenDevice] = [input.userId.trim(), input.anonymousId.trim()];
  if (givenUser === "" && givenDevice === "") return refuse("missing_identity", "user_id", "user_id or anonymous_id is needed");
  const noUser = givenUser === "" ? null : noId(givenUser);
  const noDevice = givenDevice === "" ? null : noId(givenDevice);
  if (noUser !== null && (givenDevice === "" || noDevice !== null)) return refuse("invalid_user_id", "user_id", noUser);
  if (noDevice !== null && givenUser === "") return refuse("invalid_anonymous_id", "anonymous_id", noDevice);
  if (noUser !== null) warn("user_id_ignored");
  if (noDevice !== null) warn("anonymous_id_ignored");
  const externalId = noUser === null ? clean(givenUser, "user_id") : "";
  const anonymousId = noDevice === null ? clean(givenDevice, "anonymous_id") : "";
  if (longerThan(externalId, maxIdLength)) return refuse("invalid_user_id", "user_id", `may have ${maxIdLength} characters at most`);
  if (longerThan(anonymousId, maxIdLength))
    return refuse("invalid_anonymous_id", "anonymous_id", `may have ${maxIdLength} characters at most`);
  const properties = parseProperties(input.properties);
  if (!properties.ok) return refuse(properties.reason, "properties", properties.message);

  if (properties.sanitized) {
    warnings ??= [];
    warnings.push({ code: "sanitized", field: "properties", message: "characters that cannot be stored were replaced by U+FFFD" });
  }
  if (properties.asText.length > 0) {
    warnings ??= [];
    const message = `kept as text, for a number may have ${maxDigits} digits at most: ${properties.asText
      .slice(0, 3)
      .map((n) => n.slice(0, 40))
      .join(", ")}`;
    warnings.push({ code: "number_as_text", field: "properties", message });
  }
  for (const v of planViolations(properties.value)) {
    warnings ??= [];
    warnings.push({ code: "tracking_plan", ...v });
  }
  const time = eventTime(input.timestamp, input.sentAt, receivedAt);
  for (const w of time.warnings) warn(w);

  const userId = externalId !== "" ? userIdOf(tenantId, externalId) : anonymousUserIdOf(tenantId, anonymousId);
  const clientSession = clean(input.sessionId.trim(), "session_id");
  let sessionId: string | undefined;
  if (clientSession !== "" && noId(clientSession) !== null) warn("session_id_ignored");
  else if (clientSession !== "") {
    sessionId = sessionIdOf(tenantId, anonymousId === "" ? userId : anonymousUserIdOf(tenantId, anonymousId), clientSession);
    if (!isUuid(clientSession)) warn("session_id_derived");
  }

  let ipAddress: string | null = null;
  let country: string | null = null;
  if (input.ipAddress !== "") {
    const address = parseIpAddress(input.ipAddress);
    if (address === null) warn("ip_address_invalid");
    else {
      country = arrival.countryOf?.(address.full) ?? null;
      if (input.channel !== "server" && arrival.isFlood?.(address.full, time.timestamp)) warn("high_ip_rate");
      ipAddress = applyIpPolicy(address, arrival.ipPolicy);
    }
  }

  let userAgent = clean(input.userAgent, "user_agent");
  if (userAgent.length > maxUserAgentBytes / 3) {
    const cut = cutBytes(userAgent, maxUserAgentBytes);
    if (cut !== userAgent) warn("user_agent_truncated");
    userAgent = cut;
  }
  const agent = parseUserAgent(userAgent);
  const isBot = agent.isBot && input.channel !== "server";

  const event: Mutable<EventTracked> = {
    userId,
    eventName,
    properties: properties.value,
    timestamp: time.timestamp,
    receivedAt,
    messageId,
  };
  if (externalId !== "") event.externalId = externalId;
  if (anonymousId !== "") event.anonymousId = anonymousId;
  if (time.original !== null) event.originalTimestamp = time.original;
  if (time.sentAt !== null) event.sentAt = time.sentAt;
  if (sessionId !== undefined) event.sessionId = sessionId;
  if (sessionId !== undefined && !isUuid(clientSession)) event.clientSessionId = clientSession;
  if (ipAddress !== null) event.ipAddress = ipAddress;
  if (userAgent !== "") event.userAgent = userAgent;
  if (channels.has(input.channel)) event.channel = input.channel as Channel;
  if (isBot) event.isBot = true;
  if (agent.device !== null) event.device = agent.device;
  if (agent.browser !== null) event.browser = agent.browser;
  if (agent.os !== null) event.os = agent.os;
  if (country !== null) event.country = country;
  if (!input.contextActive) event.contextActive = false;
  if (warnings !== undefined) event.warnings = [...new Set((warnings as Warning[]).map((w) => w.code))];

  return {
    ok: true,
    event,
    receiptId: uuidv5(`message:${messageId}`, tenantId),
    fingerprint: fingerprintOf(input),
    streamId: `visitor-${userId}`,
    warnings: warnings ?? noWarnings,
  };
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const fingerprintOf = (i: EventInput): number =>
  Number.parseInt(
    hash("sha1", `${i.eventName}\n${i.userId}\n${i.anonymousId}\n${i.timestamp}\n${i.sessionId}\n${i.properties}`, "hex").slice(0, 12),
    16,
  );
