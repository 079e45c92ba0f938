import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MarketingClient } from "@marketing/client";
import { CliError, exitCodes } from "../exitCodes.ts";
import { findFiles } from "../knowledge/findFiles.ts";
import { ingest } from "../knowledge/ingest.ts";

const directory = fileURLToPath(new URL("../../../../examples/knowledge", import.meta.url));
export const knowledgeBase = "https://knowledge.harborline.example/";
const patience = 60_000;

export interface PutKnowledge {
  readonly documents: number;
  /** Of them those that were there, exactly so. */
  readonly unchanged: number;
}

/** Puts the example's documents, last updated at `at` unless they say otherwise. Null where there are none, or nobody to put them to. */
export const putKnowledge = async (client: MarketingClient, at: Date, signal: AbortSignal): Promise<PutKnowledge | null> => {
  if (!client.services.includes("content") || !existsSync(directory)) return null;
  const { files } = findFiles([directory], knowledgeBase);
  const updated = new Date(Math.min(at.getTime(), Date.now()));
  const results = await ingest(client, files, { saidOfAll: { updatedElse: updated }, retry: { patience, signal } });
  for (const [i, result] of results.entries())
    if (result.outcome === "failed") throw new CliError(`${files[i]!.path}: ${result.problem}`, exitCodes.failed);
  return { documents: results.length, unchanged: results.filter(({ outcome }) => outcome === "unchanged").length };
};
