import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attributes } from "@marketing/shared/telemetry/attributes";
import { type MetricDefinition, metrics, prometheusName } from "@marketing/shared/telemetry/metrics";
import { expect, it } from "vitest";
import { alerts, panels, usedBy } from "./queries.ts";

const label = (attribute: string): string => attribute.replace(/[^a-zA-Z0-9]+/g, "_");
const resource = ["service_name", "service_instance_id"];
/** Every series name that the registry makes, with its labels. */
const series = new Map<string, ReadonlySet<string>>(
  Object.values(metrics as Record<string, MetricDefinition>).flatMap((m) => {
    const labels = [...m.attributes.map(label), ...resource];
    const name = prometheusName(m);
    if (m.kind !== "histogram") return [[name, new Set(labels)] as const];
    return [
      [`${name}_bucket`, new Set([...labels, "le"])] as const,
      ...["_sum", "_count"].map((s) => [name + s, new Set(labels)] as const),
    ];
  }),
);
const base = (metric: string): string => metric.replace(/_(bucket|sum|count)$/, "");
const queries = [
  ...alerts().map((a) => [a.name, a.expr] as const),
  ...panels().flatMap((p) => p.queries.map((q) => [p.title, q] as const)),
];
const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");

it("reads metrics and labels out of a query", () => {
  const [rate, count] = usedBy('sum by (le, a_b) (rate(x_y_bucket{c="{d=}", e!~"f|g"}[5m])) / on (h) x_count > 5e6');
  expect(rate).toEqual({ metric: "x_y_bucket", labels: new Set(["c", "e", "le", "a_b", "h"]) });
  expect(count?.metric).toBe("x_count");
  expect(usedBy("max(min_over_time(q_r[2m])) == 0")).toEqual([{ metric: "q_r", labels: new Set() }]);
});

it.each(queries)("%s asks for metrics and labels of the registry: %s", (_, query) => {
  const used = usedBy(query);
  expect(used.length).toBeGreaterThan(0);
  for (const { metric, labels } of used) {
    const known = series.get(metric);
    expect(known, metric).toBeDefined();
    expect([...labels].filter((l) => !known!.has(l))).toEqual([]);
  }
});

it("has a query for every metric of the registry", () => {
  const asked = new Set(queries.flatMap(([, q]) => usedBy(q).map((u) => base(u.metric))));
  const names = Object.values(metrics).map((m) => base(prometheusName(m)));
  expect(names.filter((n) => !asked.has(n))).toEqual([]);
});

it("every alert has its section in the runbook, and every section its alert", () => {
  const sections = [...runbook.matchAll(/^## (\w+)$/gm)].map((m) => m[1]!);
  expect(sections.toSorted()).toEqual(
    alerts()
      .map((a) => a.name)
      .toSorted(),
  );
  for (const a of alerts()) expect(a.runbook).toBe(`docs/runbook.md#${a.name.toLowerCase()}`);
  for (const [, section, anchor] of runbook.matchAll(/\[(\w+)\]\(#(\w+)\)/g)) {
    expect(sections).toContain(section);
    expect(anchor).toBe(section!.toLowerCase());
  }
  for (const body of runbook.split(/^## /m).slice(1)) expect(body).toMatch(/\*\*Look\*\*[\s\S]*\*\*Do\*\*/);
});

it("names follow the conventions", () => {
  const names = [...Object.values(attributes), ...Object.values(metrics).map((m) => m.name)];
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/);
  expect(new Set(Object.values(attributes)).size).toBe(Object.values(attributes).length);
  expect(new Set(Object.values(metrics).map(prometheusName)).size).toBe(Object.values(metrics).length);
  const known: ReadonlySet<string> = new Set(Object.values(attributes));
  for (const m of Object.values(metrics) as MetricDefinition[]) {
    expect(m.unit).toMatch(/^(s|\{[a-z_]+\})$/);
    expect(m.name).not.toMatch(/_(total|seconds)$|\.seconds$/);
    expect(m.attributes.filter((attribute) => !known.has(attribute))).toEqual([]);
    if (m.kind === "histogram") expect(m.buckets?.length).toBeGreaterThan(3);
  }
});
