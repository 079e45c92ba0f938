import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runnableServices } from "@marketing/local/serviceList";
import { createTestDatabase, type TestDatabase, testNats, testRedis } from "../support/servers.ts";
import { serviceEnv, startService, type TestService, testPlatformKey } from "../support/services.ts";

export interface CliStack {
  /** Of the stack file. */
  readonly stack: string;
  readonly directory: string;
  readonly services: Readonly<Record<string, TestService>>;
  /** The same service again, on its address, after a kill. */
  restart(service: string): Promise<void>;
  /** As the administrator of the test's database. */
  readonly adminUrl: string;
  readonly natsUrl: string;
  /** Of the vector store, as a service's environment names it. */
  readonly vectors: TestDatabase["vectors"];
  stop(): Promise<void>;
}

/** Services as processes on servers of the test's own, and the stack file that names them. `names`: default every one there is. */
export const startCliStack = async (names: ReadonlyArray<string> = runnableServices()): Promise<CliStack> => {
  const [database, redis, nats] = await Promise.all([createTestDatabase({ services: names }), testRedis(), testNats()]);
  const directory = mkdtempSync(join(tmpdir(), "marketing-cli-flow-"));
  const env = (service: string) => serviceEnv(service, { database, redisUrl: redis.url, natsUrl: nats.url });
  const services = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await startService(name, env(name))] as const)));
  await Promise.all(Object.values(services).map((service) => service.ready(60_000)));
  mkdirSync(join(directory, ".data"));
  const stack = join(directory, ".data", "stack.json");
  const file = {
    services: Object.fromEntries(Object.entries(services).map(([name, { address }]) => [name, { address }])),
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
    natsUrl: nats.url,
    vectors: database.vectors,
    restart: async (service) => {
      const port = services[service]!.address.split(":")[1]!;
      const again = await startService(service, { ...env(service), GRPC_PORT: port });
      services[service] = again;
      await again.ready();
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
