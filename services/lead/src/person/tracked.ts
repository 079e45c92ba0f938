import type { RecordedEvent } from "@marketing/shared/base/event";
import { isUuid } from "@marketing/shared/base/ids";

export const trackedType = "marketing.tracking.v1.EventTracked";
export const signupEvent = "user_signup";

/** What somebody said of themselves when they signed up. */
export interface Signup {
  readonly email: string | null;
  readonly name: string | null;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly phone: string | null;
}

/** What lead needs of marketing.tracking.v1.EventTracked. */
export interface Tracked {
  readonly tenantId: string;
  readonly userId: string;
  readonly eventName: string;
  /** ms since 1970 */
  readonly at: number;
  /** The person was there. */
  readonly active: boolean;
  readonly isBot: boolean;
  readonly utmSource: string | null;
  readonly signup: Signup | null;
}

const text = (value: unknown, max: number): string | null => {
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  return trimmed === "" || trimmed.length > max ? null : trimmed;
};

const signupOf = (p: Record<string, unknown>): Signup => {
  const parts = [text(p.first_name, 100), text(p.last_name, 100)].filter((part) => part !== null);
  return {
    email: text(p.email, 255),
    name: text(p.name, 255) ?? (parts.length > 0 ? parts.join(" ") : null),
    company: text(p.company, 255),
    jobTitle: text(p.job_title, 100),
    phone: text(p.phone, 50),
  };
};

/** Throws on what is no tracked event: it must not pass for one. */
export const readTracked = ({ tenantId, eventId, data: d }: RecordedEvent): Tracked => {
  const at = Date.parse(String(d.timestamp));
  if (typeof d.userId !== "string" || !isUuid(d.userId) || !Number.isFinite(at))
    throw new TypeError(`event ${eventId} has no user_id or no timestamp`);
  const properties = (d.properties ?? {}) as Record<string, unknown>;
  const eventName = String(d.eventName ?? "");
  return {
    tenantId,
    userId: d.userId,
    eventName,
    at,
    active: d.contextActive !== false,
    isBot: d.isBot === true,
    utmSource: text(properties.utm_source, 100),
    signup: eventName === signupEvent ? signupOf(properties) : null,
  };
};
