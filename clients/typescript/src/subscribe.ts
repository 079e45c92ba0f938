import type { RecordedEvent } from "@marketing/shared/base/event";
import { createLogger, type Logger } from "@marketing/shared/base/logger";
import { positionOf } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus } from "@marketing/shared/bus/connection";
import { jetStreamSource } from "@marketing/shared/bus/jetStreamSource";
import { startReaction } from "@marketing/shared/bus/reaction";
import { lastMessage } from "@marketing/shared/bus/storedMessages";
import { streamName, tokenOf } from "@marketing/shared/bus/subject";
import { loginOf } from "./busLogins.ts";
import { ceTypeOf, type EventName, type EventOf, typedEvent } from "./events.ts";
import type { ServiceName } from "./serviceNames.ts";

export interface SubscribeOptions<Service extends ServiceName, Name extends EventName<Service>> {
  /** `nats://[user:password@|token@]host:port`, several separated by commas. */
  readonly nats: string;
  /** Whose events. */
  readonly service: Service;
  /** Only these; absent = all. */
  readonly types?: ReadonlyArray<Name>;
  /** Only this tenant's; absent = everybody's. */
  readonly tenantId?: string;
  /**
   * Name of the subscriber, for good: letters, digits, _ and -, under 32. The bus then remembers what was done, and several processes
   * of one name share the work. An event is done when the loop asks for the next; one that was not comes again. With a login that
   * `marketing bus login` made it is the login's name, given or not: such a login has that one place.
   */
  readonly durable?: string;
  /** Where to begin: the oldest event the bus holds (default), behind a position, or (not with `durable`) with what comes from now on. */
  readonly from?: "beginning" | "now" | number;
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

const quiet = (): Logger => createLogger("marketing-client", "error");
const batch = 500;
const idleWait = 1_000;

/** Resolves when somebody says so, or the time is over. */
const sleeper = () => {
  let wake: () => void = () => undefined;
  return {
    wake: () => wake(),
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
};

const placeOf = async (bus: Bus, stream: string, from: "beginning" | "now" | number): Promise<number> => {
  if (from === "beginning") return 0;
  if (typeof from === "number") return from;
  const last = await lastMessage(bus.nc, stream);
  return last === null ? 0 : (positionOf(last.headers) ?? 0);
};

/** An outage is waited out. A login that is taken out, or has another password, is not let in again, and nothing would ever come. */
const assertLetIn = ({ nc }: Bus): void => {
  if (nc.isClosed()) throw new Error("the bus refuses the login: the subscription is over");
};

interface Place {
  readonly bus: Bus;
  readonly stream: string;
  readonly subject: string | undefined;
  readonly types: ReadonlyArray<string> | undefined;
  readonly from: "beginning" | "now" | number;
  readonly signal: AbortSignal | undefined;
  readonly logger: Logger;
}

/** Without a durable name: in order, each once, remembered by nobody. */
const following = async function* ({ bus, stream, subject, types, from, signal, logger }: Place): AsyncGenerator<RecordedEvent> {
  const over = () => signal?.aborted === true;
  const source = jetStreamSource(bus.nc, stream, {
    behindRetention: "continue",
    logger,
    ...(subject !== undefined && { subject }),
    ...(types !== undefined && { types }),
  });
  const idle = sleeper();
  const offWake = source.onWake(idle.wake);
  signal?.addEventListener("abort", idle.wake, { once: true });
  try {
    let cursor: { position: number; token: string | null } = { position: await placeOf(bus, stream, from), token: null };
    for (let failures = 0; !over(); ) {
      try {
        const waiting = idle.sleep(idleWait);
        const read = await source.read(cursor, batch);
        cursor = read.next;
        failures = 0;
        if (read.events.length === 0) await waiting;
        else idle.wake();
        for (const event of read.events) {
          yield event;
          if (over()) return;
        }
      } catch (error) {
        if (over()) return;
        assertLetIn(bus);
        // The bus is away: it comes back, and nothing was lost meanwhile.
        failures += 1;
        logger.warn("the bus does not answer", { stream, error });
        await idle.sleep(Math.min(5_000, 100 * 2 ** failures));
      }
    }
  } finally {
    offWake();
    await source.close();
  }
};

interface Held {
  readonly event: RecordedEvent;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** With a durable name: one at a time, acknowledged when the next is asked for. */
const durably = async function* (durable: string, place: Place): AsyncGenerator<RecordedEvent> {
  const { bus, stream, subject, types, from, signal, logger } = place;
  const queue: Held[] = [];
  const idle = sleeper();
  const reaction = startReaction({
    nc: bus.nc,
    stream,
    durable,
    concurrency: 1,
    // What a loop cannot take ends the loop, and comes again to the next: no event is ever put aside here. What is no event, in the store
    // either, is logged as given up.
    maxDeliver: 1_000_000,
    backoffMs: [200, 1_000, 5_000],
    logger,
    ...(subject !== undefined && { filterSubject: subject }),
    ...(types !== undefined && { types }),
    deadLetter: ({ event }) => (event === null ? Promise.resolve() : Promise.reject(new Error("kept for the next try"))),
    handle: (event) => {
      if (typeof from === "number" && event.position <= from) return Promise.resolve();
      return new Promise<void>((done, failed) => {
        queue.push({ event, done, failed });
        idle.wake();
      });
    },
  });
  signal?.addEventListener("abort", idle.wake, { once: true });
  let current: Held | undefined;
  try {
    while (signal?.aborted !== true) {
      const waiting = idle.sleep(idleWait);
      current = queue.shift();
      if (current === undefined) {
        assertLetIn(bus);
        await waiting;
        continue;
      }
      idle.wake();
      yield current.event;
      current.done();
      current = undefined;
    }
  } finally {
    for (const held of current === undefined ? queue : [current, ...queue]) held.failed(new Error("the subscriber has stopped"));
    await reaction.stop();
  }
};

/**
 * Events of a program from the bus, typed, as long as the loop runs: leaving it, or `signal`, closes the connection. Goes on by
 * itself after every outage, and throws when the bus refuses its login. An event of a type that this version does not know is passed over.
 */
export const subscribe = async function* <Service extends ServiceName, Name extends EventName<Service> = EventName<Service>>(
  options: SubscribeOptions<Service, Name>,
): AsyncGenerator<EventOf<Service, Name>> {
  const { service, durable = loginOf(options.nats), from = "beginning", signal, logger = quiet() } = options;
  if (durable !== undefined && from === "now")
    throw new TypeError("a durable subscription remembers its place: it does not begin with now");
  const bus = await connectBus({ url: options.nats, name: durable ?? "marketing-client", logger });
  try {
    const place: Place = {
      bus,
      stream: streamName(service),
      subject: options.tenantId === undefined ? undefined : `marketing.${service}.v1.*.*.${tokenOf(options.tenantId)}`,
      types: options.types?.map((name) => ceTypeOf(service, name)),
      from,
      signal,
      logger,
    };
    for await (const event of durable === undefined ? following(place) : durably(durable, place)) {
      const typed = typedEvent(service, event);
      if (typed !== null) yield typed as EventOf<Service, Name>;
    }
  } finally {
    await bus.close(2_000);
  }
};
