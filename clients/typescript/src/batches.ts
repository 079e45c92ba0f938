import { defaults } from "@marketing/shared/base/defaults";
import { wireSize } from "@marketing/shared/grpc/wireSize";

export { wireSize };

export interface BatchLimits<Item> {
  /** Items of one request at most; default 1,000. */
  readonly count?: number | undefined;
  /** And no more bytes of them than this, but always one item; default: what a request of four MiB has room for. */
  readonly bytes?: number | undefined;
  /** What an item takes on the wire, rather too much than too little; default: as a message of a contract. */
  readonly sizeOf?: ((item: Item) => number) | undefined;
}

/** Room for what stands beside the items. */
const mostBytes = defaults.grpc.usualMessageBytes - 65_536;

/** Gathers items for requests, so that each has as many as it may, by number and by weight. */
export class Batcher<Item> {
  #held: Item[] = [];
  #bytes = 0;
  readonly #limits: Required<{ [Key in keyof BatchLimits<Item>]: NonNullable<BatchLimits<Item>[Key]> }>;
  constructor({ count = 1_000, bytes = mostBytes, sizeOf = wireSize }: BatchLimits<Item> = {}) {
    this.#limits = { count, bytes, sizeOf };
  }

  /** The batches that are full with this item, or because it does not fit any more. */
  add(item: Item): ReadonlyArray<ReadonlyArray<Item>> {
    const { count, bytes, sizeOf } = this.#limits;
    const size = sizeOf(item);
    const full = this.#bytes + size > bytes ? this.rest() : [];
    this.#held.push(item);
    this.#bytes += size;
    return this.#held.length < count ? full : [...full, ...this.rest()];
  }

  /** What has been gathered and not been given. */
  rest(): ReadonlyArray<ReadonlyArray<Item>> {
    const held = this.#held;
    this.#held = [];
    this.#bytes = 0;
    return held.length === 0 ? [] : [held];
  }
}

/** Items as batches, each of which fits into one request: `for await (const events of inBatches(all)) await client.tracking.trackEvents({ events })`. */
export const inBatches = async function* <Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limits: BatchLimits<Item> = {},
): AsyncGenerator<ReadonlyArray<Item>> {
  const batcher = new Batcher(limits);
  for await (const item of items) yield* batcher.add(item);
  yield* batcher.rest();
};
