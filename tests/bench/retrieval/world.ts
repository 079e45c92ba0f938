import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningProcess } from "@marketing/local/childProcess";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { startServiceProcess, waitUntilServing } from "@marketing/local/serviceProcess";
import { startVectors } from "@marketing/local/vectorServer";
import { uuidv7 } from "@marketing/shared/base/ids";
import { createClient, type RpcClient } from "@marketing/shared/grpc/client";
import { migrateUp } from "@marketing/shared/postgres/migrate";
import { databaseFor } from "../harness.ts";
import type { Servers } from "../servers.ts";

const platformKey = `mk_${"0".repeat(16)}_${"b".repeat(32)}`;

/** content as production runs it, with a vector server and a tenant of its own. */
export interface World {
  readonly content: RpcClient;
  readonly knowledge: RpcClient;
  close(): Promise<void>;
}

/** `model`: as EMBEDDING_MODEL; the other settings of an endpoint are this process's own. */
export const openWorld = async (servers: Servers, model: string): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), "marketing-bench-retrieval-"));
  const running: RunningProcess[] = [];
  const clients: RpcClient[] = [];
  const close = async (): Promise<void> => {
    for (const client of clients) client.close();
    for (const process of running.reverse()) await process.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const databaseUrl = await databaseFor(servers, "retrieval");
    await migrateUp({ adminUrl: databaseUrl, service: "content" });
    mkdirSync(join(folder, "logs"));
    const [vectorPort, port] = await Promise.all([freePort(), freePort()]);
    const vectors = await startVectors({ dataDir: folder, port: vectorPort, password: "bench", progress: silent });
    running.push(vectors.process!);
    const as = (role: string): string => databaseUrl.replace("//postgres@", `//content_${role}@`);
    const env = {
      PINECONE_API_KEY: "bench",
      PINECONE_CONTROLLER_HOST: vectors.url,
      EMBEDDING_MODEL: model,
      DATABASE_URL: as("api"),
      WORKER_DATABASE_URL: as("worker"),
      REDIS_URL: servers.redisUrl,
      NATS_URL: servers.natsUrl,
      GRPC_HOST: "127.0.0.1",
      GRPC_PORT: String(port),
      PLATFORM_API_KEY: platformKey,
      LOG_LEVEL: "warn",
    };
    const service = await startServiceProcess({ service: "content", env, logFile: join(folder, "content.log") });
    running.push(service);
    const address = `127.0.0.1:${port}`;
    await waitUntilServing(service, address);
    const tenantId = uuidv7();
    const rpc = (service: string): RpcClient => {
      const client = createClient({
        address,
        package: "marketing.content.v1",
        service,
        apiKey: platformKey,
        tenantId,
        deadlineMs: 120_000,
      });
      clients.push(client);
      return client;
    };
    return { content: rpc("ContentService"), knowledge: rpc("KnowledgeService"), close };
  } catch (error) {
    await close();
    throw error;
  }
};
