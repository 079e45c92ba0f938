import { defaults } from "../base/defaults.ts";
import { resourceExhausted } from "../base/errors.ts";

interface Allowance {
  /** Tries that are left, in parts. */
  left: number;
  at: number;
}

export interface FailedKeysOptions {
  readonly perPeer?: number;
  readonly perSecond?: number;
  readonly maxPeers?: number;
}

/**
 * How often each peer may have a key looked up that nobody knows: a few at once, and some more each second. Past that it is answered without a
 * look, so that wrong keys cost others nothing, and a right one that is new has its turn a moment after they end. Keys that are known never come
 * here: many tenants may call from one address.
 */
export class FailedKeys {
  readonly #peers = new Map<string, Allowance>();
  readonly #perPeer: number;
  readonly #perSecond: number;
  readonly #maxPeers: number;

  constructor({
    perPeer = defaults.auth.failedKeysPerPeer,
    perSecond = defaults.auth.failedKeysPerSecond,
    maxPeers = defaults.auth.peers,
  }: FailedKeysOptions = {}) {
    this.#perPeer = perPeer;
    this.#perSecond = perSecond;
    this.#maxPeers = maxPeers;
  }

  /** One more try; counted before its outcome is known, so that many at once do not slip through. Throws where it is one too many. */
  tryOne(peer: string): void {
    const now = performance.now();
    const known = this.#peers.get(peer);
    const left = known ? Math.min(this.#perPeer, known.left + ((now - known.at) * this.#perSecond) / 1_000) : this.#perPeer;
    this.#peers.delete(peer);
    if (this.#peers.size >= this.#maxPeers) this.#peers.delete(this.#peers.keys().next().value!); // insertion order: the oldest goes
    const enough = left >= 1;
    this.#peers.set(peer, { left: enough ? left - 1 : left, at: now });
    if (!enough)
      throw resourceExhausted(
        "TOO_MANY_UNKNOWN_KEYS",
        "too many unknown API keys came from this address; this one is looked up again later",
        ((1 - left) * 1_000) / this.#perSecond,
      );
  }

  /** The try was a key that is known. */
  forgive(peer: string): void {
    const allowance = this.#peers.get(peer);
    if (allowance) allowance.left = Math.min(this.#perPeer, allowance.left + 1);
  }
}
