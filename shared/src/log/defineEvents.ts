import type { DescMessage, MessageJsonType, MessageShape } from "@bufbuild/protobuf";
import type { RecordedEvent } from "../base/event.ts";
import type { JsonObject } from "../base/json.ts";

/** Fields of a message's JSON, every one of them: `undefined` leaves it out, as protobuf's JSON does with what is unset. */
type CompleteJson<Desc extends DescMessage> = {
  readonly [K in keyof MessageJsonType<Desc>]-?: Given<MessageJsonType<Desc>[K]> | undefined;
};
/** As it may be given: nobody writes into it. */
type Given<T> =
  T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Given<Item>>
    : T extends object
      ? string extends keyof T
        ? JsonObject
        : { readonly [K in keyof T]: Given<T[K]> }
      : T;

/** What everybody may know of a stored event: a message of the service's contract, and where on the bus it is told. */
export interface PublicShape<Data> {
  /** "lead" in marketing.lead.v1.lead.captured.<tenant> */
  readonly entity: string;
  /** "captured"; a function where the event names itself, as tracked events do. */
  readonly event: string | ((data: Data) => string);
  /** "marketing.lead.v1.LeadCaptured" */
  readonly type: string;
  /** Null = this one is told to nobody. */
  readonly project: (data: Data, recorded: RecordedEvent) => unknown;
}

/** Each lifts the data of a version to the next. */
export type Upcasters = Readonly<Record<number, (data: any) => unknown>>;

/** All that is said of one type of stored event, once. */
export interface DefinedEvent<Data> {
  /** Schema version written now; starts at 1. */
  readonly version: number;
  /** `upcasters[n]` lifts data of version n to n + 1. All of 1..version-1 must be there. */
  readonly upcasters?: Upcasters;
  /** Top-level fields that are personal: encrypted under the key of the event's subject. */
  readonly personal?: ReadonlyArray<keyof Data & string>;
  /** What stands in the place of personal fields once that key was destroyed, where it is not null: undefined = the field is not there. */
  readonly blank?: { readonly [K in keyof Data]?: Data[K] | undefined };
  /** Absent: nobody outside the service hears of it. */
  readonly public?: PublicShape<Data>;
  /** For the documentation and for tests; every public event has one. */
  readonly sample?: Data;
}

/** One type of event with its data: `lead_lost: event<{ leadId: string; reason: string }>({ version: 1 })`. */
export const event = <Data extends object>(definition: DefinedEvent<Data>): DefinedEvent<Data> => definition;

/**
 * How an event is told: `shape("lead.captured", LeadCapturedSchema, (data) => ({ … }))`. Every field of the message has to be given; what is
 * unset is undefined. Null = of this one nobody hears.
 */
export const shape = <Data, Desc extends DescMessage>(
  subject: `${string}.${string}`,
  message: Desc,
  project: (data: Data, recorded: RecordedEvent) => CompleteJson<Desc> | null,
): PublicShape<Data> => {
  const [entity, name] = subject.split(".") as [string, string];
  return { entity, event: name, type: message.typeName, project };
};

/** An event as it is decided: its type and its data. */
export interface TypedEvent {
  readonly type: string;
  readonly data: unknown;
}
/** The same as the log or the bus gives it. */
export type Recorded<E extends TypedEvent> = E extends { readonly type: infer Type extends string; readonly data: infer Data }
  ? RecordedEvent<Type, Data>
  : never;

/** Some types of event: what a view or a reaction folds. */
export interface EventTypes<E extends TypedEvent> {
  readonly types: ReadonlySet<E["type"]>;
  /** Only in types: which events these are. */
  readonly event?: E;
}

type Definitions = Readonly<Record<string, DefinedEvent<any>>>;
type EventsIn<D> = {
  readonly [K in keyof D & string]: D[K] extends DefinedEvent<infer Data> ? { readonly type: K; readonly data: Data } : never;
}[keyof D & string];

/** The events of one aggregate, or of one kind of stream. */
export interface EventGroup<E extends TypedEvent = TypedEvent> extends EventTypes<E> {
  readonly definitions: Readonly<Record<E["type"], DefinedEvent<any>>>;
  /** Stream of the samples. */
  readonly sampleStream: string;
  /** Some of them, for who folds no others. */
  only<const T extends E["type"]>(...types: ReadonlyArray<T>): EventTypes<Extract<E, { readonly type: T }>>;
}

/** The one place where events are listed: codec, publishing, types, views and documentation follow from it. */
export const defineEvents = <const D extends Definitions>(
  definitions: D,
  { sampleStream = "" }: { readonly sampleStream?: string } = {},
): EventGroup<EventsIn<D>> => ({
  definitions: definitions as EventGroup<EventsIn<D>>["definitions"],
  types: new Set(Object.keys(definitions)) as ReadonlySet<EventsIn<D>["type"]>,
  sampleStream,
  only: (...types) => ({ types: new Set(types) }),
});

/** The union of a group's events: `type LeadEvent = EventOf<typeof leadEvents>`. */
export type EventOf<G> = G extends EventTypes<infer E> ? E : never;

/** Several groups as one, for a view that folds them all. */
export const allOf = <const G extends ReadonlyArray<EventTypes<any>>>(...groups: G): EventTypes<EventOf<G[number]>> => ({
  types: new Set(groups.flatMap((g) => [...g.types])) as ReadonlySet<EventOf<G[number]>["type"]>,
});

type Told<Desc> = Desc extends DescMessage
  ? { readonly type: MessageShape<Desc>["$typeName"]; readonly data: Exclude<MessageJsonType<Desc>, null | string | number | boolean> }
  : never;

/** Public events of other services, by the messages of their contracts, as they come from the bus. */
export const foreignEvents = <const Messages extends ReadonlyArray<DescMessage>>(
  ...messages: Messages
): EventTypes<Told<Messages[number]>> => ({
  types: new Set(messages.map((m) => m.typeName)) as ReadonlySet<Told<Messages[number]>["type"]>,
});

/** A stream's events with their types: which kind of stream it is, the caller knows; the codec has decoded each event of it, or thrown. */
export const eventsOf = <E extends TypedEvent>(stream: ReadonlyArray<RecordedEvent>): ReadonlyArray<RecordedEvent & E> =>
  stream as unknown as ReadonlyArray<RecordedEvent & E>;
