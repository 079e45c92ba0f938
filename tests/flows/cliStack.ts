import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

export interface CliStack {
  /** Of the stack file. */
  readonly stack: string;
  readonly directory: string;
  readonly services: Record<"identity" | "tracking", TestService>;
  /** The same service again, on its address, after a kill. */
  restart(service: "identity" | "tracking"): Promise<void>;
  /** As the administrator of the test's database. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** identity and tracking as processes on servers of the test's own, and the stack file that names them. */
export const startCliStack = async (): Promise<CliStack> => {
  const [database, redis, nats] = await Promise.all([createTestDatabase(), testRedis(), testNats()]);
  const directory = mkdtempSync(join(tmpdir(), "marketing-cli-flow-"));
  const env = (service: string) => serviceEnv(service, { database, redisUrl: redis.url, natsUrl: nats.url });
  const services = { identity: await startService("identity", env("identity")), tracking: await startService("tracking", env("tracking")) };
  await Promise.all([services.identity.ready(), services.tracking.ready()]);
  mkdirSync(join(directory, ".data"));
  const stack = join(directory, ".data", "stack.json");
  const file = {
    services: { identity: { address: services.identity.address }, tracking: { address: services.tracking.address } },
    platformKey: testPlatformKey,
    nats: nats.url,
    redis: redis.url,
  };
  writeFileSync(stack, JSON.stringify(file));
  return {
    stack,
    directory,
    services,
    adminUrl: database.adminUrl,
    restart: async (service) => {
      const port = services[service].address.split(":")[1]!;
      services[service] = await startService(service, { ...env(service), GRPC_PORT: port });
      await services[service].ready();
    },
    stop: async () => {
      await Promise.all(Object.values(services).map((service) => service.stop()));
      await nats.release();
      await redis.release();
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
