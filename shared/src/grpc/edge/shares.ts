import type { defaults } from "../../base/defaults.ts";
import { type RpcError, resourceExhausted } from "../../base/errors.ts";

export interface ShareOptions {
  /** How much one holder has at once. */
  readonly most: number;
  /** How many of it wait their turn, and for how long; 0 = what is too much is refused at once. */
  readonly waiting: number;
  readonly waitMs: number;
  readonly refusal: (most: number) => RpcError;
}

export type Release = () => void;

interface Turn {
  readonly weight: number;
  readonly come: () => void;
}
interface Share {
  taken: number;
  readonly waiting: Turn[];
}

/**
 * Places by holder. Each holder has its own and its own queue, first come first served, so that one with too much to do waits for itself
 * alone: nobody ever waits for another's.
 */
export class Shares {
  readonly #shares = new Map<string, Share>();
  readonly #options: ShareOptions;

  constructor(options: ShareOptions) {
    this.#options = options;
  }

  /**
   * A place, at once or when one is free; `weight` is how many it counts for, and one that is heavier than all together gets in alone.
   * Throws RESOURCE_EXHAUSTED, with when to come again, where there is none in time.
   */
  take(holder: string, weight = 1): Release | Promise<Release> {
    const { most, waiting, refusal } = this.#options;
    let share = this.#shares.get(holder);
    if (!share) {
      share = { taken: 0, waiting: [] };
      this.#shares.set(holder, share);
    }
    if (share.waiting.length === 0 && this.#fits(share, weight)) return this.#give(holder, share, weight);
    if (share.waiting.length >= waiting) throw refusal(most);
    return this.#wait(holder, share, weight);
  }

  #fits({ taken }: Share, weight: number): boolean {
    return taken === 0 || taken + weight <= this.#options.most;
  }

  #wait(holder: string, share: Share, weight: number): Promise<Release> {
    const { most, waitMs, refusal } = this.#options;
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const turn: Turn = {
        weight,
        come: () => {
          clearTimeout(timer);
          resolve(this.#give(holder, share, weight));
        },
      };
      share.waiting.push(turn);
      if (waitMs === Infinity) return;
      timer = setTimeout(() => {
        share.waiting.splice(share.waiting.indexOf(turn), 1);
        reject(refusal(most));
      }, waitMs);
    });
  }

  #give(holder: string, share: Share, weight: number): Release {
    share.taken += weight;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      share.taken -= weight;
      for (let next = share.waiting[0]; next && this.#fits(share, next.weight); next = share.waiting[0]) {
        share.waiting.shift();
        next.come();
      }
      if (share.taken === 0) this.#shares.delete(holder);
    };
  }
}

type ShareLimits = Pick<typeof defaults.edge, "callsPerTenant" | "waitingPerTenant" | "waitMs" | "streamsPerTenant" | "bytesPerTenant">;

const tooManyCalls = (most: number) =>
  resourceExhausted("TOO_MANY_CALLS", `${most} calls of the tenant run and more wait than may; try again later`, 1_000, {
    limit: String(most),
  });
const tooManyStreams = (most: number) =>
  resourceExhausted("TOO_MANY_STREAMS", `the tenant has ${most} open streams, as many as it may; end one or try later`, 5_000, {
    limit: String(most),
  });

/** Calls wait their turn for a while, since each makes room soon; a stream may stay for hours, so that one too many is refused at once. */
export const sharesOf = ({ callsPerTenant, waitingPerTenant, waitMs, streamsPerTenant, bytesPerTenant }: ShareLimits) => ({
  calls: new Shares({ most: callsPerTenant, waiting: waitingPerTenant, waitMs, refusal: tooManyCalls }),
  streams: new Shares({ most: streamsPerTenant, waiting: 0, waitMs: 0, refusal: tooManyStreams }),
  /** Of large requests that are received or served; who has no room yet is not read. */
  bytes: new Shares({ most: bytesPerTenant, waiting: Infinity, waitMs: Infinity, refusal: tooManyCalls }),
});
