import { connectBus } from "@marketing/shared/bus/connection";
import { declareStream } from "@marketing/shared/bus/stream";
import { Redis } from "ioredis";
import { serviceNames } from "../../support/rpc.ts";
import { type TestNats, type TestVectors, testVectors } from "../../support/servers.ts";
import type { StartedServer } from "../../support/startServer.ts";
import { publish, startTestServers } from "../../support/testServers.ts";
import { openWire, type Wire } from "../../support/wire.ts";
import { openWorld, type World } from "../../support/world.ts";

/** The five services on servers of their own, with a wire before PostgreSQL, Redis and NATS that faults can cut. */
export interface Platform {
  readonly world: World;
  readonly postgresql: StartedServer;
  readonly redis: StartedServer;
  readonly nats: TestNats;
  readonly vectors: TestVectors;
  readonly wires: Readonly<Record<"postgresql" | "redis" | "nats", Wire>>;
  /** As the administrator of Redis. */
  readonly redisClient: Redis;
  /** Who holds a lease and dies is replaced after this, ms. */
  readonly leaseTtlMs: number;
  close(): Promise<void>;
}

const leaseTtlMs = 3_000;

/** Streams from which a message can be deleted: in production no login may. */
const declareStreams = async (url: string): Promise<void> => {
  const bus = await connectBus({ url, name: "storm" });
  for (const service of serviceNames) await declareStream(bus.nc, { service, denyDelete: false });
  await bus.close();
};

export const openPlatform = async (): Promise<Platform> => {
  const { servers, postgresql, redis, stop } = await startTestServers();
  publish(servers);
  const wires: Partial<Record<"postgresql" | "redis" | "nats", Wire>> = {};
  const ends: (() => Promise<void> | void)[] = [stop];
  const close = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const vectors = await testVectors({ own: true });
    ends.push(() => vectors.release());
    const world = await openWorld({
      services: serviceNames,
      env: { ...vectors.env, LEASE_TTL_MS: String(leaseTtlMs), LEASE_SWEEP_MS: "200", REACTION_ACK_WAIT_MS: "5000" },
      before: async (server, address) => {
        if (server === "nats") await declareStreams(`nats://${address}`);
        const wire = await openWire(address);
        wires[server] = wire;
        ends.push(() => wire.close());
        return wire.address;
      },
    });
    ends.push(() => world.close());
    const redisClient = new Redis(servers.redisUrl);
    redisClient.on("error", () => undefined); // it is killed on purpose
    ends.push(() => redisClient.disconnect());
    return {
      ...{ world, postgresql, redis, vectors, redisClient, leaseTtlMs, close },
      nats: world.nats,
      wires: wires as Platform["wires"],
    };
  } catch (error) {
    await close();
    throw error;
  }
};
