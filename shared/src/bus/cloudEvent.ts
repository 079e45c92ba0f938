import type { EventMetadata, RecordedEvent } from "../base/event.ts";
import { readJson } from "../base/exactNumber.ts";
import { isoTime } from "../base/isoTime.ts";
import { dataDigest, dataFault, headFault, sealed } from "./digest.ts";

/** The public form of an event, which other services see. */
export interface PublicEvent {
  readonly entity: string;
  /** The event's part of the subject, which subscribers can filter by. */
  readonly event: string;
  /** `marketing.<service>.v1.<Event>` */
  readonly type: string;
  /** JSON of the contract's message, lowerCamelCase. */
  readonly data: unknown;
}

export interface Encoded {
  readonly headers: Buffer;
  readonly payload: Buffer;
}

/** What JetStream checks before it stores a message. */
export interface Guards {
  /** Stored once within the duplicate window. */
  readonly messageId: string;
  /** Stored only as the next sequence. */
  readonly lastSequence: number;
  /** Stored only directly behind this message. Absent for the first message after the end of the JetStream stream was read. */
  readonly lastMessageId?: string | undefined;
}

const reserved = /[^\x21\x23\x24\x26-\x7e]/;
const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/**
 * Attribute values on the wire (CloudEvents 1.0, HTTP and NATS bindings): space, quote, percent and all beyond printable ASCII are encoded.
 */
export const encodeAttribute = (value: string): string =>
  reserved.test(value)
    ? value.replace(/[^\x21\x23\x24\x26-\x7e]+/g, (part) => Array.from(Buffer.from(part, "utf8"), percent).join(""))
    : value;

export const decodeAttribute = (value: string): string =>
  value.includes("%")
    ? value.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"))
    : value;

const digits = 20;
const same = (value: string): string => value;

/** CloudEvents 1.0 in binary mode as a NATS header block and a JSON payload, with digests of both. */
export const encodeCloudEvent = (service: string, e: RecordedEvent, p: PublicEvent, guards?: Guards): Encoded => {
  const { correlationId = "", causationId = "", traceparent = "" } = e.metadata;
  // one test for all of them: hardly any value ever needs encoding
  const a = reserved.test(`${e.eventId}${p.type}${e.streamId}${e.tenantId}${correlationId}${causationId}${traceparent}`)
    ? encodeAttribute
    : same;
  let h = `NATS/1.0\r\nce-specversion: 1.0\r\nce-id: ${a(e.eventId)}\r\nce-source: /marketing/${service}\r\nce-type: ${a(p.type)}\r\nce-subject: ${a(e.streamId)}\r\nce-time: ${isoTime(e.recordedAt.getTime())}\r\nce-tenantid: ${a(e.tenantId)}\r\nce-sequence: ${String(e.position).padStart(digits, "0")}\r\nce-streamversion: ${e.version}\r\nce-schemaversion: ${e.schemaVersion}\r\n`;
  if (correlationId) h += `ce-correlationid: ${a(correlationId)}\r\n`;
  if (causationId) h += `ce-causationid: ${a(causationId)}\r\n`;
  if (traceparent) h += `traceparent: ${a(traceparent)}\r\n`;
  const payload = Buffer.from(JSON.stringify(p.data ?? null));
  h += `content-type: application/json\r\n${dataDigest(payload)}`;
  if (guards) h += `Nats-Msg-Id: ${guards.messageId}\r\nNats-Expected-Last-Sequence: ${guards.lastSequence}\r\n`;
  if (guards?.lastMessageId) h += `Nats-Expected-Last-Msg-Id: ${guards.lastMessageId}\r\n`;
  return { headers: Buffer.from(sealed(h), "latin1"), payload };
};

/** Header lines by lower-case name, values as they stand. */
export const parseHeaders = (block: string): Map<string, string> => {
  const found = new Map<string, string>();
  let at = block.indexOf("\r\n") + 2;
  while (at > 1 && at < block.length) {
    const end = block.indexOf("\r\n", at);
    const stop = end === -1 ? block.length : end;
    const colon = block.indexOf(":", at);
    if (colon !== -1 && colon < stop) found.set(block.slice(at, colon).toLowerCase(), block.slice(colon + 1, stop).trim());
    at = stop + 2;
  }
  return found;
};

/** The log position in a message's headers; null when they are not of a message of this system, or fail their digest. */
export const positionOf = (block: string): number | null => {
  const found = headFault(block) === null ? /\r\nce-sequence:\s*(\d+)/i.exec(block) : null;
  return found ? Number(found[1]) : null;
};

/** The sequence that the relay sent the message for; null where it did not say. */
export const expectedSequence = (block: string): number | null => {
  const found = /\r\nNats-Expected-Last-Sequence:\s*(\d+)/i.exec(block);
  return found ? Number(found[1]) + 1 : null;
};

/** True when nothing in the headers says that the message is a CloudEvent: somebody else's. */
export const isForeign = (block: string): boolean => !/\r\nce-/i.test(block);

/**
 * The event in a message, in the shape that the log gives; `type` is the public type. Throws when the message is not a CloudEvent of this
 * system, fails a digest or has a payload that is not JSON, so that neither a foreign message nor a broken one is taken for an event.
 */
export const decodeCloudEvent = (block: string, payload: Uint8Array): RecordedEvent => {
  const fault = headFault(block) ?? dataFault(block, payload);
  if (fault !== null) throw new TypeError(`message broken: ${fault}`);
  const h = parseHeaders(block);
  const need = (name: string): string => {
    const value = h.get(name);
    if (value === undefined) throw new TypeError(`message without ${name}`);
    return decodeAttribute(value);
  };
  if (!need("ce-specversion").startsWith("1.")) throw new TypeError(`CloudEvents ${h.get("ce-specversion")} is unknown`);
  const position = Number(need("ce-sequence"));
  if (!Number.isSafeInteger(position)) throw new TypeError("ce-sequence is no log position");
  const metadata: { -readonly [K in keyof EventMetadata]: EventMetadata[K] } = {};
  const correlationId = h.get("ce-correlationid");
  const causationId = h.get("ce-causationid");
  const traceparent = h.get("traceparent");
  if (correlationId) metadata.correlationId = decodeAttribute(correlationId);
  if (causationId) metadata.causationId = decodeAttribute(causationId);
  if (traceparent) metadata.traceparent = decodeAttribute(traceparent);
  return {
    position,
    tenantId: need("ce-tenantid"),
    streamId: need("ce-subject"),
    version: Number(h.get("ce-streamversion") ?? 0),
    eventId: need("ce-id"),
    type: need("ce-type"),
    schemaVersion: Number(h.get("ce-schemaversion") ?? 1),
    data: readJson(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString()),
    metadata,
    subjectId: null,
    recordedAt: new Date(need("ce-time")),
  };
};
