import { hash } from "node:crypto";
import type { VectorMetadata } from "./vectorStore.ts";

const sha256 = (text: string): string => hash("sha256", text, "base64url");

export const textHash = sha256;

/** Does not depend on the order of the fields. */
export const itemHash = (text: string, metadata: VectorMetadata): string =>
  sha256(JSON.stringify([textHash(text), Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1))]));

/** Hash of all items of an entity; "" = it has none. */
export const entityHash = (items: ReadonlyArray<{ readonly id: string; readonly hash: string }>): string =>
  items.length === 0 ? "" : sha256(JSON.stringify(items.map((i) => [i.id, i.hash]).sort(([a], [b]) => (a! < b! ? -1 : 1))));
