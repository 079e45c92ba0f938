import pg from "pg";
import { servedCall } from "../base/servedCall.ts";
import { FairShare, nobody } from "./fairShare.ts";
import { withClient } from "./withClient.ts";

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: (broken?: Error | boolean) => void) => void;

interface FairPoolOptions extends pg.PoolConfig {
  readonly max: number;
  readonly connectionTimeoutMillis: number;
  /** What the sessions' statement_timeout is set to. */
  readonly longestStatementMs: number;
  /** The part of the connections that one tenant holds at most. */
  readonly tenantShare: number;
}

/**
 * A pool whose connections the tenants share fairly. Whoever waits for one on behalf of a call gives up when the call does, and a query made
 * on behalf of a call ends with it.
 */
export class FairPool extends pg.Pool {
  readonly #places: FairShare;
  readonly #owners = new WeakMap<object, string>();
  /** A connection of its own: when it is needed, the others are all in use. */
  readonly #spare: pg.Pool;

  /** 0 = as long as it takes. */
  readonly longestStatementMs: number;

  constructor({ longestStatementMs, tenantShare, ...options }: FairPoolOptions) {
    super(options);
    this.longestStatementMs = longestStatementMs;
    const { max } = options;
    const places = { all: max, perTenant: Math.ceil(max * tenantShare), tenants: max - Math.floor(max / 4) };
    this.#places = new FairShare(places, Math.max(options.connectionTimeoutMillis, longestStatementMs));
    this.on("release", (_error, client) => this.#places.leave(this.#owners.get(client)!));
    this.#spare = new pg.Pool({ ...options, max: 1 });
    for (const pool of [this, this.#spare]) {
      // A connection that breaks between two queries emits an error, which must not end the process: the pool replaces it, or the next
      // query fails.
      pool.on("error", () => undefined);
      pool.on("connect", (client) => client.on("error", () => undefined));
    }
    const query = (...args: [string]) => withClient(this, (client) => client.query(...args));
    this.query = query as typeof this.query; // all its forms but the one with a callback
  }

  /** How many wait for a connection. */
  get waiting(): number {
    return this.#places.waiting;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    const lent = this.#lend();
    if (!connected) return lent;
    lent.then(
      (client) => connected(undefined, client, (broken) => client.release(broken)),
      (error: Error) => connected(error, undefined, () => undefined),
    );
    return undefined;
  }

  async #lend(): Promise<pg.PoolClient> {
    const call = servedCall();
    const owner = call?.tenantId ?? nobody;
    await this.#places.enter(owner, call?.signal);
    try {
      const client = await super.connect();
      this.#owners.set(client, owner);
      return client;
    } catch (error) {
      this.#places.leave(owner);
      throw error;
    }
  }

  /**
   * Cancels what a connection runs. Once this has resolved no cancellation is under way that could meet the connection's next query. Resolves
   * to the error where it is not known whether one is.
   */
  async cancel(client: pg.PoolClient): Promise<Error | undefined> {
    const { processID } = client as pg.PoolClient & { readonly processID: number };
    try {
      await this.#spare.query("SELECT pg_cancel_backend($1)", [processID]);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  override end(): Promise<void>;
  override end(ended: () => void): void;
  override end(ended?: () => void): Promise<void> | undefined {
    const both = super.end().then(() => this.#spare.end());
    if (!ended) return both;
    void both.then(ended);
    return undefined;
  }
}
