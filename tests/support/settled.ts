import { until } from "./patience.ts";
import type { ServiceName } from "./rpc.ts";
import type { World } from "./world.ts";

/** Reactions answer events with events, over other services: nothing left to read for so long, and the logs where they were. */
const quietMs = 1_500;

/** Until none of the services has anything left to read, from its own log or from another's. */
export const settled = async (world: World, services: ReadonlyArray<ServiceName>): Promise<void> => {
  const heads = async (): Promise<string | null> => {
    const found: string[] = [];
    for (const name of services) {
      const [status] = await world.operations("GetStatus", {}, name);
      found.push(status.head);
      if (Number(status.relay?.lagEvents ?? 0) > 0) return null;
      for (const subscription of status.subscriptions) if (Number(subscription.lagEvents) > 0) return null;
    }
    return found.join();
  };
  let before: string | null = null;
  let since = Date.now();
  await until("everything has been read", async () => {
    const now = await heads();
    if (now === null || now !== before) since = Date.now();
    before = now;
    return now !== null && Date.now() - since > quietMs;
  });
};
