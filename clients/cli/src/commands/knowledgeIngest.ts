import { setTimeout as sleep } from "node:timers/promises";
import { DocumentFormat, IndexState, KnowledgeCategory, KnowledgeSource } from "@marketing/protos/content/v1/knowledge_service";
import { choiceOf, flagOf, listOf, stringOf, timeOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import { CliError, exitCodes, usageError } from "../exitCodes.ts";
import { categories, formats, sources } from "../knowledge/documentFile.ts";
import { findFiles } from "../knowledge/findFiles.ts";
import { type Ingested, ingest, type SaidOfAll } from "../knowledge/ingest.ts";
import { startProgress } from "../terminal/progress.ts";

const patience = 60_000;
const indexedWithin = 120_000;

const saidOfAll = ({ values }: CommandContext): SaidOfAll => {
  // For their errors: what a file says goes the same way.
  choiceOf(values, "source", KnowledgeSource, sources);
  choiceOf(values, "category", KnowledgeCategory, categories);
  choiceOf(values, "format", DocumentFormat, formats);
  return {
    source: stringOf(values, "source"),
    category: stringOf(values, "category"),
    tags: listOf(values, "tag"),
    language: stringOf(values, "language"),
    updated: stringOf(values, "updated") === "file" ? "file" : timeOf(values, "updated"),
    format: formats.find((format) => format === stringOf(values, "format")),
  };
};

/** Until none is pending in the index; gives how many of them failed there. */
const waitIndexed = async ({ connection, signal }: CommandContext, ids: ReadonlyArray<string>): Promise<number> => {
  const { knowledge } = connection().client;
  const progress = startProgress("index");
  const until = performance.now() + indexedWithin;
  let failed = 0;
  try {
    for (const [done, documentId] of ids.entries()) {
      progress.update({ share: done / ids.length, done, unit: "documents" });
      for (;;) {
        const { state } = await knowledge.getIndexStatus({ documentId });
        if (state === IndexState.FAILED) failed += 1;
        if (state !== IndexState.PENDING) break;
        if (performance.now() > until)
          throw new CliError(`after ${indexedWithin / 1_000} s ${documentId} is not in the vector index yet`, exitCodes.unreachable);
        await sleep(100, undefined, { signal });
      }
    }
  } finally {
    progress.stop();
  }
  return failed;
};

const countsOf = (results: ReadonlyArray<Ingested>) => {
  const counts = { new: 0, changed: 0, unchanged: 0, failed: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
};

export const knowledgeIngest = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, connection, signal } = context;
  const named = positionals.slice(1);
  if (named.length === 0) throw usageError("knowledge ingest takes FILEs or DIRECTORies");
  const ofAll = saidOfAll(context);
  const { files, leftOut } = findFiles(named, stringOf(values, "base"));
  if (files.length === 0) throw usageError(`${named.join(", ")} has no text, Markdown or HTML in it`);
  const progress = startProgress("ingest");
  const results = await ingest(connection().client, files, {
    saidOfAll: ofAll,
    retry: {
      ...{ patience, signal },
      onRetry: (reason, attempt) => {
        if (attempt === 3) progress.note(`${reason}: trying again for ${patience / 1_000} s at most`);
      },
    },
    onDone: (_, __, done) => progress.update({ share: done / files.length, done, unit: "documents" }),
  }).finally(() => progress.stop());
  const rows = files.slice(0, results.length).map((file, i) => ({ file, result: results[i]! }));
  for (const { file, result } of rows) {
    if (result.outcome === "failed") out.warn(`${file.path}: ${result.problem}`);
    const { outcome } = result;
    if (result.outcome === "failed") out.object({ path: file.path, uri: file.uri, outcome, problem: result.problem });
    else
      out.object({
        path: file.path,
        uri: file.uri,
        outcome,
        document_id: result.documentId,
        version: result.version,
        position: result.position,
      });
  }
  const counts = countsOf(results);
  out.say(
    [
      `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged`,
      ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
      ...(leftOut > 0 ? [`${leftOut} files left out: no text, Markdown or HTML`] : []),
    ].join(", "),
  );
  if (signal.aborted) return exitCodes.interrupted;
  if (flagOf(values, "wait")) {
    const ids = results.flatMap((result) => (result.outcome === "failed" ? [] : [result.documentId]));
    const failed = await waitIndexed(context, ids);
    out.say(
      failed === 0 ? `${ids.length} in the vector index` : `${ids.length - failed} in the vector index, ${failed} could not be put there`,
    );
    if (failed > 0) return exitCodes.failed;
  }
  return counts.failed > 0 ? exitCodes.failed : exitCodes.ok;
};
