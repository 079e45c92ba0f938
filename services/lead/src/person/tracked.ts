import { EventTrackedSchema } from "@marketing/protos/tracking/v1/tracking_events";
import { longerThan } from "@marketing/shared/base/codePoints";
import { isUuid } from "@marketing/shared/base/ids";
import { ownValue } from "@marketing/shared/base/own";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import { columnOf, eachField, type Fields, ruleOf } from "../lead/fields.ts";

/** What people do, as the service tracking publishes it. */
export const trackedEvents = foreignEvents(EventTrackedSchema);
const signupEvent = "user_signup";

/** What somebody entered in the sign-up form. */
export type Signup = Fields;

/** What lead needs of a tracked event. */
export interface Tracked {
  readonly tenantId: string;
  readonly userId: string;
  readonly eventName: string;
  /** ms since 1970 */
  readonly at: number;
  /** Which of two of one moment counts as the later one. */
  readonly messageId: string;
  /** The person was there. */
  readonly active: boolean;
  readonly isBot: boolean;
  readonly utmSource: string | null;
  readonly signup: Signup | null;
}

const text = (value: unknown, max: number): string | null => {
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  return trimmed === "" || longerThan(trimmed, max) ? null : trimmed;
};

type Properties = Readonly<Record<string, unknown>>;

const signupOf = (p: Properties): Signup => {
  const entered = eachField((field) => text(ownValue(p, columnOf(field)), ruleOf(field).max));
  const parts = [text(p.first_name, 100), text(p.last_name, 100)].filter((part) => part !== null);
  return { ...entered, name: entered.name ?? (parts.length > 0 ? parts.join(" ") : null) };
};

/** Throws on what is no tracked event: it must not be taken for one. */
export const readTracked = ({ tenantId, eventId, data: d }: Recorded<EventOf<typeof trackedEvents>>): Tracked => {
  const at = Date.parse(String(d.timestamp));
  if (typeof d.userId !== "string" || !isUuid(d.userId) || !Number.isFinite(at))
    throw new TypeError(`event ${eventId} has no user_id or no timestamp`);
  const properties: Properties = d.properties ?? {};
  const eventName = d.eventName ?? "";
  return {
    tenantId,
    userId: d.userId,
    eventName,
    at,
    messageId: d.messageId ?? "",
    active: d.contextActive !== false,
    isBot: d.isBot === true,
    utmSource: text(properties.utm_source, 100),
    signup: eventName === signupEvent ? signupOf(properties) : null,
  };
};
