/**
 * Follows the messages in a call's bytes, by their lengths alone: each is one byte of flags, four of length, then so many. Keeps nothing
 * of them.
 */
export class Frames {
  /** Of the prefix that is being read. */
  #prefix = 0;
  #length = 0;
  /** Messages that have begun. */
  begun = 0;
  /** Bytes of the message that are still to come. */
  #missing = 0;

  /** A message has begun and is not complete. */
  get partial(): boolean {
    return this.#prefix > 0 || this.#missing > 0;
  }

  /** The largest message that begins in the chunk, as its prefix announces it; 0 where none does. */
  take(chunk: Buffer): number {
    let largest = 0;
    for (let at = 0; at < chunk.length; ) {
      if (this.#missing > 0) {
        const taken = Math.min(this.#missing, chunk.length - at);
        this.#missing -= taken;
        at += taken;
        continue;
      }
      if (this.#prefix === 0) this.begun++;
      else this.#length = this.#length * 256 + chunk[at]!;
      at++;
      if (++this.#prefix < 5) continue;
      this.#missing = this.#length;
      largest = Math.max(largest, this.#length);
      this.#prefix = 0;
      this.#length = 0;
    }
    return largest;
  }
}
