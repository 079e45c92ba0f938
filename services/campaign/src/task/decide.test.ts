import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { retryDelayMs, type TaskCommand, taskDecider } from "./decide.ts";
import type { TaskState } from "./state.ts";

const { decide, evolve, initialState } = taskDecider;
const run = (state: TaskState, ...commands: ReadonlyArray<TaskCommand>): TaskState =>
  commands.reduce((s, c) => {
    const d = decide(c, s);
    if (Result.isFailure(d)) throw new Error(d.failure.reason);
    return d.success.reduce(evolve, s);
  }, state);
const reasonOf = (state: TaskState, c: TaskCommand): string | null => {
  const d = decide(c, state);
  return Result.isFailure(d) ? d.failure.reason : null;
};
const enqueue: TaskCommand = {
  type: "enqueue",
  task: { taskId: "t", taskType: "lead_gen", payload: { task: "x" }, campaignId: null, maxAttempts: 3, dueAt: 0, createdAt: 0 },
};
const claim = (leaseId: string, now: number, leaseMs = 100): TaskCommand => ({
  type: "claim",
  lease: { leaseId, workerId: `w-${leaseId}`, until: now + leaseMs, leaseMs },
  now,
});
const complete = (leaseId: string, now: number): TaskCommand => ({ type: "complete", leaseId, result: { ok: true }, by: "key:a", now });
const fail = (leaseId: string, now: number, permanent = false): TaskCommand => ({
  type: "fail",
  leaseId,
  error: "no",
  permanent,
  retryBaseMs: 10,
  now,
});
const expire = (now: number): TaskCommand => ({ type: "expire", now });
const pending = run(initialState, enqueue);
const held = run(pending, claim("a", 1_000));

describe("a lease", () => {
  it("is held by one", () => {
    expect(held).toMatchObject({ status: "claimed", attempts: 1, lease: { leaseId: "a", until: 1_100 } });
    expect(reasonOf(held, claim("b", 1_001))).toBe("TASK_NOT_PENDING");
  });
  it("is kept by heartbeats and lost by silence", () => {
    const kept = run(held, { type: "heartbeat", leaseId: "a", leaseMs: null, now: 1_090 });
    expect(kept.lease!.until).toBe(1_190);
    expect(run(kept, expire(1_190))).toEqual(kept);
    const lost = run(kept, expire(1_191));
    expect(lost).toMatchObject({ status: "pending", dueAt: 1_191, error: "the lease of w-a ran out" });
    for (const c of [complete("a", 1_192), fail("a", 1_192), { type: "heartbeat", leaseId: "a", leaseMs: null, now: 1_192 } as const])
      expect(reasonOf(lost, c)).toBe("LEASE_LOST");
  });
  it("that has run out is lost before anybody took it away, and when another has the task", () => {
    expect(reasonOf(held, complete("a", 1_101))).toBe("LEASE_LOST");
    const other = run(held, expire(1_101), claim("b", 1_102));
    expect(reasonOf(other, complete("a", 1_103))).toBe("LEASE_LOST");
    expect(run(other, complete("b", 1_103))).toMatchObject({ status: "completed", lease: { workerId: "w-b" } });
    expect(reasonOf(pending, complete("a", 1))).toBe("LEASE_LOST");
  });
  it("completes once: again by its holder is accepted and is nothing, by another is refused", () => {
    const done = run(held, complete("a", 1_050));
    expect(run(done, complete("a", 9_999))).toEqual(done);
    expect(reasonOf(done, complete("b", 1_051))).toBe("LEASE_LOST");
    expect(reasonOf(done, fail("a", 1_051))).toBe("LEASE_LOST");
    expect(reasonOf(done, claim("c", 2_000))).toBe("TASK_NOT_PENDING");
  });
});

describe("failure", () => {
  it("is tried again after a while that doubles, and is dead when the attempts are used up", () => {
    let s = run(held, fail("a", 1_010));
    expect(s).toMatchObject({ status: "pending", dueAt: 1_020, error: "no" });
    expect(reasonOf(s, claim("b", 1_019))).toBe("TASK_NOT_PENDING");
    s = run(s, claim("b", 1_020), fail("b", 1_030));
    expect(s.dueAt).toBe(1_050);
    s = run(s, claim("c", 1_050), expire(2_000));
    expect(s).toMatchObject({ status: "dead", attempts: 3, finishedAt: 2_000 });
    expect(reasonOf(s, claim("d", 3_000))).toBe("TASK_NOT_PENDING");
    s = run(s, { type: "replay", now: 4_000 });
    expect(s).toMatchObject({ status: "pending", attempts: 0, dueAt: 4_000, finishedAt: null });
    expect(run(s, claim("e", 4_000), complete("e", 4_001)).status).toBe("completed");
  });
  it("for good is dead at once", () => expect(run(held, fail("a", 1_010, true)).status).toBe("dead"));
  it("only what is dead is replayed", () => expect(reasonOf(held, { type: "replay", now: 1 })).toBe("TASK_NOT_DEAD"));
  it("waits five minutes at most", () => {
    expect([1, 2, 3, 4].map((n) => retryDelayMs(n, 1_000))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(retryDelayMs(100, 1_000)).toBe(300_000);
  });
});
