import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import { sameJson } from "@marketing/shared/base/json";
import { storedRule } from "../rule/parseRule.ts";
import { type RuleJson, segmentsUsedBy } from "../rule/rule.ts";
import { type Catalogue, cycleOf, named, usersOf } from "./catalogue.ts";
import type { SegmentEvent } from "./events.ts";
import { evolve, initialSegment, type SegmentState } from "./state.ts";

interface CreateCommand {
  readonly type: "create";
  readonly segmentId: string;
  readonly name: string;
  readonly description: string;
  readonly rule: RuleJson;
  readonly priority: number;
}
interface UpdateCommand {
  readonly type: "update";
  readonly description: string | null;
  readonly rule: RuleJson | null;
  readonly priority: number | null;
}

/** What a caller asks for. Rules are valid; times are ms since 1970. */
export type SegmentRequest = { readonly at: number } & (
  | CreateCommand
  | UpdateCommand
  | { readonly type: "activate" }
  | { readonly type: "archive" }
);

/** The tenant's catalogue as it is now comes with the command. */
export type SegmentCommand = SegmentRequest & { readonly catalogue: Catalogue };

/** More than anybody tells apart; every person is evaluated against all active ones. */
export const maxSegments = 500;

/** The refusal of a rule by which the segment would depend on itself; null = it does not. */
const refusedCycle = (catalogue: Catalogue, name: string, rule: RuleJson): Decision<never> | null => {
  const way = cycleOf(catalogue, name, segmentsUsedBy(storedRule(rule)));
  return way === null
    ? null
    : refuse("failed_precondition", "SEGMENT_CYCLE", `the rule leads back to the segment: ${way.join(" > ")}`, { way: way.join(" > ") });
};

const create = (c: CreateCommand & { readonly at: number }, catalogue: Catalogue, s: SegmentState): Decision<SegmentEvent> => {
  const { segmentId, name, description, rule, priority, at } = c;
  if (s.status !== null) return refuse("already_exists", "SEGMENT_EXISTS", "there is a segment with this id");
  const holder = named(catalogue, name);
  if (holder)
    return refuse("already_exists", "SEGMENT_NAME_TAKEN", "the name belongs to another segment", {
      field: "name",
      segment_id: holder.segmentId,
    });
  if (catalogue.entries.size >= maxSegments)
    return refuse("failed_precondition", "TOO_MANY_SEGMENTS", `there are at most ${maxSegments} segments that are not archived`);
  return (
    refusedCycle(catalogue, name, rule) ?? accept({ type: "segment_created", data: { segmentId, name, description, rule, priority, at } })
  );
};

const update = (c: UpdateCommand & { readonly at: number }, catalogue: Catalogue, s: SegmentState): Decision<SegmentEvent> => {
  const { segmentId, name } = s;
  const description = c.description ?? s.description;
  const rule = c.rule ?? s.rule;
  const priority = c.priority ?? s.priority;
  const same = sameJson(rule, s.rule) && priority === s.priority;
  if (same && description === s.description) return accept();
  const revision = same ? s.revision : s.revision + 1;
  const data = { segmentId, name, description, rule, priority, revision, active: s.status === "active", at: c.at };
  return (same ? null : refusedCycle(catalogue, name, rule)) ?? accept({ type: "segment_updated", data });
};

const decide = (c: SegmentCommand, s: SegmentState): Decision<SegmentEvent> => {
  if (c.type === "create") return create(c, c.catalogue, s);
  if (s.status === null) return refuse("not_found", "SEGMENT_NOT_FOUND", "no such segment");
  if (s.status === "archived")
    return c.type === "archive"
      ? accept()
      : refuse("failed_precondition", "SEGMENT_ARCHIVED", "an archived segment does not change any more");
  const { segmentId, name } = s;
  switch (c.type) {
    case "update":
      return update(c, c.catalogue, s);
    case "activate": {
      if (s.status === "active") return accept();
      const { rule, priority, revision } = s;
      return accept({ type: "segment_activated", data: { segmentId, name, rule, priority, revision, at: c.at } });
    }
    case "archive": {
      const users = usersOf(c.catalogue, name);
      if (users.length > 0)
        return refuse("failed_precondition", "SEGMENT_IN_USE", `the rules of other segments look at it: ${users.join(", ")}`, {
          segments: users.join(", "),
        });
      return accept({ type: "segment_archived", data: { segmentId, name, at: c.at } });
    }
  }
};

export const segmentDecider: Decider<SegmentState, SegmentCommand, SegmentEvent> = { initialState: initialSegment, decide, evolve };
