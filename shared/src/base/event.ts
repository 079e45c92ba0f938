/** Facts about how an event came about. They are stored beside it and are not part of its meaning. */
export interface EventMetadata {
  readonly correlationId?: string;
  readonly causationId?: string;
  /** Who caused it: "key:<api key id>", "service:<name>" or "system". */
  readonly actor?: string;
  /** W3C trace context of the call that appended it. */
  readonly traceparent?: string;
}

export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  /** UUIDv7; made by the log when absent. */
  readonly eventId?: string;
  readonly metadata?: EventMetadata;
  /** The person whose encryption key protects the personal fields. */
  readonly subjectId?: string;
}

/** An event as it is read from the log: decoded, and upcast to the newest schema version. */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  /**
   * Its position in the service's log. Positions increase strictly and may have gaps. A safe integer: int64 in the database, a string in
   * the API.
   */
  readonly position: number;
  readonly tenantId: string;
  /** `<category>-<id>` */
  readonly streamId: string;
  readonly version: number;
  readonly eventId: string;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly data: Data;
  readonly metadata: EventMetadata;
  readonly subjectId: string | null;
  /** When it was appended, by the database server's clock. */
  readonly recordedAt: Date;
}

/** What the stream must look like for an append to be accepted. A number is the exact version (0 = no stream). */
export type ExpectedVersion = number | "no-stream" | "stream-exists" | "any";
