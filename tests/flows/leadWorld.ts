import { openWorld, type World } from "../support/world.ts";

/** lead alone; the test plays identity and tracking. */
export const openLeadWorld = (env: Readonly<Record<string, string>> = {}): Promise<World> =>
  openWorld({ services: ["lead"], plays: ["identity", "tracking"], env });

/** What a person did just now, as tracking tells of it. */
export const tracked = (world: World, tenantId: string, userId: string, eventName: string, more: object = {}): Promise<string> =>
  world.tell("tracking", tenantId, "EventTracked", {
    userId,
    eventName,
    properties: {},
    timestamp: new Date().toISOString(),
    contextActive: true,
    isBot: false,
    ...more,
  });
