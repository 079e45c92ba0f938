import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export interface Alert {
  readonly name: string;
  readonly expr: string;
  readonly runbook: string;
}

/** A metric that a query reads, with the labels the query knows it by. */
export interface Used {
  readonly metric: string;
  readonly labels: ReadonlySet<string>;
}

const grouping = /\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g;
const selector = /\b([a-zA-Z_:][a-zA-Z0-9_:]*)\b(?:\s*\{([^}]*)\})?(?!\s*\()/g;
const labelsOf = (text: string): string[] => [...text.matchAll(/([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g)].map((m) => m[1]!);

/** Metrics and labels of a PromQL query. Metrics have an underscore in their names; a grouping's labels count for every metric. */
export const usedBy = (query: string): ReadonlyArray<Used> => {
  const bare = query.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\[[^\]]*\]/g, "");
  const grouped = [...bare.matchAll(grouping)].flatMap((m) => m[1]!.split(",").map((label) => label.trim()));
  return [...bare.replace(grouping, " ").matchAll(selector)]
    .filter((m) => m[1]!.includes("_"))
    .map((m) => ({ metric: m[1]!, labels: new Set([...labelsOf(m[2] ?? ""), ...grouped].filter((label) => label !== "")) }));
};

const here = import.meta.dirname;

export const alerts = (): ReadonlyArray<Alert> =>
  readdirSync(join(here, "alerts")).flatMap((file) => {
    const { groups } = parse(readFileSync(join(here, "alerts", file), "utf8")) as {
      groups: { rules: { alert: string; expr: string; annotations: { runbook_url: string } }[] }[];
    };
    return groups.flatMap((g) => g.rules.map((r) => ({ name: r.alert, expr: r.expr, runbook: r.annotations.runbook_url })));
  });

export interface Panel {
  readonly title: string;
  readonly queries: ReadonlyArray<string>;
}

export const panels = (): ReadonlyArray<Panel> =>
  readdirSync(join(here, "dashboards")).flatMap((file) => {
    const dashboard = JSON.parse(readFileSync(join(here, "dashboards", file), "utf8")) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    return dashboard.panels.map((p) => ({ title: p.title, queries: p.targets.map((t) => t.expr) }));
  });
