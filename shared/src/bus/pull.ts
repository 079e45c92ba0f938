import { defaults } from "../base/defaults.ts";
import { headerBlock, type Msg, type NatsConnection, newInbox, onStatus, statusCode } from "./connection.ts";

/** A message of a pull consumer, with the facts that are encoded in its reply subject. */
export interface Pulled {
  readonly subject: string;
  readonly headers: string;
  readonly data: Uint8Array;
  readonly reply: string;
  readonly streamSequence: number;
  /** Counts this consumer's deliveries without a gap: the way to notice a lost message. */
  readonly consumerSequence: number;
  /** 1 at the first delivery. */
  readonly attempt: number;
  /** Messages waiting behind this one. */
  readonly pending: number;
}

export interface PullOptions {
  readonly stream: string;
  readonly consumer: string;
  /** The most messages that are requested or received and not yet `taken`. */
  readonly capacity: number;
  /** The most bytes of them, roughly; a message is taken in any case. Default 32 MiB. */
  readonly bytes?: number;
  readonly heartbeatMs?: number;
  readonly onMessage: (message: Pulled) => void;
  /** Called once: two heartbeats missed, connection lost, consumer gone. Nothing comes after it. */
  readonly onLost: (reason: string) => void;
}

export interface Pull {
  /** Says that these messages were processed, so that as many more may be requested. */
  taken(messages: ReadonlyArray<Pulled>): void;
  close(): void;
}

const nanos = 1_000_000;
const sizeOf = ({ headers, data }: Pulled): number => headers.length + data.length;

// $JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>; newer servers put domain and account first and a
// token behind
const parse = (msg: Msg): Pulled | null => {
  const reply = msg.reply ?? "";
  const t = reply.split(".");
  if (t[0] !== "$JS" || t[1] !== "ACK" || t.length < 9) return null;
  const at = t.length === 9 ? 4 : 6;
  return {
    subject: msg.subject,
    headers: headerBlock(msg),
    data: msg.data,
    reply,
    attempt: Number(t[at]),
    streamSequence: Number(t[at + 1]),
    consumerSequence: Number(t[at + 2]),
    pending: Number(t[at + 4]),
  };
};

/**
 * Keeps requests open at a pull consumer, so that messages arrive as soon as they are stored. It uses core NATS because the client's own
 * `consume` does not end when its consumer is deleted, and never settles when it is closed early.
 */
export const openPull = (nc: NatsConnection, options: PullOptions): Pull => {
  const { stream, consumer, capacity, heartbeatMs = defaults.bus.heartbeatMs, onMessage, onLost } = options;
  const inbox = newInbox();
  const expiresMs = Math.max(heartbeatMs * 4, 1_000);
  /** Of one request: there are two at a time at most, while half as much is held. The largest message there can be fits. */
  const bytesAtOnce = Math.max((options.bytes ?? defaults.bus.pullBytes) >> 1, (nc.info?.max_payload ?? 0) + 65_536);
  let [asked, untaken, untakenBytes, heard, over] = [0, 0, 0, Date.now(), false];

  const end = (reason: string | null): void => {
    if (over) return;
    over = true;
    clearInterval(monitor);
    offStatus();
    if (!nc.isClosed()) subscription.unsubscribe();
    if (reason !== null) onLost(reason);
  };

  const ask = (): void => {
    const room = capacity - asked - untaken;
    if (over || room < Math.max(1, capacity >> 1) || untakenBytes > bytesAtOnce) return;
    asked += room;
    const request = { batch: room, max_bytes: bytesAtOnce, expires: expiresMs * nanos, idle_heartbeat: heartbeatMs * nanos };
    try {
      nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, JSON.stringify(request), { reply: inbox });
    } catch (error) {
      end((error as Error).message);
    }
  };

  const onStatusMessage = (headers: string): void => {
    const code = statusCode(headers);
    if (code === 100) return;
    const left = /\r\nNats-Pending-Messages:\s*(\d+)/i.exec(headers);
    if (code === 408 || (code === 409 && left)) {
      asked = Math.max(0, asked - Number(left?.[1] ?? asked)); // the request has expired: the next one is sent
      ask();
    } else if (code === 404) {
      asked = 0;
      ask();
    } else end(headers.slice(9, headers.indexOf("\r\n")));
  };

  const subscription = nc.subscribe(inbox, {
    callback: (error, msg) => {
      if (over) return;
      heard = Date.now();
      const pulled = error ? null : parse(msg);
      if (!pulled) {
        if (error) end(error.message);
        else onStatusMessage(headerBlock(msg));
        return;
      }
      asked = Math.max(0, asked - 1);
      untaken += 1;
      untakenBytes += sizeOf(pulled);
      onMessage(pulled);
    },
  });
  const offStatus = onStatus(nc, () => end("connection to the bus lost"));
  const monitor = setInterval(() => {
    if (asked > 0 && Date.now() - heard > 2 * heartbeatMs + 500) end("two heartbeats missed");
  }, heartbeatMs / 2);
  ask();

  return {
    taken: (messages) => {
      untaken -= messages.length;
      for (const message of messages) untakenBytes -= sizeOf(message);
      if (asked === 0) heard = Date.now();
      ask();
    },
    close: () => end(null),
  };
};
