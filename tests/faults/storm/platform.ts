import { Redis } from "ioredis";
import { serviceNames } from "../../support/rpc.ts";
import { type TestNats, type TestVectors, testVectors } from "../../support/servers.ts";
import type { StartedServer } from "../../support/startServer.ts";
import { startTcpProxy, type TcpProxy } from "../../support/tcpProxy.ts";
import { publish, startTestServers } from "../../support/testServers.ts";
import { openWorld, type World } from "../../support/world.ts";

/** The five services on servers of their own, with a network before PostgreSQL, Redis and NATS that faults can cut and disturb. */
export interface Platform {
  readonly world: World;
  readonly postgresql: StartedServer;
  readonly redis: StartedServer;
  readonly nats: TestNats;
  readonly vectors: TestVectors;
  readonly wires: Readonly<Record<"postgresql" | "redis" | "nats", TcpProxy>>;
  /** As the administrator of Redis. */
  readonly redisClient: Redis;
  /** Who holds a lease and dies is replaced after this, ms. */
  readonly leaseTtlMs: number;
  close(): Promise<void>;
}

const leaseTtlMs = 3_000;

export const openPlatform = async (seed: number): Promise<Platform> => {
  const { servers, postgresql, redis, stop } = await startTestServers({ durable: true });
  publish(servers);
  const wires: Partial<Record<"postgresql" | "redis" | "nats", TcpProxy>> = {};
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
        const wire = await startTcpProxy(`tcp://${address}`, { seed });
        wires[server] = wire;
        ends.push(() => wire.close());
        return `127.0.0.1:${wire.port}`;
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
