import type { EventMetadata, NewEvent, RecordedEvent } from "../base/event.ts";
import { readJson } from "../base/exactNumber.ts";
import { ownValue } from "../base/own.ts";
import type { EventGroup, Upcasters } from "./defineEvents.ts";

/** How one type of stored event is written and read. */
export interface EventDefinition {
  /** Schema version written now; starts at 1. */
  readonly version: number;
  /** `upcasters[n]` lifts data of version n to n + 1. All of 1..version-1 must be there. */
  readonly upcasters?: Upcasters;
  /** Top-level fields of `data` that are personal: encrypted under the key of the event's subject. */
  readonly personal?: ReadonlyArray<string>;
}

/** The seam for crypto-shredding: a personal field is replaced by what `seal` returns. A destroyed key opens to null. */
export interface FieldCipher {
  seal(tenantId: string, subjectId: string, value: unknown): unknown;
  open(tenantId: string, subjectId: string, sealed: unknown): unknown;
}
const plainText: FieldCipher = { seal: (_t, _s, value) => value, open: (_t, _s, sealed) => sealed };

export interface StoredEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
}

export interface EventCodec {
  encode(tenantId: string, event: NewEvent): StoredEvent;
  /** Throws on a type or a newer version this program does not know: better to stop than to fold nonsense. */
  decode(row: StoredRow): RecordedEvent;
}

export interface StoredRow {
  readonly position: number;
  readonly tenantId: string;
  readonly streamId: string;
  readonly version: number;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: string;
  readonly subjectId: string | null;
  readonly recordedAt: Date;
}

/** The codec of everything a service stores; throws where two groups define one type. */
export const codecOf = (groups: ReadonlyArray<EventGroup>, cipher?: FieldCipher): EventCodec => {
  const definitions = new Map<string, EventDefinition>();
  for (const [type, definition] of groups.flatMap((g) => Object.entries(g.definitions))) {
    if (definitions.has(type)) throw new Error(`the event ${type} is defined twice`);
    definitions.set(type, definition);
  }
  return createCodec(Object.fromEntries(definitions), cipher);
};

export const createCodec = (definitions: Readonly<Record<string, EventDefinition>>, cipher: FieldCipher = plainText): EventCodec => {
  for (const [type, d] of Object.entries(definitions))
    for (let v = 1; v < d.version; v++) if (!d.upcasters?.[v]) throw new Error(`${type}: no upcaster from version ${v}`);

  const definitionOf = (type: string): EventDefinition => {
    const d = ownValue(definitions, type);
    if (!d) throw new Error(`unknown event type ${type}`);
    return d;
  };
  const mapPersonal = (d: EventDefinition, data: any, change: (value: unknown) => unknown): any =>
    Object.fromEntries(
      Object.entries(data).map(([field, value]) => [
        field,
        d.personal!.includes(field) && value !== undefined && value !== null ? change(value) : value,
      ]),
    );

  // what was appended together says the same of itself
  let [lastText, lastMetadata] = ["{}", Object.freeze({} as EventMetadata)];
  const metadataOf = (text: string): EventMetadata => {
    if (text !== lastText) [lastText, lastMetadata] = [text, Object.freeze(JSON.parse(text) as EventMetadata)];
    return lastMetadata;
  };

  return {
    encode(tenantId, event) {
      const d = definitionOf(event.type);
      const subject = event.subjectId;
      const data =
        d.personal && subject && cipher !== plainText ? mapPersonal(d, event.data, (v) => cipher.seal(tenantId, subject, v)) : event.data;
      return { type: event.type, schemaVersion: d.version, data: JSON.stringify(data) };
    },
    decode(row) {
      const d = definitionOf(row.type);
      if (row.schemaVersion > d.version)
        throw new Error(
          `${row.type} at position ${row.position} has schema version ${row.schemaVersion}; this program knows up to ${d.version}`,
        );
      let data: any = readJson(row.data);
      for (let v = row.schemaVersion; v < d.version; v++) data = d.upcasters![v]!(data);
      const subject = row.subjectId;
      if (d.personal && subject && cipher !== plainText) data = mapPersonal(d, data, (v) => cipher.open(row.tenantId, subject, v));
      return { ...row, schemaVersion: d.version, data, metadata: metadataOf(row.metadata) };
    },
  };
};
