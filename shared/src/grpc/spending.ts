import type { Principal } from "../auth/principal.ts";
import { resourceExhausted } from "../base/errors.ts";
import type { Limits, RateLimiter, Taken } from "../redis/rateLimit.ts";

/** More than this a call does not hold in hand: what it has not used is lost when its process dies. */
const mostSpare = 256;

const limitsOf = ({ tenantId, id, rateLimit, budget }: Principal): Limits | null =>
  tenantId === null || (rateLimit === null && budget === null) ? null : { tenantId, keyId: id, ofKey: rateLimit, ofTenant: budget };

/**
 * What one call uses of its key's limit and its tenant's budget: a unit for the call, and for a batch or a stream one for each event, row or
 * message, the first of which the call's own unit pays. Units are taken a few ahead, so that a stream does not ask Redis for each message.
 */
export class Spending {
  #inHand = 0;
  #spent = 0;
  #takes = 0;
  /** What the call costs whatever comes of it; nothing where its limit is why nothing came. */
  #least = 1;
  /** By this process's clock. */
  #windowEnds = 0;
  readonly #limiter: RateLimiter;
  readonly #limits: Limits;
  /** Told before it is thrown that there is no more. */
  readonly #refused: () => void;

  private constructor(limiter: RateLimiter, limits: Limits, refused: () => void) {
    this.#limiter = limiter;
    this.#limits = limits;
    this.#refused = refused;
  }

  /** Null where nothing is limited. */
  static of(limiter: RateLimiter | undefined, principal: Principal, refused: () => void): Spending | null {
    const limits = limitsOf(principal);
    return limiter && limits ? new Spending(limiter, limits, refused) : null;
  }

  /** Makes sure that `units` are in hand. Throws RESOURCE_EXHAUSTED, and then as many as before are. */
  async reserve(units: number): Promise<void> {
    const need = units - this.#inHand;
    if (need <= 0) return;
    // the call's own unit, then what it turns out to cost; who comes back after that is a stream
    const spare = this.#takes < 2 ? 0 : Math.min(mostSpare, 2 ** (this.#takes - 1) - 1);
    const taken = await this.#limiter.take(this.#limits, need, spare);
    this.#takes++;
    if (taken.granted === 0) throw this.#refusal(units, taken);
    this.#inHand += taken.granted;
    this.#windowEnds = performance.now() + taken.retryAfterMs;
  }

  async spend(units: number): Promise<void> {
    await this.reserve(units);
    this.#inHand -= units;
    this.#spent += units;
  }

  /** At the end of the call. */
  async settle(): Promise<void> {
    const unused = this.#inHand - Math.max(0, this.#least - this.#spent);
    this.#inHand = 0;
    if (unused > 0 && performance.now() < this.#windowEnds) await this.#limiter.giveBack(this.#limits, unused);
  }

  #refusal(units: number, { exhausted, retryAfterMs }: Taken) {
    this.#refused();
    this.#least = 0;
    const [limit, owner] = exhausted === "tenant" ? [this.#limits.ofTenant, "tenant"] : [this.#limits.ofKey, "API key"];
    const metadata = { limit: String(limit), cost: String(units) };
    if (limit !== null && units > limit) {
      const message = `this costs ${units} units, and the ${owner} has ${limit} an hour: send less at once`;
      return resourceExhausted("COSTS_TOO_MUCH", message, undefined, metadata);
    }
    return exhausted === "tenant"
      ? resourceExhausted("BUDGET_EXCEEDED", `the tenant's ${limit} units an hour are used up`, retryAfterMs, metadata)
      : resourceExhausted("RATE_LIMIT_EXCEEDED", `the API key's ${limit} units an hour are used up`, retryAfterMs, metadata);
  }
}
