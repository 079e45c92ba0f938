import type { Decider, Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";
import { sameJson } from "../user/person.ts";
import { type Catalogue, cycleOf, named, usersOf } from "./catalogue.ts";
import { storedRule } from "./readRule.ts";
import { usesOf } from "./rule.ts";
import type { CatalogueEvent, RuleJson, SegmentEvent } from "./segmentEvents.ts";

export type SegmentStatus = "draft" | "active" | "archived";

export interface SegmentState {
  /** Null: there is none. */
  readonly status: SegmentStatus | null;
  readonly segmentId: string;
  readonly name: string;
  readonly description: string;
  readonly rule: RuleJson;
  readonly priority: number;
  /** Grows with every change of rule or priority. */
  readonly revision: number;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly activatedAt: number | null;
  readonly archivedAt: number | null;
}

/** The catalogue as it is now comes with the command; rules are valid. Times are ms since 1970. */
export type SegmentCommand = { readonly catalogue: Catalogue; readonly at: number } & (
  | {
      readonly type: "create";
      readonly segmentId: string;
      readonly name: string;
      readonly description: string;
      readonly rule: RuleJson;
      readonly priority: number;
    }
  | { readonly type: "update"; readonly description: string | null; readonly rule: RuleJson | null; readonly priority: number | null }
  | { readonly type: "activate" }
  | { readonly type: "archive" }
);

/** More than anybody tells apart; every person is evaluated against all active ones. */
export const maxSegments = 500;

const none: SegmentState = {
  status: null,
  segmentId: "",
  name: "",
  description: "",
  rule: {},
  priority: 0,
  revision: 0,
  createdAt: 0,
  updatedAt: 0,
  activatedAt: null,
  archivedAt: null,
};

type Decision = Result.Result<ReadonlyArray<SegmentEvent>, Rejection>;
const refuse = (kind: Rejection["kind"], reason: string, message: string, metadata: Record<string, string> = {}): Decision =>
  Result.fail({ kind, reason, message, metadata });

const leadsBack = (catalogue: Catalogue, name: string, rule: RuleJson): Decision | null => {
  const way = cycleOf(catalogue, name, usesOf(storedRule(rule)));
  return way === null
    ? null
    : refuse("failed_precondition", "SEGMENT_CYCLE", `the rule leads back to the segment: ${way.join(" > ")}`, { way: way.join(" > ") });
};

const decide = (c: SegmentCommand, s: SegmentState): Decision => {
  if (c.type === "create") {
    const { segmentId, name, description, rule, priority, at } = c;
    if (s.status !== null) return refuse("already_exists", "SEGMENT_EXISTS", "there is a segment with this id");
    const holder = named(c.catalogue, name);
    if (holder)
      return refuse("already_exists", "SEGMENT_NAME_TAKEN", "the name belongs to another segment", {
        field: "name",
        segment_id: holder.segmentId,
      });
    if (c.catalogue.entries.size >= maxSegments)
      return refuse("failed_precondition", "TOO_MANY_SEGMENTS", `there are at most ${maxSegments} segments that are not archived`);
    const cycle = leadsBack(c.catalogue, name, rule);
    if (cycle) return cycle;
    return Result.succeed([{ type: "segment_created", data: { segmentId, name, description, rule, priority, at } }]);
  }
  if (s.status === null) return refuse("not_found", "SEGMENT_NOT_FOUND", "no such segment");
  const { segmentId, name } = s;
  if (s.status === "archived")
    return c.type === "archive"
      ? Result.succeed([])
      : refuse("failed_precondition", "SEGMENT_ARCHIVED", "an archived segment does not change any more");
  switch (c.type) {
    case "update": {
      const description = c.description ?? s.description;
      const rule = c.rule ?? s.rule;
      const priority = c.priority ?? s.priority;
      const same = sameJson(rule, s.rule) && priority === s.priority;
      if (same && description === s.description) return Result.succeed([]);
      const cycle = same ? null : leadsBack(c.catalogue, name, rule);
      if (cycle) return cycle;
      const revision = same ? s.revision : s.revision + 1;
      const active = s.status === "active";
      return Result.succeed([
        { type: "segment_updated", data: { segmentId, name, description, rule, priority, revision, active, at: c.at } },
      ]);
    }
    case "activate": {
      if (s.status === "active") return Result.succeed([]);
      const { rule, priority, revision } = s;
      return Result.succeed([{ type: "segment_activated", data: { segmentId, name, rule, priority, revision, at: c.at } }]);
    }
    case "archive": {
      const users = usersOf(c.catalogue, name);
      if (users.length > 0)
        return refuse("failed_precondition", "SEGMENT_IN_USE", `the rules of other segments look at it: ${users.join(", ")}`, {
          segments: users.join(", "),
        });
      return Result.succeed([{ type: "segment_archived", data: { segmentId, name, at: c.at } }]);
    }
  }
};

const evolve = (s: SegmentState, { type, data }: SegmentEvent): SegmentState => {
  switch (type) {
    case "segment_created": {
      const { at, ...given } = data;
      return { ...none, ...given, status: "draft", revision: 1, createdAt: at, updatedAt: at };
    }
    case "segment_updated": {
      const { description, rule, priority, revision, at } = data;
      return { ...s, description, rule, priority, revision, updatedAt: at };
    }
    case "segment_activated":
      return { ...s, status: "active", updatedAt: data.at, activatedAt: data.at };
    case "segment_archived":
      return { ...s, status: "archived", updatedAt: data.at, archivedAt: data.at };
  }
};

export const segmentDecider: Decider<SegmentState, SegmentCommand, SegmentEvent> = { initialState: none, decide, evolve };

/** What the events mean for the catalogue; written in the same append. */
export const catalogued = (events: ReadonlyArray<SegmentEvent>, before: SegmentState): ReadonlyArray<CatalogueEvent> =>
  events.flatMap(({ type, data }): ReadonlyArray<CatalogueEvent> => {
    if (type === "segment_archived") return [{ type: "segment_uncatalogued", data: { segmentId: data.segmentId } }];
    if (type === "segment_activated" || (type === "segment_updated" && sameJson(data.rule, before.rule))) return [];
    const { segmentId, name, rule } = data;
    return [{ type: "segment_catalogued", data: { segmentId, name, uses: usesOf(storedRule(rule)) } }];
  });
