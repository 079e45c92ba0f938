import type { PoolClient } from "pg";
import { evaluate, type RuleFacts } from "../rule/evaluate.ts";
import { storedRule } from "../rule/parseRule.ts";
import { countersOf, type EventCounter, type Rule, type RuleJson, segmentsUsedBy } from "../rule/rule.ts";

/** A segment whose rule decides who is in it. */
export interface ActiveSegment {
  readonly segmentId: string;
  readonly name: string;
  readonly priority: number;
  readonly rule: Rule;
}

/** All of a tenant's active segments, those that others look at before these, and all that their rules count. */
export interface ActiveRules {
  readonly segments: ReadonlyArray<ActiveSegment>;
  readonly counters: ReadonlyArray<EventCounter>;
}

/** Topologically sorted. There are no cycles; were there one, its last would find its first undecided, so not entered. */
const inDependencyOrder = (segments: ReadonlyArray<ActiveSegment>): ReadonlyArray<ActiveSegment> => {
  const byName = new Map(segments.map((s) => [s.name, s]));
  const ordered = new Set<ActiveSegment>();
  const visiting = new Set<ActiveSegment>();
  const visit = (s: ActiveSegment): void => {
    if (ordered.has(s) || visiting.has(s)) return;
    visiting.add(s);
    for (const name of segmentsUsedBy(s.rule)) {
      const used = byName.get(name);
      if (used) visit(used);
    }
    ordered.add(s);
  };
  for (const s of segments) visit(s);
  return [...ordered];
};

export const activeRulesOf = (segments: ReadonlyArray<ActiveSegment>): ActiveRules => ({
  segments: inDependencyOrder(segments),
  counters: [...new Map(segments.flatMap((s) => countersOf(s.rule)).map((c) => [c.counterId, c])).values()],
});

/** Which segments the person is in at `now`, and when that could change by time alone. `added`: to which they were added by hand. */
export const evaluateAll = (
  rules: ActiveRules,
  facts: Omit<RuleFacts, "added"> & { readonly added: { readonly [segmentId: string]: unknown } },
  now: number,
): { readonly entered: ReadonlyArray<ActiveSegment>; readonly next: number | null } => {
  const names = new Set(facts.segments);
  const entered: ActiveSegment[] = [];
  let next: number | null = null;
  for (const s of rules.segments) {
    const verdict = evaluate(s.rule, { ...facts, segments: names, added: Object.hasOwn(facts.added, s.segmentId) }, now);
    if (verdict.next !== null) next = next === null ? verdict.next : Math.min(next, verdict.next);
    if (!verdict.holds) continue;
    entered.push(s);
    names.add(s.name);
  }
  return { entered, next };
};

interface Row {
  readonly tenant_id: string;
  readonly segment_id: string;
  readonly revision: number;
  readonly name: string;
  readonly priority: number;
  readonly rule: RuleJson;
}
const parsed = new Map<string, Rule>();
const ruleOf = (row: Row): Rule => {
  const key = `${row.segment_id}/${row.revision}`;
  let rule = parsed.get(key);
  if (!rule) {
    rule = storedRule(row.rule);
    if (parsed.size > 5_000) parsed.clear();
    parsed.set(key, rule);
  }
  return rule;
};

/** By tenant; a tenant without active segments is absent. */
export const loadActiveRules = async (client: PoolClient, tenantIds: ReadonlyArray<string>): Promise<ReadonlyMap<string, ActiveRules>> => {
  const { rows } = await client.query<Row>({
    name: "active_segment_rules",
    text: `SELECT tenant_id, segment_id, revision, name, priority, rule FROM segment_rules
      WHERE tenant_id = ANY ($1::uuid[]) AND phase IN ('evaluating', 'ready') ORDER BY tenant_id, segment_id, revision`,
    values: [tenantIds],
  });
  return new Map(
    [...Map.groupBy(rows, (r) => r.tenant_id)].map(([tenantId, own]) => [
      tenantId,
      activeRulesOf(own.map((r) => ({ segmentId: r.segment_id, name: r.name, priority: r.priority, rule: ruleOf(r) }))),
    ]),
  );
};
