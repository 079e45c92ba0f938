import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServiceName, serviceNames } from "./rpc.ts";
import { testPlatformKey } from "./services.ts";
import { openWorld, type World } from "./world.ts";

export interface CliWorld extends World {
  /** Of the stack's file that names the services, as `npm start` writes it. */
  readonly stack: string;
  /** Above that file; removed with the world. */
  readonly directory: string;
}

export const openCliWorld = async (services: ReadonlyArray<ServiceName> = serviceNames): Promise<CliWorld> => {
  const world = await openWorld({ services });
  const directory = mkdtempSync(join(tmpdir(), "marketing-cli-flow-"));
  mkdirSync(join(directory, ".data"));
  const stack = join(directory, ".data", "stack.json");
  const addresses = services.map((name) => [name, { address: world.service(name).address }] as const);
  writeFileSync(
    stack,
    JSON.stringify({
      services: Object.fromEntries(addresses),
      platformKey: testPlatformKey,
      nats: world.nats.url,
      redis: world.redisUrl,
    }),
  );
  return {
    ...world,
    stack,
    directory,
    close: async () => {
      await world.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
