import type { SparseVector } from "../search/sparseVector.ts";
import type { Metadata } from "./metadata.ts";

export interface NewVector {
  readonly id: string;
  /** As 32-bit floats; absent on a sparse index. */
  readonly values?: Float32Array | undefined;
  readonly sparse?: SparseVector | undefined;
  readonly metadata?: Metadata | undefined;
}

/** A change of an index, as the journal records it. */
export type Operation =
  | { readonly op: "upsert"; readonly namespace: string; readonly vectors: ReadonlyArray<NewVector> }
  | {
      readonly op: "update";
      readonly namespace: string;
      readonly id: string;
      readonly values?: Float32Array | undefined;
      readonly sparse?: SparseVector | undefined;
      readonly set?: Metadata | undefined;
    }
  | { readonly op: "updateWhere"; readonly namespace: string; readonly filter: unknown; readonly set: Metadata }
  | { readonly op: "delete"; readonly namespace: string; readonly ids: ReadonlyArray<string> }
  | { readonly op: "deleteWhere"; readonly namespace: string; readonly filter: unknown }
  | { readonly op: "createNamespace"; readonly namespace: string; readonly schema?: unknown }
  | { readonly op: "deleteNamespace"; readonly namespace: string };

interface Header {
  readonly operation: Operation;
  /** How many values follow for each vector of an upsert, or for the one of an update; 0 = none. */
  readonly lengths: ReadonlyArray<number>;
}

const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
const withoutValues = <A extends { readonly values?: Float32Array | undefined }>({ values: _, ...rest }: A) => rest;

/** [length of the header u32][header as JSON][padding to a multiple of four][values as 32-bit floats, in the byte order of the machine]. */
export const encode = (operation: Operation): Uint8Array => {
  const values = operation.op === "upsert" ? operation.vectors.map((v) => v.values) : operation.op === "update" ? [operation.values] : [];
  const bare =
    operation.op === "upsert"
      ? { ...operation, vectors: operation.vectors.map(withoutValues) }
      : operation.op === "update"
        ? withoutValues(operation)
        : operation;
  const header: Header = { operation: bare, lengths: values.map((one) => one?.length ?? 0) };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const padding = Buffer.alloc((4 - (json.length % 4)) % 4);
  return Buffer.concat([length, json, padding, ...values.filter((one) => one !== undefined).map(bytesOf)]);
};

export const decode = (payload: Buffer): Operation => {
  const length = payload.readUInt32LE(0);
  const { operation, lengths } = JSON.parse(payload.toString("utf8", 4, 4 + length)) as Header;
  // Copied, because the payload lies unaligned in a buffer that will be overwritten.
  const floats = new Float32Array(new Uint8Array(payload.subarray(4 + length + ((4 - (length % 4)) % 4))).buffer);
  let at = 0;
  const take = (index: number): Float32Array | undefined => {
    const count = lengths[index] ?? 0;
    at += count;
    return count === 0 ? undefined : floats.subarray(at - count, at);
  };
  if (operation.op === "upsert") return { ...operation, vectors: operation.vectors.map((vector, i) => ({ ...vector, values: take(i) })) };
  if (operation.op === "update") return { ...operation, values: take(0) };
  return operation;
};
