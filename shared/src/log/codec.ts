import type { EventMetadata, NewEvent, RecordedEvent } from "../base/event.ts";
import { readJson } from "../base/exactNumber.ts";
import { ownValue } from "../base/own.ts";
import type { EventGroup, Upcasters } from "./defineEvents.ts";
import type { KeysOf } from "./personKeys.ts";
import { blank, open, seal, sealedText, withoutSealed } from "./sealedFields.ts";

/** How one type of stored event is written and read. */
export interface EventDefinition {
  /** Schema version written now; starts at 1. */
  readonly version: number;
  /** `upcasters[n]` lifts data of version n to n + 1. All of 1..version-1 must be there. */
  readonly upcasters?: Upcasters;
  /** Top-level fields of `data` that are personal: sealed under the key of the event's subject, and null once that is destroyed. */
  readonly personal?: ReadonlyArray<string>;
  /** Instead of null, field by field. */
  readonly blank?: object;
}

export interface StoredEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
}

export interface EventCodec {
  /** Whose key the event's personal fields are sealed under; null = it has none, or is about nobody. */
  subjectOf(event: NewEvent): string | null;
  /** Personal fields are sealed where `keys` are given: whose there has to be one. */
  encode(tenantId: string, event: NewEvent, keys?: KeysOf): StoredEvent;
  /** Throws on a type or a newer version this program does not know: better to stop than to fold nonsense. */
  decode(row: StoredRow, keys?: KeysOf): RecordedEvent;
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
export const codecOf = (groups: ReadonlyArray<EventGroup>): EventCodec => {
  const definitions = new Map<string, EventDefinition>();
  for (const [type, definition] of groups.flatMap((g) => Object.entries(g.definitions))) {
    if (definitions.has(type)) throw new Error(`the event ${type} is defined twice`);
    definitions.set(type, definition);
  }
  return createCodec(Object.fromEntries(definitions));
};

export const createCodec = (definitions: Readonly<Record<string, EventDefinition>>): EventCodec => {
  for (const [type, d] of Object.entries(definitions))
    for (let v = 1; v < d.version; v++) if (!d.upcasters?.[v]) throw new Error(`${type}: no upcaster from version ${v}`);

  const definitionOf = (type: string): EventDefinition => {
    const d = ownValue(definitions, type);
    if (!d) throw new Error(`unknown event type ${type}`);
    return d;
  };
  // what was appended together says the same of itself
  let [lastText, lastMetadata] = ["{}", Object.freeze({} as EventMetadata)];
  const metadataOf = (text: string): EventMetadata => {
    if (text !== lastText) [lastText, lastMetadata] = [text, Object.freeze(JSON.parse(text) as EventMetadata)];
    return lastMetadata;
  };

  return {
    subjectOf: (event) => (definitionOf(event.type).personal ? (event.subjectId ?? null) : null),
    encode(tenantId, event, keys) {
      const d = definitionOf(event.type);
      const { type, subjectId } = event;
      const isSealed = d.personal !== undefined && subjectId !== undefined && keys !== undefined;
      const data = isSealed
        ? seal(
            event.data as object as Readonly<Record<string, unknown>>,
            d.personal,
            { type, tenantId, subjectId },
            keys({ tenantId, subjectId }),
          )
        : event.data;
      return { type, schemaVersion: d.version, data: JSON.stringify(data) };
    },
    decode(row, keys) {
      const d = definitionOf(row.type);
      if (row.schemaVersion > d.version)
        throw new Error(
          `${row.type} at position ${row.position} has schema version ${row.schemaVersion}; this program knows up to ${d.version}`,
        );
      let data: any = readJson(row.data);
      const text = sealedText(data);
      const of = { type: row.type, tenantId: row.tenantId, subjectId: row.subjectId ?? "" };
      const plain = text === null ? data : open(data, text, of, keys?.(of));
      data = plain ?? blank(withoutSealed(data), d);
      for (let v = row.schemaVersion; v < d.version; v++) data = d.upcasters![v]!(data);
      if (plain === null) data = blank(data, d);
      return { ...row, schemaVersion: d.version, data, metadata: metadataOf(row.metadata) };
    },
  };
};
