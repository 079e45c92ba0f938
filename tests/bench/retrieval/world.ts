import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@marketing/local/ports";
import { silent } from "@marketing/local/progress";
import { startVectors } from "@marketing/local/vectorServer";
import { uuidv7 } from "@marketing/shared/base/ids";
import { migrateUp } from "@marketing/shared/postgres/migrate";
import { playDirectory } from "../../support/playedDirectory.ts";
import { openClient, type RpcClient } from "../../support/rpc.ts";
import { serviceEnv, startService, testPlatformKey } from "../../support/services.ts";
import { databaseFor } from "../harness.ts";
import { benchDatabase, type Servers } from "../servers.ts";

/** content as production runs it, with a vector server and a tenant of its own. */
export interface World {
  readonly content: RpcClient;
  readonly knowledge: RpcClient;
  close(): Promise<void>;
}

/** `model`: as EMBEDDING_MODEL; the other settings of an endpoint are this process's own. */
export const openWorld = async (servers: Servers, model: string): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), "marketing-bench-retrieval-"));
  const running: { stop(): Promise<unknown> }[] = [];
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
    const vectors = await startVectors({ dataDir: folder, port: await freePort(), password: "bench", progress: silent });
    running.push(vectors.process!);
    const directory = await playDirectory();
    running.push({ stop: directory.close });
    const stores = { database: benchDatabase(databaseUrl), redisUrl: servers.redisUrl, natsUrl: servers.natsUrl };
    const on = { ...stores, directoryAddress: directory.address };
    const store = { PINECONE_API_KEY: "bench", PINECONE_CONTROLLER_HOST: vectors.url };
    const settings = { EMBEDDING_MODEL: model, LOG_LEVEL: "warn" };
    const service = await startService("content", { ...serviceEnv("content", on), ...store, ...settings }, folder);
    running.push(service);
    await service.ready();
    const tenantId = uuidv7();
    directory.addTenant(tenantId);
    const rpc = (name: "ContentService" | "KnowledgeService"): RpcClient => {
      const client = openClient(service.address, name, { apiKey: testPlatformKey, tenantId });
      clients.push(client);
      return client;
    };
    return { content: rpc("ContentService"), knowledge: rpc("KnowledgeService"), close };
  } catch (error) {
    await close();
    throw error;
  }
};
