import { Result } from "effect";
import { describe, expect, it } from "vitest";
import type { RuleJson } from "../rule/rule.ts";
import { type Catalogue, type CatalogueEvent, catalogueChanges, foldCatalogue } from "./catalogue.ts";
import { maxSegments, type SegmentCommand, segmentDecider } from "./decide.ts";
import type { SegmentState } from "./state.ts";

/** A tenant's segments, with the catalogue written as the commands write it. */
const world = () => {
  const states = new Map<string, SegmentState>();
  const log: CatalogueEvent[] = [];
  const catalogue = (): Catalogue => foldCatalogue(log.map((e, i) => ({ ...e, version: i + 1 })));
  const run = (segmentId: string, command: object) => {
    const before = states.get(segmentId) ?? segmentDecider.initialState;
    const decision = segmentDecider.decide({ ...command, at: 5, catalogue: catalogue() } as SegmentCommand, before);
    if (Result.isFailure(decision)) return decision.failure.reason;
    const events = decision.success;
    log.push(...catalogueChanges(events, before));
    states.set(segmentId, events.reduce(segmentDecider.evolve, before));
    return events.map((e) => e.type);
  };
  const create = (name: string, rule: RuleJson = { manual: true }) =>
    run(name, { type: "create", segmentId: name, name, description: "", rule, priority: 1 });
  return { run, create, state: (id: string) => states.get(id)! };
};
const uses = (...names: string[]): RuleJson => ({ or: names.map((in_segment) => ({ in_segment })) });

describe("a segment", () => {
  it("goes from draft to active to archived, and no other way", () => {
    const { run, create, state } = world();
    expect(run("a", { type: "activate" })).toBe("SEGMENT_NOT_FOUND");
    expect(create("a")).toEqual(["segment_created"]);
    expect(create("a")).toBe("SEGMENT_EXISTS");
    expect(state("a")).toMatchObject({ status: "draft", revision: 1, createdAt: 5 });
    expect(run("a", { type: "activate" })).toEqual(["segment_activated"]);
    expect(run("a", { type: "activate" })).toEqual([]);
    expect(run("a", { type: "archive" })).toEqual(["segment_archived"]);
    expect(run("a", { type: "archive" })).toEqual([]);
    expect(run("a", { type: "activate" })).toBe("SEGMENT_ARCHIVED");
    expect(run("a", { type: "update", description: "x", rule: null, priority: null })).toBe("SEGMENT_ARCHIVED");
  });

  it("has a revision for each rule and priority, and none for a description", () => {
    const { run, create, state } = world();
    create("a");
    expect(run("a", { type: "update", description: null, rule: { manual: true }, priority: 1 })).toEqual([]);
    run("a", { type: "update", description: "x", rule: null, priority: null });
    expect(state("a").revision).toBe(1);
    run("a", { type: "update", description: null, rule: null, priority: 9 });
    run("a", { type: "update", description: null, rule: { random_percent: 5 }, priority: null });
    expect(state("a")).toMatchObject({ revision: 3, priority: 9, description: "x", rule: { random_percent: 5 } });
  });

  it("has a name of its own, whatever its case, until it is archived", () => {
    const { run, create } = world();
    create("Vip");
    const again = { type: "create", segmentId: "other", name: "vIP", description: "", rule: { manual: true }, priority: 1 };
    expect(run("other", again)).toBe("SEGMENT_NAME_TAKEN");
    run("Vip", { type: "archive" });
    expect(run("other", again)).toEqual(["segment_created"]);
  });

  it("never leads back to itself", () => {
    const { run, create } = world();
    const update = (id: string, rule: RuleJson) => run(id, { type: "update", description: null, rule, priority: null });
    expect(create("self", uses("self"))).toBe("SEGMENT_CYCLE");
    create("a", uses("b", "label"));
    create("b", { not: uses("c") });
    expect(create("c", { and: [{ manual: true }, uses("a")] })).toBe("SEGMENT_CYCLE");
    expect(create("c")).toEqual(["segment_created"]);
    expect(update("c", uses("a"))).toBe("SEGMENT_CYCLE");
    expect(update("b", { manual: true })).toEqual(["segment_updated"]);
    expect(update("c", uses("a"))).toEqual(["segment_updated"]);
    expect(update("b", uses("c"))).toBe("SEGMENT_CYCLE");
  });

  it("stays while another looks at it", () => {
    const { run, create } = world();
    create("a");
    create("b", uses("a"));
    expect(run("a", { type: "archive" })).toBe("SEGMENT_IN_USE");
    run("b", { type: "archive" });
    expect(run("a", { type: "archive" })).toEqual(["segment_archived"]);
  });

  it("is one of a bounded number", () => {
    const { create } = world();
    for (let i = 0; i < maxSegments; i++) create(`s${i}`);
    expect(create("one more")).toBe("TOO_MANY_SEGMENTS");
  });
});
