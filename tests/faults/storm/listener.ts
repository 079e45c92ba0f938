import { subscribe } from "@marketing/client/subscribe";

/** A program outside the platform that hears a tenant's tracked events, as the client package gives them. */
export interface Listener {
  /** Events that came with a position not above the one before. */
  outOfOrder(): number;
  /** How often each message id came. */
  readonly heard: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export const openListener = (nats: string, tenantId: string): Listener => {
  const ending = new AbortController();
  const heard = new Map<string, number>();
  let [last, outOfOrder] = [0, 0];
  const listening = (async () => {
    for await (const event of subscribe({ nats, service: "tracking", types: ["EventTracked"], tenantId, signal: ending.signal })) {
      const { messageId } = event.data as { messageId: string };
      heard.set(messageId, (heard.get(messageId) ?? 0) + 1);
      if (event.position <= last) outOfOrder += 1;
      last = event.position;
    }
  })();
  return {
    outOfOrder: () => outOfOrder,
    heard,
    stop: async () => {
      ending.abort();
      await listening;
    },
  };
};
