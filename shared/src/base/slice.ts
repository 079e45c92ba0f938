import { setImmediate } from "node:timers/promises";

/** So long work that nobody waits for keeps the event loop to itself, ms. */
const most = 2;

/** The time that a long piece of work has the event loop for. Asked between its steps, it says when others are to have it. */
export class Slice {
  #began = performance.now();

  get over(): boolean {
    return performance.now() - this.#began >= most;
  }

  /** Resolves when the others have had their turn. */
  async rest(): Promise<void> {
    await setImmediate();
    this.#began = performance.now();
  }
}
