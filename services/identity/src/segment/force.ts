import type { PoolClient } from "pg";
import { evaluate, type Known } from "./evaluate.ts";
import { storedRule } from "./readRule.ts";
import { type Meter, metersOf, type Rule, usesOf } from "./rule.ts";
import type { RuleJson } from "./segmentEvents.ts";

/** A segment whose rule decides who is in it. */
export interface InForce {
  readonly segmentId: string;
  readonly name: string;
  readonly priority: number;
  readonly rule: Rule;
}

/** All of a tenant's, those that others look at first. */
export interface Force {
  readonly segments: ReadonlyArray<InForce>;
  readonly meters: ReadonlyArray<Meter>;
}

/** Before everybody who looks at it. There are no cycles; were there one, its last would find its first undecided, so not entered. */
export const inOrder = (segments: ReadonlyArray<InForce>): ReadonlyArray<InForce> => {
  const byName = new Map(segments.map((s) => [s.name, s]));
  const ordered = new Set<InForce>();
  const visiting = new Set<InForce>();
  const visit = (s: InForce): void => {
    if (ordered.has(s) || visiting.has(s)) return;
    visiting.add(s);
    for (const name of usesOf(s.rule)) {
      const used = byName.get(name);
      if (used) visit(used);
    }
    ordered.add(s);
  };
  for (const s of segments) visit(s);
  return [...ordered];
};

export const forceOf = (segments: ReadonlyArray<InForce>): Force => ({
  segments: inOrder(segments),
  meters: [...new Map(segments.flatMap((s) => metersOf(s.rule)).map((m) => [m.meterId, m])).values()],
});

/** Which segments the person is in at `now`, and when that could change by time alone. `added`: to which they were added by hand. */
export const decideAll = (
  force: Force,
  person: Omit<Known, "added"> & { readonly added: { readonly [segmentId: string]: unknown } },
  now: number,
): { readonly entered: ReadonlyArray<InForce>; readonly next: number | null } => {
  const names = new Set(person.segments);
  const entered: InForce[] = [];
  let next: number | null = null;
  for (const s of force.segments) {
    const verdict = evaluate(s.rule, { ...person, segments: names, added: Object.hasOwn(person.added, s.segmentId) }, now);
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
const compiled = new Map<string, Rule>();
const ruleOf = (row: Row): Rule => {
  const key = `${row.segment_id}/${row.revision}`;
  let rule = compiled.get(key);
  if (!rule) {
    rule = storedRule(row.rule);
    if (compiled.size > 5_000) compiled.clear();
    compiled.set(key, rule);
  }
  return rule;
};

/** By tenant; a tenant without rules is absent. */
export const loadForce = async (client: PoolClient, tenantIds: ReadonlyArray<string>): Promise<ReadonlyMap<string, Force>> => {
  const { rows } = await client.query<Row>({
    name: "segment_force",
    text: `SELECT tenant_id, segment_id, revision, name, priority, rule FROM segment_rules
      WHERE tenant_id = ANY ($1::uuid[]) AND phase IN ('evaluating', 'ready') ORDER BY tenant_id, segment_id, revision`,
    values: [tenantIds],
  });
  return new Map(
    [...Map.groupBy(rows, (r) => r.tenant_id)].map(([tenantId, mine]) => [
      tenantId,
      forceOf(mine.map((r) => ({ segmentId: r.segment_id, name: r.name, priority: r.priority, rule: ruleOf(r) }))),
    ]),
  );
};
