import { defaults } from "../base/defaults.ts";
import { apiSubject, inOwnAccount, isInOwnAccount } from "./apiSubject.ts";
import { isConnected, type Msg, type NatsConnection } from "./connection.ts";

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
const notForAccount = 10039;

export const hasCode = (error: unknown, errCode: number): boolean => error instanceof JetStreamError && error.errCode === errCode;

/** One request to the JetStream API. Throws JetStreamError on a refusal, BusUnavailable when nobody answers within `timeoutMs`. */
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
  let answer: Msg;
  try {
    answer = await nc.request(apiSubject(nc, api), body === undefined ? "" : JSON.stringify(body), { timeout: timeoutMs });
  } catch (error) {
    if ((error as { code?: string }).code === "PERMISSIONS_VIOLATION" && !isInOwnAccount(nc)) return elsewhere();
    throw new BusUnavailable(`${api}: ${(error as Error).message}`, { cause: error });
  }
  const parsed = JSON.parse(Buffer.from(answer.data).toString()) as { error?: { code: number; err_code?: number; description?: string } };
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

export interface StoredMessage {
  readonly subject: string;
  readonly seq: number;
  /** Header block as text. */
  readonly headers: string;
  readonly data: Buffer;
}

const get = async (nc: NatsConnection, stream: string, body: unknown): Promise<StoredMessage | null> => {
  try {
    const { message: m } = await jsRequest<{ message: { subject: string; seq: number; hdrs?: string; data?: string } }>(
      nc,
      `STREAM.MSG.GET.${stream}`,
      body,
    );
    return {
      subject: m.subject,
      seq: m.seq,
      headers: m.hdrs ? Buffer.from(m.hdrs, "base64").toString("latin1") : "",
      data: Buffer.from(m.data ?? "", "base64"),
    };
  } catch (error) {
    if (hasCode(error, messageNotFound)) return null;
    throw error;
  }
};

/** The first message held at `seq` or after it. */
export const messageFrom = (nc: NatsConnection, stream: string, seq: number): Promise<StoredMessage | null> =>
  get(nc, stream, { seq, next_by_subj: ">" });

/**
 * The newest message that the JetStream stream holds. Servers of version 2.9 find none when the newest ones were deleted; then it is found
 * by binary search.
 */
export const lastMessage = async (nc: NatsConnection, stream: string): Promise<StoredMessage | null> => {
  const last = await get(nc, stream, { last_by_subj: ">" });
  if (last) return last;
  const { state } = await streamInfo(nc, stream);
  if (state.messages === 0) return null;
  let found: StoredMessage | null = null;
  for (let [low, high] = [state.first_seq, state.last_seq]; low <= high; ) {
    const middle = Math.floor((low + high) / 2);
    const held = await messageFrom(nc, stream, middle);
    if (held) {
      found = held;
      low = held.seq + 1;
    } else high = middle - 1;
  }
  return found;
};
