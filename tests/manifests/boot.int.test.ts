import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ChannelCredentials, Client, Metadata } from "@grpc/grpc-js";
import { createMarketingClient } from "@marketing/client";
import { busPassword } from "@marketing/local/busAccounts";
import { type RunningProcess, startProcess, tail } from "@marketing/local/childProcess";
import { checkHealth } from "@marketing/local/health";
import { repositoryRoot } from "@marketing/local/paths";
import { freePort } from "@marketing/local/ports";
import { services } from "@marketing/local/serviceList";
import { waitUntilServing } from "@marketing/local/serviceProcess";
import { hashOf } from "@marketing/shared/auth/apiKey";
import { uuidv7 } from "@marketing/shared/base/ids";
import { connectBus } from "@marketing/shared/bus/connection";
import { streamInfo } from "@marketing/shared/bus/jsApi";
import { loadService } from "@marketing/shared/grpc/proto";
import { patience, stretched } from "@marketing/tests/support/patience";
import { type PlayedDirectory, playDirectory } from "@marketing/tests/support/playedDirectory";
import type { Message } from "@marketing/tests/support/rpc";
import { createTestDatabase, type TestDatabase, type TestRedis, testRedis } from "@marketing/tests/support/servers";
import { testDirectoryKey, testKeyEncryptionKey, testPlatformKey } from "@marketing/tests/support/services";
import { testServers } from "@marketing/tests/support/testServers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environmentOf, expanded, type SecretKey } from "./environment.ts";
import { containersOf, type Manifest, ofKind, workloadsOf } from "./manifest.ts";
import { type NatsCluster, natsFiles, startNatsCluster } from "./natsCluster.ts";
import { canRender, render } from "./render.ts";

const busSecret = "the bus's";
let directory: string;
let database: TestDatabase;
let redis: TestRedis;
let nats: NatsCluster;
let production: Manifest[];
let played: PlayedDirectory;
const running: RunningProcess[] = [];

/** What follows "scheme://user:password@" of a URL. */
const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};

/** The Secret `grpc-tls` is not mounted here; what it does is tested where TLS is (shared/src/grpc). */
const withoutCertificates = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => !/^(GRPC_TLS_|DIRECTORY_CA_FILE$|GRPC_HEALTH_HOST$|HEALTH_PORT$)/.test(name)),
  );

/** A container's program as the kubelet starts it: its environment and nothing else, the addresses the test's. */
const start = async (id: string, on: TestDatabase, podName: string): Promise<RunningProcess> => {
  const workload = workloadsOf(production).find((w) => w.id === id)!;
  const container = containersOf(workload)[0]!;
  const admin = new URL(on.adminUrl);
  const { rolePassword, redisUrl } = await testServers();
  const secrets: Record<string, string> = {
    ...Object.fromEntries(services().flatMap((s) => [`${s}-database/api`, `${s}-database/worker`].map((key) => [key, rolePassword]))),
    "postgres-admin/username": admin.username,
    "postgres-admin/password": decodeURIComponent(admin.password),
    "platform/redis-password": new URL(redisUrl).password,
    ...Object.fromEntries(services().map((s) => [`${s}-bus/password`, busPassword(busSecret, s)])),
    "platform/platform-api-key-hash": hashOf(testPlatformKey),
    "platform/directory-key": testDirectoryKey,
    "platform/key-encryption-key": testKeyEncryptionKey,
  };
  const config = {
    POSTGRES_ADDRESS: placeOf(on.adminUrl),
    REDIS_SCHEME: "redis",
    REDIS_ADDRESS: placeOf(redis.url),
    NATS_SCHEME: "nats",
    NATS_ADDRESS: nats.address,
    DIRECTORY_ADDRESS: played.address,
  };
  const secret = ({ secret: name, key }: SecretKey): string | undefined => secrets[`${name}/${key}`];
  const { values, problems } = environmentOf(container, production, { secret, field: () => podName, config });
  expect(problems).toEqual([]);
  // The Dockerfile's command and directory, where the container names none.
  const [, ...args] = container.command ? [...container.command, ...(container.args ?? [])] : ["node", "src/main.ts"];
  const process_ = await startProcess({
    name: podName,
    file: process.execPath,
    args: args.map((arg) => expanded(arg, values)),
    cwd: container.command ? repositoryRoot : join(repositoryRoot, "services/lead"),
    env: { ...withoutCertificates(values), ...(workload.manifest.kind === "Job" ? {} : { GRPC_PORT: ports[podName]! }) },
    logFile: join(directory, podName),
    stopSignal: "SIGTERM",
    unref: true,
  });
  running.push(process_);
  return process_;
};
const ports: Record<string, string> = {};
const boot = async (id: string, podName: string): Promise<{ readonly process: RunningProcess; readonly address: string }> => {
  ports[podName] = String(await freePort());
  const started = await start(id, database, podName);
  const address = `127.0.0.1:${ports[podName]}`;
  await waitUntilServing(started, address, patience);
  return { process: started, address };
};

const query = async (url: string, text: string): Promise<unknown[][]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
};

/** Spreads its calls over the pods as ours do, but tries nothing again: what fails is seen. */
const plainClient = (address: string, tenantId: string) => {
  const definition = loadService("marketing.lead.v1", "LeadService");
  const client = new Client(address, ChannelCredentials.createInsecure(), {
    "grpc.service_config": JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }], methodConfig: [] }),
  });
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${testPlatformKey}`);
  metadata.set("x-tenant-id", tenantId);
  return {
    call: (name: string, request: object): Promise<Message> =>
      new Promise((resolve, reject) => {
        const { path, requestSerialize, responseDeserialize } = definition[name]!;
        const deadline = Date.now() + stretched(10_000);
        client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, metadata, { deadline }, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
      }),
    close: () => client.close(),
  };
};

describe.runIf(canRender)("what the manifests start", () => {
  beforeAll(async () => {
    production = render("deploy/k8s/overlays/production");
    directory = mkdtempSync(join((await testServers()).directory, "manifests-"));
    played = await playDirectory();
    [database, redis, nats] = await Promise.all([createTestDatabase(), testRedis(), startNatsCluster(natsFiles(), busSecret, directory)]);
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await Promise.all([database?.drop(), redis?.release(), nats?.stop(), played?.close()]);
  });

  it("the migration Job makes an empty database everybody's; a pod that was too early serves from then on", async () => {
    const empty = await createTestDatabase({ empty: true });
    ports.early = String(await freePort());
    const early = await start("Deployment lead-api", empty, "early");
    const health = () => checkHealth(`127.0.0.1:${ports.early}`, "readiness");
    await expect.poll(health).toBe("NOT_SERVING");
    await expect.poll(() => readFileSync(early.logFile, "utf8")).toContain("the migrations have to run");
    const job = await start("Job migrate", empty, "migrate");
    expect(await job.exited, tail(job.logFile)).toEqual({ code: 0, signal: null });
    for (const service of services())
      expect(await query(empty.workerUrl(service), `SELECT count(*) FROM ${service}.event_log`), service).toEqual([["0"]]);
    await expect.poll(health).toBe("SERVING");
    process.kill(early.pid, "SIGKILL");
    await early.exited;
    await empty.drop();
  });

  it("KEDA's questions are answered to each worker's role", async () => {
    for (const { metadata, spec } of ofKind(production, "ScaledObject")) {
      const service = metadata.name.replace("-worker", "");
      const [trigger] = spec.triggers;
      expect(await query(database.workerUrl(service), trigger.metadata.query), metadata.name).toEqual([["0"]]);
    }
  });

  it("api and worker serve with their environments, and a rollout in the middle of calls fails none", async () => {
    const [one, two, worker] = await Promise.all([
      boot("Deployment lead-api", "lead-api-1"),
      boot("Deployment lead-api", "lead-api-2"),
      boot("Deployment lead-worker", "lead-worker-1"),
    ]);
    const tenantId = uuidv7();
    played.addTenant(tenantId);
    const client = plainClient(`ipv4:${one.address},${two.address}`, tenantId);
    const failures: unknown[] = [];
    let done = 0;
    let last = 0;
    let going = true;
    const call = async (n: number): Promise<void> => {
      const { lead, position } = await client.call("CaptureLead", { email: `p${n}@example.com`, requestId: uuidv7() });
      last = Math.max(last, Number(position));
      if (n % 10 === 0) await client.call("GetLead", { leadId: lead.leadId, minPosition: position }); // the worker has projected it
      done += 1;
    };
    const calling = Array.from({ length: 8 }, async (_, caller) => {
      for (let n = caller; going; n += 8) await call(n).catch((error) => failures.push(error));
    });
    await expect.poll(() => done).toBeGreaterThan(50);
    process.kill(one.process.pid, "SIGTERM");
    const ended = await one.process.exited;
    const before = done;
    await expect.poll(() => done).toBeGreaterThan(before + 50);
    going = false;
    await Promise.all(calling);
    client.close();
    expect(failures).toEqual([]);
    expect(ended, tail(one.process.logFile)).toEqual({ code: 0, signal: null });
    const notice = /"message":"stopping"[\s\S]*"message":"stopped"/;
    expect(readFileSync(one.process.logFile, "utf8")).toMatch(notice);

    const operators = createMarketingClient({
      addresses: { lead: two.address },
      workerAddresses: { lead: worker.address },
      apiKey: testPlatformKey,
      tls: null,
    });
    expect((await operators.operations("lead").getStatus({})).subscriptions.length).toBeGreaterThan(1);
    operators.close();
    const atApi = createMarketingClient({ addresses: { lead: two.address }, apiKey: testPlatformKey, tls: null });
    await expect(atApi.operations("lead").getStatus({})).rejects.toMatchObject({ code: 12 });
    atApi.close();

    const bus = await connectBus({ url: `nats://operator:${busPassword(busSecret, "operator")}@${nats.address}`, name: "test" });
    await expect.poll(async () => (await streamInfo(bus.nc, "LEAD")).state.last_seq).toBeGreaterThan(done - 1);
    expect((await streamInfo(bus.nc, "LEAD")).config.num_replicas).toBe(3);
    await bus.close();
    const leases = await query(database.workerUrl("lead"), "SELECT DISTINCT lease_owner FROM lead.checkpoints WHERE lease_until > now()");
    expect(leases.map(([owner]) => owner)).toEqual([`lead-worker-1-${worker.process.pid}`]);
    for (const { process: rest } of [two, worker]) process.kill(rest.pid, "SIGTERM");
    for (const { process: rest } of [two, worker]) expect(await rest.exited, tail(rest.logFile)).toEqual({ code: 0, signal: null });
  });
});
