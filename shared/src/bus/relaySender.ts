import type { RecordedEvent } from "../base/event.ts";
import { type AckWindow, WindowBroken } from "./ackWindow.ts";
import { encodeCloudEvent, type PublicEvent } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { streamName, subjectOf } from "./subject.ts";
import { sent } from "./traces.ts";

export interface RelaySender {
  /** To be called before the first event of a new window: it follows whatever the JetStream stream ends with. */
  begin(): void;
  /** Sends the event behind the one before, or nothing when it is private. Gives the error of an event that cannot be published. */
  send(window: AckWindow, event: RecordedEvent): Error | null;
  /** To be called when a window broke, before the next begins. */
  recover(error: Error): void;
}

/** Makes messages of events and chains each to the one before it. */
export const createSender = (nc: NatsConnection, service: string, publish: (event: RecordedEvent) => PublicEvent | null): RelaySender => {
  const stream = streamName(service);
  let salt = "";
  let lastMessageId: string | undefined;
  return {
    begin: () => {
      lastMessageId = undefined;
    },
    send: (window, event) => {
      let message: { subject: string; headers: Buffer; payload: Buffer };
      try {
        const p = publish(event);
        if (p === null) return null;
        const guards = { messageId: event.eventId + salt, lastSequence: window.lastSequence(), lastMessageId };
        message = {
          subject: subjectOf(service, p.entity, p.event, event.tenantId),
          ...encodeCloudEvent(service, sent(stream, event), p, guards),
        };
        const bytes = message.headers.length + message.payload.length;
        const limit = nc.info?.max_payload ?? 1_048_576;
        if (bytes > limit) throw new Error(`${bytes} bytes are more than the bus takes (${limit})`);
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
      window.publish(event.position, message.subject, message.headers, message.payload);
      lastMessageId = event.eventId + salt;
      return null;
    },
    recover: (error) => {
      // dropped as a duplicate of a message that is no longer there: the same event needs another message id
      salt = error instanceof WindowBroken && error.kind === "duplicate" ? `.${Date.now().toString(36)}` : "";
    },
  };
};
