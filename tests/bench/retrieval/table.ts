import type { Evaluation } from "./evaluate.ts";
import { kinds, splits } from "./set.ts";

export const retrievalTitle = "labelled queries in every mode of search, by kind; HYBRID against the better of its legs";

/** Models to measure: those asked for, else the local one and what the environment names. */
export const embeddersOf = (asked: ReadonlyArray<string> | undefined, env: NodeJS.ProcessEnv): ReadonlyArray<string> =>
  asked ?? ["local-lexical-v2-1536", ...(env.EMBEDDING_BASE_URL ? [env.EMBEDDING_MODEL ?? "text-embedding-3-large"] : [])];

const three = (n: number): string => n.toFixed(3);

/** An evaluation for people: nDCG of each kind of query, nDCG, recall and MRR of all, for both halves. */
export const evaluationText = ({ embedder, documents, queries, ingestSeconds, modes, advantages, chance, large }: Evaluation): string => {
  const rows = [["", "", ...kinds, "nDCG@10", "recall@10", "MRR", "p50 ms", "p95 ms"]];
  for (const split of splits)
    for (const { mode, overall, byKind, latency } of modes) {
      const { ndcg, recall, mrr } = overall[split];
      const speed = split === splits[0] ? [latency.p50, latency.p95].map((ms) => ms.toFixed(1)) : ["", ""];
      rows.push([split, mode, ...kinds.map((kind) => three(byKind[split][kind].ndcg)), three(ndcg), three(recall), three(mrr), ...speed]);
    }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => `  ${row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ")}`);
  for (const { split, what, ratio } of advantages)
    lines.push(
      `  HYBRID against the better leg, ${split}, ${what}: ${three(ratio)}×   floor ≥ 1   → ${ratio >= 1 ? "floor" : "BELOW FLOOR"}`,
    );
  const { asked, found, similarities } = chance;
  const at = (q: number): string => three(similarities[Math.min(asked - 1, Math.floor(q * asked))] ?? 0);
  lines.push(
    `  of ${asked} words that stand nowhere ${found} find something; similarity of the best without a floor: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}`,
  );
  const { megabytes, secondsPerMegabyte, smallSeconds, smallFirst } = large;
  lines.push(
    `  a content of ${megabytes} MB: ${secondsPerMegabyte.found.toFixed(1)} s/MB until all of its words are found, ${secondsPerMegabyte.indexed.toFixed(1)} s/MB until all of it is in the index; a small one published right after it is found by meaning after ${smallSeconds.toFixed(1)} s, ${smallFirst ? "before" : "AFTER"} the large one is whole`,
  );
  return `\nretrieval with ${embedder}: ${documents} documents in the index after ${ingestSeconds.toFixed(1)} s, ${queries} queries; nDCG@10 by kind\n${lines.join("\n")}`;
};
