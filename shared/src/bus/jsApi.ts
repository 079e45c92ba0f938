import { defaults } from "../base/defaults.ts";
import { apiSubject, inOwnAccount, isInOwnAccount } from "./apiSubject.ts";
import { epochOf, isConnected, type Msg, type NatsConnection, replaceConnection } from "./connection.ts";

/** JetStream refused; `errCode` is stable (https://docs.nats.io, "err_code"). */
export class JetStreamError extends Error {
  override readonly name = "JetStreamError";
  readonly code: number;
  readonly errCode: number;
  constructor(api: string, error: { code: number; err_code?: number; description?: string }) {
    super(`${api}: ${error.description ?? "error"} (${error.err_code ?? error.code})`);
    this.code = error.code;
    this.errCode = error.err_code ?? 0;
  }
}

/** JetStream does not answer at present, a transient condition. */
export class BusUnavailable extends Error {
  override readonly name = "BusUnavailable";
  readonly code = "CONNECTION_WAITING";
}

export const streamNotFound = 10059;
export const messageNotFound = 10037;
export const consumerNotFound = 10014;
const notForAccount = 10039;

export const hasCode = (error: unknown, errCode: number): boolean => error instanceof JetStreamError && error.errCode === errCode;

/** Requests in a row that nobody answered although there was a connection. */
const unanswered = new WeakMap<NatsConnection, number>();

/**
 * One request to the JetStream API. Throws JetStreamError on a refusal, BusUnavailable when nobody answers within `timeoutMs` or the answer
 * is broken. After a broken answer, and after two that did not come, the connection is replaced: it may have lost the subscription that
 * the answers come by.
 */
export const jsRequest = async <A>(
  nc: NatsConnection,
  api: string,
  body?: unknown,
  timeoutMs = defaults.bus.requestTimeoutMs,
): Promise<A> => {
  if (!isConnected(nc)) throw new BusUnavailable(`${api}: not connected to the bus`);
  // A login or an operator: its account has no JetStream, and the JetStream streams are in other accounts.
  const elsewhere = (): Promise<A> => {
    inOwnAccount(nc, null);
    return jsRequest(nc, api, body, timeoutMs);
  };
  const epoch = epochOf(nc);
  let answer: Msg;
  try {
    answer = await nc.request(apiSubject(nc, api), body === undefined ? "" : JSON.stringify(body), { timeout: timeoutMs });
  } catch (error) {
    if ((error as { code?: string }).code === "PERMISSIONS_VIOLATION" && !isInOwnAccount(nc)) return elsewhere();
    const missed = epochOf(nc) === epoch ? (unanswered.get(nc) ?? 0) + 1 : 0;
    unanswered.set(nc, missed % 2);
    if (missed === 2) await replaceConnection(nc, epoch);
    throw new BusUnavailable(`${api}: ${(error as Error).message}`, { cause: error });
  }
  unanswered.set(nc, 0);
  let parsed: { error?: { code: number; err_code?: number; description?: string } };
  try {
    parsed = JSON.parse(Buffer.from(answer.data).toString());
  } catch {
    await replaceConnection(nc, epoch);
    throw new BusUnavailable(`${api}: the answer was broken`);
  }
  if (parsed.error?.err_code === notForAccount && !isInOwnAccount(nc)) return elsewhere();
  if (parsed.error) throw new JetStreamError(api, parsed.error);
  return parsed as A;
};

export interface StreamInfo {
  readonly created: string;
  readonly config: Record<string, unknown> & { readonly subjects: string[]; readonly max_age: number };
  readonly state: {
    messages: number;
    first_seq: number;
    last_seq: number;
    last_ts: string;
    bytes: number;
    /** Absent where it is 0. */
    num_deleted?: number;
    /** What the server found broken in its store. */
    lost?: { msgs: number[] | null };
  };
}

/** How many messages are gone from the middle of the JetStream stream: those that only grew old are gone from its beginning. */
export const holesIn = ({ state }: StreamInfo): number => (state.num_deleted ?? 0) + (state.lost?.msgs?.length ?? 0);

export const streamInfo = (nc: NatsConnection, stream: string): Promise<StreamInfo> => jsRequest<StreamInfo>(nc, `STREAM.INFO.${stream}`);
