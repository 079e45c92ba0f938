import { longerThan } from "@marketing/shared/base/codePoints";
import type { EventInput, RejectionReason } from "./decide.ts";

/** Characters that a text of an event may have as it arrives, and why the event is refused where it has more. */
interface TextLimit {
  readonly field: string;
  readonly characters: number;
  readonly reason: RejectionReason;
}
type Text = Exclude<keyof EventInput, "contextActive">;

const limit = (field: string, characters: number, reason: RejectionReason = "too_long"): TextLimit => ({ field, characters, reason });

/**
 * Looked at before anything of the event is read. Of names and ids this is what comes with the spaces around them; how long they may be
 * themselves is their own rule.
 */
export const eventLimits: Readonly<Record<Text, TextLimit>> = {
  messageId: limit("message_id", 100, "invalid_message_id"),
  userId: limit("user_id", 1_000, "invalid_user_id"),
  anonymousId: limit("anonymous_id", 1_000, "invalid_anonymous_id"),
  eventName: limit("event_name", 1_000, "invalid_event_name"),
  properties: limit("properties", 32_768, "too_large"),
  timestamp: limit("timestamp", 100),
  sentAt: limit("sent_at", 100),
  sessionId: limit("session_id", 1_000),
  ipAddress: limit("ip_address", 1_000),
  userAgent: limit("user_agent", 16_384),
  channel: limit("channel", 100),
};
const all = Object.entries(eventLimits) as ReadonlyArray<readonly [Text, TextLimit]>;

const none: ReadonlyArray<TextLimit> = [];

/** The limits of those texts that are too long. */
export const exceeded = (event: Readonly<Record<Text, string>>): ReadonlyArray<TextLimit> => {
  for (const [name, { characters }] of all)
    if (longerThan(event[name], characters)) return all.filter(([n, l]) => longerThan(event[n], l.characters)).map(([, l]) => l);
  return none;
};

export const atMost = ({ characters }: TextLimit): string => `may have ${characters} characters at most`;
