import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { status } from "@grpc/grpc-js";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CampaignTenant, campaignTenant, openCampaignWorld } from "../flows/campaignWorld.ts";
import { stretched, until } from "../support/patience.ts";
import type { Message, RpcClient } from "../support/rpc.ts";
import { refusal } from "../support/rpc.ts";
import { startService, type TestService, testPlatformKey } from "../support/services.ts";
import type { World } from "../support/world.ts";

let world: World;
let rival: TestService;
beforeAll(async () => {
  world = await openCampaignWorld();
  rival = await startService("campaign", { ...world.envOf(), INSTANCE_ID: "rival" });
  await rival.ready();
});
afterAll(async () => {
  await rival?.stop();
  await world?.close();
});

const enqueue = async (t: CampaignTenant, taskType: string, payload: object = {}, more: object = {}): Promise<string> =>
  (await t.tasks.call("EnqueueTask", { taskType, payload: toStruct(payload), ...more })).task.taskId;
const claim = async (client: RpcClient, taskType: string, workerId: string, more: object = {}): Promise<Message> =>
  (await client.call("ClaimTask", { taskTypes: [taskType], workerId, ...more })).task;
const claimSoon = async (client: RpcClient, taskType: string, workerId: string, more: object = {}): Promise<Message> => {
  let task: Message = null;
  await until(`${workerId} has a task`, async () => {
    task = await claim(client, taskType, workerId, more);
    return task !== null;
  });
  return task;
};
const get = async (t: CampaignTenant, taskId: string): Promise<Message> => (await t.tasks.call("GetTask", { taskId })).task;
const has = (t: CampaignTenant, taskId: string, wanted: string) =>
  until(`the task is ${wanted}`, async () => (await get(t, taskId)).status === `TASK_STATUS_${wanted}`);
const eventsOf = async (t: CampaignTenant, taskId: string): Promise<string[]> =>
  (
    await world
      .pool()
      .query("SELECT type FROM event_log WHERE tenant_id = $1 AND stream_id = $2 ORDER BY version", [t.tenantId, `agent_task-${taskId}`])
  ).rows.map((r) => r.type);
const onRival = (t: CampaignTenant): RpcClient =>
  world.open("TaskService", { apiKey: testPlatformKey, tenantId: t.tenantId }, rival.address);

describe("a claim", () => {
  it("of 60 workers at two servers for 40 tasks gives each task to one, the oldest first", async () => {
    const t = campaignTenant(world);
    const other = onRival(t);
    const ids: string[] = [];
    for (let i = 0; i < 40; i++) ids.push(await enqueue(t, "raced", { i }));
    await has(t, ids.at(-1)!, "PENDING");
    const got = await Promise.all(Array.from({ length: 60 }, (_, i) => claim(i % 2 ? t.tasks : other, "raced", `w${i}`)));
    const taken = got.filter((g) => g !== null).map((g) => g.taskId);
    for (let more = 0; taken.length < 40 && more < 20; more++) {
      const task = await claim(t.tasks, "raced", "late");
      if (task) taken.push(task.taskId);
    }
    expect(taken).toHaveLength(40);
    expect(new Set(taken).size).toBe(40);
    expect(await claim(other, "raced", "x")).toBeNull();
    for (const id of ids) expect(await eventsOf(t, id)).toEqual(["task_enqueued", "task_claimed"]);
    const alone = campaignTenant(world);
    const [first, second] = [await enqueue(alone, "a"), await enqueue(alone, "b")];
    await has(alone, second, "PENDING");
    const next = async () => (await alone.tasks.call("ClaimTask", { taskTypes: ["b", "a"], workerId: "w" })).task.taskId;
    expect([await next(), await next()]).toEqual([first, second]);
  });

  it("repeated with its request_id is the same claim", async () => {
    const t = campaignTenant(world);
    await enqueue(t, "again");
    await has(t, await enqueue(t, "again"), "PENDING");
    const request = { requestId: randomUUID() };
    const first = await claimSoon(t.tasks, "again", "w", request);
    expect((await claim(t.tasks, "again", "w", request)).leaseId).toBe(first.leaseId);
    expect((await claim(t.tasks, "again", "w")).taskId).not.toBe(first.taskId);
  });

  it("is kept by heartbeats; lost, it is worth nothing any more", async () => {
    const t = campaignTenant(world);
    const taskId = await enqueue(t, "beat");
    const leaseSeconds = Math.ceil(stretched(1_000) / 1_000);
    const held = await claimSoon(t.tasks, "beat", "w1", { leaseSeconds });
    for (let i = 0; i < 4; i++) {
      await new Promise((resolve) => setTimeout(resolve, leaseSeconds * 500));
      await t.tasks.call("Heartbeat", { taskId, leaseId: held.leaseId });
    }
    expect((await get(t, taskId)).status).toBe("TASK_STATUS_CLAIMED");
    const other = await claimSoon(onRival(t), "beat", "w2");
    expect(other).toMatchObject({ taskId, attempts: 2, error: "the lease of w1 ran out" });
    for (const [rpc, request] of [
      ["Heartbeat", {}],
      ["CompleteTask", { result: toStruct({}) }],
      ["FailTask", { error: "x" }],
    ] as const)
      expect(await refusal(t.tasks.call(rpc, { taskId, leaseId: held.leaseId, ...request }))).toMatchObject({
        code: status.FAILED_PRECONDITION,
        reason: "LEASE_LOST",
      });
    const lease = { taskId, leaseId: other.leaseId };
    const done = await t.tasks.call("CompleteTask", { ...lease, result: toStruct({ ok: true }) });
    expect(fromStruct(done.task.result)).toEqual({ ok: true });
    expect((await t.tasks.call("CompleteTask", { ...lease, result: toStruct({ ok: false }) })).version).toBe(done.version);
  });
});

describe("a worker that is killed", () => {
  const worker = (
    t: CampaignTenant,
    workerId: string,
    taskType: string,
    address = world.service().address,
  ): { child: ChildProcess; seen: string[] } => {
    const file = fileURLToPath(new URL("./campaignWorker.ts", import.meta.url));
    const child = spawn(process.execPath, [file, address, testPlatformKey, t.tenantId, workerId, taskType, "1"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const seen: string[] = [];
    child.stdout!.setEncoding("utf8").on("data", (text: string) => seen.push(...text.split("\n").filter((line) => line !== "")));
    return { child, seen };
  };

  it("loses its task to another, who finishes it once", async () => {
    const t = campaignTenant(world);
    const taskId = await enqueue(t, "mortal", { hang: true });
    const first = worker(t, "doomed", "mortal");
    await until("the worker has it", () => first.seen.length > 0);
    first.child.kill("SIGKILL");
    const held = await claimSoon(t.tasks, "mortal", "heir");
    expect(held).toMatchObject({ taskId, attempts: 2 });
    await t.tasks.call("CompleteTask", { taskId, leaseId: held.leaseId, result: toStruct({}) });
    await has(t, taskId, "COMPLETED");
    expect(await eventsOf(t, taskId)).toEqual(["task_enqueued", "task_claimed", "task_failed", "task_claimed", "task_completed"]);
  });

  it("or whose server is killed: 60 tasks are done, each once", async () => {
    const t = campaignTenant(world);
    const ids: string[] = [];
    const enqueueMore = async (n: number) =>
      ids.push(...(await Promise.all(Array.from({ length: n }, (_, i) => enqueue(t, "many", { i })))));
    const workers = [worker(t, "w1", "many"), worker(t, "w2", "many", rival.address), worker(t, "w3", "many", rival.address)];
    // A worker that starts later than the others have done all there was would never have any: there is more until it has.
    await until("two workers have done some", async () => {
      if (workers[0]!.seen.length > 3 && workers[1]!.seen.length > 3) return true;
      await enqueueMore(3);
      return false;
    });
    await enqueueMore(Math.max(10, 60 - ids.length));
    workers[1]!.child.kill("SIGKILL");
    await rival.kill();
    await until(
      "all are done",
      async () => (await t.tasks.call("ListTasks", { status: "TASK_STATUS_COMPLETED", pageSize: 1_000 })).tasks.length === ids.length,
    );
    for (const { child } of workers) child.kill("SIGKILL");
    for (const id of ids) expect((await eventsOf(t, id)).filter((e) => e === "task_completed")).toHaveLength(1);
    rival = await startService("campaign", { ...world.envOf(), INSTANCE_ID: "rival" });
    await rival.ready();
  });
});

it("the stream hands out one at a time, as they come, and the next when the last is done", async () => {
  const t = campaignTenant(world);
  const abort = new AbortController();
  const seen: Message[] = [];
  const listening = (async () => {
    for await (const { task } of t.tasks.stream("ClaimTasks", { taskTypes: ["flow"], workerId: "w" }, { signal: abort.signal }))
      seen.push(task);
  })().catch(() => undefined);
  const started = performance.now();
  await enqueue(t, "flow", { n: 1 });
  await until("the first came", () => seen.length === 1);
  expect(performance.now() - started).toBeLessThan(stretched(2_000));
  await enqueue(t, "flow", { n: 2 });
  await enqueue(t, "flow", { n: 3 }, { dueAt: { seconds: Math.floor(Date.now() / 1_000) + 3_600 } });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(seen).toHaveLength(1);
  await t.tasks.call("CompleteTask", { taskId: seen[0].taskId, leaseId: seen[0].leaseId, result: toStruct({}) });
  await until("the second came", () => seen.length === 2);
  await t.tasks.call("FailTask", { taskId: seen[1].taskId, leaseId: seen[1].leaseId, error: "again" });
  await until("it came again", () => seen.length === 3);
  expect(seen.map((s) => [fromStruct(s.payload).n, s.attempts])).toEqual([
    [1, 1],
    [2, 1],
    [2, 2],
  ]);
  abort.abort();
  await listening;
});

it("a campaign's limit holds in any window, at two servers, and holds up nobody else", async () => {
  const t = campaignTenant(world);
  const other = onRival(t);
  const config = toStruct({ task_limit: { max: 3, window_seconds: 2 } });
  const limited = await t.active({ type: "CAMPAIGN_TYPE_RETENTION", config });
  for (let i = 0; i < 8; i++) await enqueue(t, "limited", {}, { campaignId: limited });
  const free = await enqueue(t, "limited");
  await has(t, free, "PENDING");
  const got = (await Promise.all(Array.from({ length: 12 }, (_, i) => claim(i % 2 ? t.tasks : other, "limited", `w${i}`)))).filter(
    (g) => g !== null,
  );
  const more: Message = await claim(t.tasks, "limited", "late");
  if (more) got.push(more);
  expect(got.filter((g) => g.campaignId === limited).length).toBeLessThanOrEqual(3);
  await until("the window has moved on", async () => {
    await claim(t.tasks, "limited", "w");
    return (await t.tasks.call("ListTasks", { taskType: "limited", status: "TASK_STATUS_PENDING" })).tasks.length === 0;
  });
  const { rows } = await world
    .pool()
    .query(
      "SELECT (data->>'at')::int8 AS at FROM event_log WHERE tenant_id = $1 AND type = 'task_claimed' AND data->>'campaignId' = $2 ORDER BY at",
      [t.tenantId, limited],
    );
  const times = rows.map((r) => r.at as number);
  expect(times).toHaveLength(8);
  for (let i = 3; i < times.length; i++) expect(times[i]! - times[i - 3]!).toBeGreaterThanOrEqual(2_000);
});

it("poison is dead after five attempts, stands in the dead letters, and works when replayed", async () => {
  const t = campaignTenant(world);
  const taskId = await enqueue(t, "poison");
  for (let attempt = 1; attempt <= 5; attempt++) {
    const held = await claimSoon(t.tasks, "poison", "w");
    expect(held.attempts).toBe(attempt);
    await t.tasks.call("FailTask", { taskId, leaseId: held.leaseId, error: `failure ${attempt}` });
  }
  await has(t, taskId, "DEAD");
  expect(await claim(t.tasks, "poison", "w")).toBeNull();
  const { tasks } = await t.tasks.call("ListDeadTasks", { taskType: "poison" });
  expect(tasks).toMatchObject([{ taskId, attempts: 5, error: "failure 5", leaseId: "" }]);
  await t.tasks.call("ReplayTask", { taskId });
  const held = await claimSoon(t.tasks, "poison", "w");
  expect(held).toMatchObject({ taskId, attempts: 1 });
  await t.tasks.call("CompleteTask", { taskId, leaseId: held.leaseId, result: toStruct({}) });
  expect((await refusal(t.tasks.call("ReplayTask", { taskId }))).reason).toBe("TASK_NOT_DEAD");
  const hopeless = await enqueue(t, "poison");
  const last = await claimSoon(t.tasks, "poison", "w");
  await t.tasks.call("FailTask", { taskId: hopeless, leaseId: last.leaseId, error: "no use", permanent: true });
  await has(t, hopeless, "DEAD");
});

it("a campaign that starts has its agent's task enqueued, once, in the table and in Redis until it is claimed", async () => {
  const t = campaignTenant(world);
  const made: Record<string, string> = {};
  for (const type of ["LEAD_GEN", "CONTENT", "AD", "RETENTION"])
    made[type] = await t.active({ type: `CAMPAIGN_TYPE_${type}`, config: toStruct({ goals: { leads: 5 } }) });
  await t.call("PauseCampaign", { campaignId: made.AD });
  await t.call("ResumeCampaign", { campaignId: made.AD });
  const list = async (request: object = {}) => (await t.tasks.call("ListTasks", request)).tasks;
  await until("all four are there", async () => (await list()).length === 4);
  const types = Object.fromEntries((await list()).map((x: Message) => [x.campaignId, x.taskType]));
  expect(types).toEqual({
    [made.LEAD_GEN!]: "lead_gen",
    [made.CONTENT!]: "content_creator",
    [made.AD!]: "ad_optimizer",
    [made.RETENTION!]: "retention",
  });
  const [task] = await list({ campaignId: made.LEAD_GEN });
  expect(fromStruct(task.payload)).toEqual({ task: "generate_leads", campaign_id: made.LEAD_GEN, name: "Test", goals: { leads: 5 } });
  const redis = async (type: string) =>
    (await world.redis.lrange(`t:{${t.tenantId}}:agent_tasks:${type}`, 0, -1)).map((j) => JSON.parse(j));
  await until("Redis has it", async () => (await redis("lead_gen")).length === 1);
  const second = await enqueue(t, "lead_gen", { task: "qualify_lead", lead_id: "l" });
  await until("the newest is first", async () => (await redis("lead_gen"))[0]?.task_id === second);
  expect(await redis("lead_gen")).toEqual([
    { task: "qualify_lead", lead_id: "l", task_id: second },
    { task: "generate_leads", campaign_id: made.LEAD_GEN, name: "Test", goals: { leads: 5 }, task_id: task.taskId },
  ]);
  const held = await claimSoon(t.tasks, "lead_gen", "w");
  expect(held.taskId).toBe(task.taskId);
  await until("the claimed one is gone", async () => (await redis("lead_gen")).length === 1);
  await t.tasks.call("FailTask", { taskId: held.taskId, leaseId: held.leaseId, error: "x" });
  await until("the failed one is back", async () => (await redis("lead_gen")).length === 2);
});

it("refuses what is no task, and knows no other tenant's", async () => {
  const [t, other] = [campaignTenant(world), campaignTenant(world)];
  const bad = await refusal(t.tasks.call("EnqueueTask", { taskType: "Not A Type", campaignId: "x", maxAttempts: 101, taskId: "y" }));
  expect(bad.violations.map((v) => v.field).sort()).toEqual(["campaign_id", "max_attempts", "task_id", "task_type"]);
  expect((await refusal(t.tasks.call("EnqueueTask", { taskType: "a", campaignId: randomUUID() }))).code).toBe(status.NOT_FOUND);
  expect((await refusal(t.tasks.call("ClaimTask", { leaseSeconds: -1 }))).violations.map((v) => v.field).sort()).toEqual([
    "lease_seconds",
    "task_types",
    "worker_id",
  ]);
  const taskId = await enqueue(t, "own");
  expect((await refusal(t.tasks.call("EnqueueTask", { taskType: "own", taskId }))).code).toBe(status.ALREADY_EXISTS);
  await has(t, taskId, "PENDING");
  expect(await claim(other.tasks, "own", "thief")).toBeNull();
  const held = await claimSoon(t.tasks, "own", "w");
  for (const [rpc, request] of [
    ["GetTask", {}],
    ["ReplayTask", {}],
    ["Heartbeat", { leaseId: held.leaseId }],
    ["CompleteTask", { leaseId: held.leaseId }],
    ["FailTask", { leaseId: held.leaseId, error: "x" }],
  ] as const)
    expect((await refusal(other.tasks.call(rpc, { taskId, ...request }))).code, rpc).toBe(status.NOT_FOUND);
  expect((await other.tasks.call("ListTasks", {})).tasks).toEqual([]);
  const { client } = await world.withKey(t.tenantId, ["campaign:write", "campaign:read"], "TaskService");
  expect((await refusal(claim(client, "own", "w"))).code).toBe(status.PERMISSION_DENIED);
});
