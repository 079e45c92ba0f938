import { defaults } from "../base/defaults.ts";
import { resourceExhausted } from "../base/errors.ts";

interface Count {
  tries: number;
  readonly until: number;
}

export interface FailedKeysOptions {
  readonly perPeer?: number;
  readonly windowMs?: number;
  readonly maxPeers?: number;
}

/**
 * How often each peer had a key looked up that nobody knows. Past its limit it is answered without a look until the window ends, so that
 * wrong keys cost others nothing. Keys that are known never come here: many tenants may call from one address.
 */
export class FailedKeys {
  readonly #peers = new Map<string, Count>();
  readonly #perPeer: number;
  readonly #windowMs: number;
  readonly #maxPeers: number;

  constructor({
    perPeer = defaults.auth.failedKeysPerPeer,
    windowMs = defaults.auth.failedKeysWindowMs,
    maxPeers = defaults.auth.peers,
  }: FailedKeysOptions = {}) {
    this.#perPeer = perPeer;
    this.#windowMs = windowMs;
    this.#maxPeers = maxPeers;
  }

  /** One more try; counted before its outcome is known, so that many at once do not slip through. Throws where it is one too many. */
  tryOne(peer: string): void {
    const now = performance.now();
    let count = this.#peers.get(peer);
    if (!count || count.until <= now) {
      this.#peers.delete(peer);
      if (this.#peers.size >= this.#maxPeers) this.#peers.delete(this.#peers.keys().next().value!); // insertion order: the oldest goes
      count = { tries: 0, until: now + this.#windowMs };
      this.#peers.set(peer, count);
    }
    if (count.tries >= this.#perPeer)
      throw resourceExhausted(
        "TOO_MANY_UNKNOWN_KEYS",
        "too many unknown API keys came from this address; this one is looked up again later",
        count.until - now,
      );
    count.tries++;
  }

  /** The try was a key that is known. */
  forgive(peer: string): void {
    const count = this.#peers.get(peer);
    if (count && count.tries > 0) count.tries--;
  }
}
