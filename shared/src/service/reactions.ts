import type { RecordedEvent } from "../base/event.ts";
import type { JsonObject } from "../base/json.ts";
import type { NatsConnection } from "../bus/connection.ts";
import { type Reaction, startReaction } from "../bus/reaction.ts";
import type { EventTypes, Recorded, TypedEvent } from "../log/defineEvents.ts";
import { eventIn, type Taker } from "../operations/deadLetters.ts";
import { deadLettersOf } from "./deadLetters.ts";
import type { ServiceContext } from "./runtime.ts";

export interface ReactionDefinition {
  /** With the service's name in front it names the durable consumer for good; the whole stays under 32 characters. */
  readonly name: string;
  /** Name of the other service's JetStream stream, as "ORDERS". */
  readonly stream: string;
  readonly types: ReadonlyArray<string>;
  readonly filterSubject?: string;
  /**
   * Must be idempotent: a command whose append id is `appendIdOf(tenant, reaction, event.eventId)` is carried out once, however often the
   * event is delivered. When it throws, the event is handled again later, and after the last try it becomes a dead letter.
   */
  readonly handle: (event: RecordedEvent) => Promise<void>;
  readonly concurrency?: number;
}

/** A reaction to `events`: their types follow, and `handle` is given these and no others. */
export const reactTo = <E extends TypedEvent>(
  context: Pick<ServiceContext, "service" | "workerPool" | "logger" | "config">,
  nc: NatsConnection,
  {
    events,
    handle,
    ...rest
  }: Omit<ReactionDefinition, "types" | "handle"> & {
    readonly events: EventTypes<E>;
    readonly handle: (event: Recorded<E>) => Promise<void>;
  },
): Reaction & Taker => reaction(context, nc, { ...rest, types: [...events.types], handle: (event) => handle(event as Recorded<E>) });

/** A reaction whose dead letters are stored in this service's table `dead_letters`, and which takes them again. */
export const reaction = (
  { service, workerPool, logger, config }: Pick<ServiceContext, "service" | "workerPool" | "logger" | "config">,
  nc: NatsConnection,
  { name, handle, ...rest }: ReactionDefinition,
): Reaction & Taker => {
  const running = startReaction({
    nc,
    durable: `${service}-${name}`,
    logger,
    concurrency: config.settings.reactionConcurrency,
    maxDeliver: config.settings.reactionMaxDeliver,
    ackWaitMs: config.settings.reactionAckWaitMs,
    ...rest,
    handle: (event) => handle(event),
    deadLetter: deadLettersOf(workerPool, name),
  });
  const take = async (content: JsonObject): Promise<void> => {
    const event = eventIn(content);
    if (!event || !rest.types.includes(event.type)) throw new TypeError("it is no event of this reaction, and can only be discarded");
    await handle(event);
  };
  return { ...running, name, take };
};
