interface Waiting {
  readonly grant: () => void;
}

/** Who takes places for the service's own work, which may take all of them. */
export const nobody = "";

export interface Places {
  readonly all: number;
  /** What one tenant holds at most, so that a newcomer never waits for one tenant's longest query. */
  readonly perTenant: number;
  /** What all tenants hold together at most, so that the service's own work never waits for them. */
  readonly tenants: number;
}

/** Places that tenants share: of those who wait, the one that holds fewest is next, and of these the one that has not been served for longest. */
export class FairShare {
  readonly #places: Places;
  readonly #patienceMs: number;
  readonly #held = new Map<string, number>();
  readonly #waiting = new Map<string, Set<Waiting>>();
  #taken = 0;

  /** `patienceMs`: how long those wait who cannot be told to stop. */
  constructor(places: Places, patienceMs: number) {
    this.#places = places;
    this.#patienceMs = patienceMs;
  }

  /** How many wait. */
  get waiting(): number {
    let n = 0;
    for (const queue of this.#waiting.values()) n += queue.size;
    return n;
  }

  /** Resolves when the owner has a place. Rejects with the signal's reason, having given up the place in the queue, when it aborts before. */
  enter(owner: string, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#mayTake(owner)) {
      this.#take(owner);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(owner) ?? new Set();
      this.#waiting.set(owner, queue);
      const leaveQueue = () => {
        queue.delete(waiting);
        if (queue.size === 0 && this.#waiting.get(owner) === queue) this.#waiting.delete(owner);
        clearTimeout(timer);
        signal?.removeEventListener("abort", giveUp);
      };
      const giveUp = () => {
        leaveQueue();
        reject(signal ? signal.reason : new Error("timeout exceeded when trying to connect: the pool's connections are all in use"));
      };
      const waiting = {
        grant: () => {
          leaveQueue();
          resolve();
        },
      };
      const timer = signal ? undefined : setTimeout(giveUp, this.#patienceMs);
      signal?.addEventListener("abort", giveUp, { once: true });
      queue.add(waiting);
    });
  }

  leave(owner: string): void {
    const held = this.#heldBy(owner) - 1;
    if (held === 0) this.#held.delete(owner);
    else this.#held.set(owner, held);
    this.#taken -= 1;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#take(next);
      const queue = this.#waiting.get(next)!;
      // behind the others who wait
      this.#waiting.delete(next);
      this.#waiting.set(next, queue);
      queue.values().next().value!.grant();
    }
  }

  #heldBy(owner: string): number {
    return this.#held.get(owner) ?? 0;
  }

  #mayTake(owner: string): boolean {
    const { all, perTenant, tenants } = this.#places;
    if (this.#taken >= all) return false;
    return owner === nobody || (this.#heldBy(owner) < perTenant && this.#taken - this.#heldBy(nobody) < tenants);
  }

  #take(owner: string): void {
    this.#taken += 1;
    this.#held.set(owner, this.#heldBy(owner) + 1);
  }

  #next(): string | undefined {
    let next: string | undefined;
    for (const owner of this.#waiting.keys())
      if (this.#mayTake(owner) && (next === undefined || this.#heldBy(owner) < this.#heldBy(next))) next = owner;
    return next;
  }
}
