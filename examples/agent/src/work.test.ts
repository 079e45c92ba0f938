import type { MarketingClient } from "@marketing/client";
import { RpcError } from "@marketing/client";
import { stretched } from "@marketing/tests/support/patience";
import { expect, test } from "vitest";
import { skills } from "./skills.ts";
import { Impossible, type Skill, type Task, work } from "./work.ts";

const taskOf = (n: number, taskType: string, payload: object = {}) =>
  ({ taskId: `t${n}`, taskType, payload, leaseId: `l${n}`, campaignId: "c" }) as Task;

/** Hands the tasks out once, then ends the agent; remembers what was said of each. */
const agency = async (
  tasks: ReadonlyArray<Task>,
  own: Readonly<Record<string, Skill>>,
  heartbeat: () => Promise<void> = async () => undefined,
) => {
  const ending = new AbortController();
  const said: Array<readonly [string, unknown]> = [];
  const client = {
    task: {
      claimTasks: async function* () {
        for (const task of tasks) yield { task };
        ending.abort();
      },
      heartbeat,
      completeTask: async ({ taskId, result }: { taskId: string; result: object }) => said.push([taskId, result]),
      failTask: async ({ taskId, error, permanent }: { taskId: string; error: string; permanent: boolean }) =>
        said.push([taskId, { error, permanent }]),
    },
  } as unknown as MarketingClient;
  const options = { workerId: "w", taskTypes: Object.keys(own), leaseSeconds: 0.03, signal: ending.signal, say: () => undefined };
  await work(client, own, options);
  return said;
};

test("what is done is completed; what fails may be tried again; what is impossible may not", async () => {
  const own: Record<string, Skill> = {
    good: async () => ({ ok: true }),
    flaky: () => Promise.reject(new Error("the printer is out of paper")),
    never: () => Promise.reject(new Impossible("there is no printer")),
  };
  expect(await agency([taskOf(1, "good"), taskOf(2, "flaky"), taskOf(3, "never"), taskOf(4, "unknown")], own)).toEqual([
    ["t1", { ok: true }],
    ["t2", { error: "the printer is out of paper", permanent: false }],
    ["t3", { error: "there is no printer", permanent: true }],
    ["t4", { error: "this agent cannot do unknown", permanent: true }],
  ]);
});

test("long work keeps its lease; when it is lost the work is dropped and nobody is told", async () => {
  let beats = 0;
  const slow: Skill = (_, __, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve({ ok: true }), stretched(120));
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(new Error("not wanted any more"));
      });
    });
  expect(
    await agency([taskOf(1, "slow")], { slow }, async () => {
      beats += 1;
    }),
  ).toEqual([["t1", { ok: true }]]);
  expect(beats).toBeGreaterThan(2);
  const lost = () => Promise.reject(new RpcError(9, "LEASE_LOST", "somebody else has it"));
  expect(await agency([taskOf(1, "slow")], { slow }, lost)).toEqual([]);
  const away = () => Promise.reject(new RpcError(14, "UNAVAILABLE", "away"));
  expect(await agency([taskOf(1, "slow")], { slow }, away)).toEqual([["t1", { ok: true }]]);
});

test("the same topic gives the same text; a type that is none is impossible", async () => {
  const write = (payload: object) =>
    skills.content_creator!({} as MarketingClient, taskOf(1, "content_creator", payload), new AbortController().signal);
  const topic = { topic: "Five numbers", content_type: "email" };
  expect(await write(topic)).toEqual(await write(topic));
  expect(await write(topic)).toMatchObject({ title: "Five numbers", content_type: "email", seo: { slug: "five-numbers" } });
  await expect(write({ topic: "x", content_type: "hologram" })).rejects.toBeInstanceOf(Impossible);
});
