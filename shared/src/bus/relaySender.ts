import type { RecordedEvent } from "../base/event.ts";
import { type AckWindow, WindowBroken } from "./ackWindow.ts";
import { encodeCloudEvent } from "./cloudEvent.ts";
import type { RelayOptions } from "./relayOptions.ts";
import { streamName, subjectOf } from "./subject.ts";
import { withSendTrace } from "./traces.ts";

export interface RelaySender {
  /** To be called before the first event of a new window, which may follow whatever message the JetStream stream ends with. */
  begin(): void;
  /** Sends the event, chained to the one before; a private event is not sent. Returns the error when the event cannot be published. */
  send(window: AckWindow, event: RecordedEvent): Error | null;
  /** To be called when a window broke, before the next begins. */
  recover(error: Error): void;
}

interface Guards {
  readonly messageId: string;
  readonly lastSequence: number;
  readonly lastMessageId: string | undefined;
}

/** An event as a message; null = it is private. Throws where it cannot be published. */
export const messageOf = (
  { nc, service, publish }: Pick<RelayOptions, "nc" | "service" | "publish">,
  event: RecordedEvent,
  guards?: Guards,
): { readonly subject: string; readonly headers: Buffer; readonly payload: Buffer } | null => {
  const p = publish(event);
  if (p === null) return null;
  const message = encodeCloudEvent(service, withSendTrace(streamName(service), event), p, guards);
  const bytes = message.headers.length + message.payload.length;
  const limit = nc.info?.max_payload ?? 1_048_576;
  if (bytes > limit) throw new Error(`${bytes} bytes are more than the bus takes (${limit})`);
  return { subject: subjectOf(service, p.entity, p.event, event.tenantId), ...message };
};

/** Encodes events as messages, each chained to the one before it. */
export const createSender = (options: Pick<RelayOptions, "nc" | "service" | "publish">): RelaySender => {
  let salt = "";
  let lastMessageId: string | undefined;
  return {
    begin: () => {
      lastMessageId = undefined;
    },
    send: (window, event) => {
      let message: ReturnType<typeof messageOf>;
      try {
        message = messageOf(options, event, { messageId: event.eventId + salt, lastSequence: window.lastSequence(), lastMessageId });
        if (message === null) return null;
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
      window.publish(event.position, message.subject, message.headers, message.payload);
      lastMessageId = event.eventId + salt;
      return null;
    },
    recover: (error) => {
      // JetStream took it for a duplicate of a message that it no longer holds: the same event needs another message id.
      salt = error instanceof WindowBroken && error.kind === "duplicate" ? `.${Date.now().toString(36)}` : "";
    },
  };
};
