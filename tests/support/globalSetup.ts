import { publish, startTestServers } from "./testServers.ts";

interface Shared {
  users: number;
  started: ReturnType<typeof startTestServers>;
}

// Two projects set up in one process, each with its own copy of this module: the servers are the process's.
const key = Symbol.for("marketing.tests.servers");
const global = globalThis as { [key]?: Shared };

export const setup = async (): Promise<void> => {
  global[key] ??= { users: 0, started: startTestServers() };
  global[key].users += 1;
  const { servers } = await global[key].started;
  publish(servers);
  for (const [service, why] of Object.entries(servers.failedMigrations)) console.warn(`migrations of ${service} failed: ${why}`);
};

export const teardown = async (): Promise<void> => {
  const shared = global[key];
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  delete global[key];
  await (await shared.started).stop();
};
