import type { Outcome } from "./harness.ts";

const short = (n: number): string => (n >= 1_000 ? Math.round(n).toLocaleString("en") : n >= 10 ? n.toFixed(1) : n.toFixed(2));

/** One line of JSON a bench, for programs. */
export const asJson = ({ bench, rounds, figures, ratios, remarks, problems, missing }: Outcome): string =>
  JSON.stringify({
    bench: bench.name,
    rounds,
    parameters: bench.parameters,
    ratios,
    remarks,
    figures,
    correct: problems.length === 0,
    problems,
    missing,
  });

/** The same for people. */
export const asText = ({ bench, figures, ratios, remarks, problems, missing, rounds }: Outcome): string => {
  const rows = [["", "events/s", "p50 ms", "p99 ms", "CPU µs/event", "of it here", "postgres", "redis", "nats", "services"]];
  for (const [name, s] of Object.entries(figures)) {
    const l = s.latency;
    const { total, self, postgres, redis, nats, services } = s.cpu;
    rows.push([
      name,
      short(s.rate),
      l ? short(l.p50) : "",
      l ? short(l.p99) : "",
      ...[total, self, postgres, redis, nats, services].map(short),
    ]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ")}`);
  for (const r of ratios) {
    const sign = r.better === "higher" ? "≥" : "≤";
    lines.push(
      `  ${r.what}: ${short(r.median)}× (${short(r.lowest)} to ${short(r.highest)} in ${rounds} rounds)   floor ${sign} ${r.floor}   goal ${sign} ${r.goal}   → ${r.verdict}`,
    );
  }
  for (const r of remarks) lines.push(`  ${r.what}: ${short(r.median)}× (${short(r.lowest)} to ${short(r.highest)})`);
  for (const [name, s] of Object.entries(figures)) {
    if (s.extra)
      lines.push(
        `  ${name}: ${Object.entries(s.extra)
          .map(([key, value]) => `${key} ${short(value)}`)
          .join(", ")}`,
      );
  }
  if (missing.length) lines.push(`  not built yet: ${missing.join(", ")}`);
  lines.push(problems.length ? `  WRONG: ${problems.join("; ")}` : "  correct: counts, order and gaps checked in the same run");
  return `\n${bench.name}: ${bench.title}\n${lines.join("\n")}`;
};
