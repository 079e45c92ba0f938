import type { Logger } from "../base/logger.ts";
import { decodeCloudEvent } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import { declareDurable } from "./consumers.ts";
import type { KeepDeadLetter } from "./deadLetter.ts";
import { messageAt } from "./storedMessages.ts";

const nanos = 1_000_000;
/** Further deliveries for a dead letter that could not be stored, before JetStream gives up by itself and publishes an advisory. */
const spare = 20;

export interface ReactionConsumer {
  readonly stream: string;
  readonly durable: string;
  readonly filterSubject: string | undefined;
  readonly ackWaitMs: number;
  readonly maxDeliver: number;
  readonly maxAckPending: number;
  /** 0 = as many as the JetStream stream has. */
  readonly replicas: number;
}

/** Creates the durable consumer, or updates it to this configuration. */
export const declareConsumer = async (nc: NatsConnection, consumer: ReactionConsumer): Promise<void> => {
  const { stream, durable, filterSubject: filter } = consumer;
  await declareDurable(nc, stream, {
    durable_name: durable,
    deliver_policy: "all",
    replay_policy: "instant",
    ack_policy: "explicit",
    ack_wait: consumer.ackWaitMs * nanos,
    max_deliver: consumer.maxDeliver + spare,
    max_ack_pending: consumer.maxAckPending,
    max_waiting: 512,
    num_replicas: consumer.replicas,
    ...(filter ? { filter_subject: filter } : {}),
  });
};

/** After JetStream itself gave up on a message: reads it from the JetStream stream, which still holds it, and keeps it as a dead letter. */
const keepGivenUp = async (nc: NatsConnection, stream: string, advisory: Uint8Array, deadLetter: KeepDeadLetter): Promise<void> => {
  const { stream_seq: seq, deliveries } = JSON.parse(Buffer.from(advisory).toString()) as { stream_seq: number; deliveries: number };
  const message = await messageAt(nc, stream, seq);
  if (message === null) throw new Error(`sequence ${seq} is held no more`);
  const { subject, headers, data: payload, fault } = message;
  const event = fault === null ? decodeCloudEvent(headers, payload) : null;
  const error = new Error("deliveries used up");
  await deadLetter({ stream, sequence: seq, subject, headers, payload, event, error, attempts: deliveries });
};

/**
 * Keeps as dead letters the messages that JetStream gives up on by itself, and calls `kept` after each. Of several processes one receives
 * the advisory. Returns a function that ends it.
 */
export const onGivenUp = (
  nc: NatsConnection,
  options: {
    readonly stream: string;
    readonly durable: string;
    readonly deadLetter: KeepDeadLetter;
    readonly kept: () => void;
    readonly logger: Logger;
  },
): (() => void) => {
  const { stream, durable, deadLetter, kept, logger } = options;
  const subscription = nc.subscribe(`$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${stream}.${durable}`, {
    queue: durable,
    callback: (error, msg) => {
      if (error) return;
      keepGivenUp(nc, stream, msg.data, deadLetter).then(kept, (e: Error) =>
        logger.error("message given up and not kept", { stream, durable, error: e }),
      );
    },
  });
  return () => {
    if (!nc.isClosed()) subscription.unsubscribe();
  };
};
