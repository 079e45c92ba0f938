import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { MarketingClient } from "@marketing/client";
import { RpcError } from "@marketing/client/rpcError";
import { timeOfText } from "@marketing/client/time";
import { DocumentFormat, KnowledgeCategory, KnowledgeSource } from "@marketing/protos/content/v1/knowledge_service";
import { type Answered, timestampOf } from "../api.ts";
import { given } from "../given.ts";
import { places } from "../import/limit.ts";
import { type RetryOptions, withRetry } from "../import/retry.ts";
import { categories, type Format, formatOf, readDocument, sources } from "./documentFile.ts";
import type { FoundFile } from "./findFiles.ts";

/** What is said of all files. It overrules what they say of themselves. */
export interface SaidOfAll {
  readonly source?: string | undefined;
  readonly category?: string | undefined;
  /** Of every file, with its own. */
  readonly tags?: ReadonlyArray<string>;
  readonly language?: string | undefined;
  /** "file" = when the file was changed; absent = now, or what it was when nothing else changed. */
  readonly updated?: Date | "file" | undefined;
  /** Of files that do not say it, where it is not said of all. */
  readonly updatedElse?: Date;
  /** Whatever the name ends with. */
  readonly format?: Format | undefined;
}

export type Ingested =
  | { readonly outcome: "new" | "changed" | "unchanged"; readonly documentId: string; readonly version: number; readonly position: number }
  | { readonly outcome: "failed"; readonly problem: string };

type Answer = Answered<MarketingClient["knowledge"]["putDocument"]>;
type Put = Parameters<MarketingClient["knowledge"]["putDocument"]>[0];

/** Bytes of a document, as the service takes them. */
const longest = 5 * 1024 * 1024;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const oneOf = <Word extends string, Meanings extends Readonly<Record<Uppercase<Word>, number>>>(
  meanings: Meanings,
  what: string,
  words: ReadonlyArray<Word>,
  said: string,
): Meanings[Uppercase<Word>] => {
  const word = words.find((one) => one === said.toLowerCase());
  if (word === undefined) throw new Error(`${what} is one of ${words.join(", ")}, not ${JSON.stringify(said)}`);
  return meanings[word.toUpperCase() as Uppercase<Word>];
};

const timeOf = (said: string): Date => {
  const time = timeOfText(said);
  if (time === null) throw new Error(`updated is a time like 2026-01-31, not ${JSON.stringify(said)}`);
  return time;
};

/** What is sent for a file. Throws what is wrong with it, in words. */
export const requestOf = ({ path, uri, documentId }: FoundFile, ofAll: SaidOfAll): Put => {
  const format = ofAll.format ?? formatOf(path);
  if (format === null) throw new Error("its name ends neither as text, Markdown nor HTML: say which with --format");
  const bytes = readFileSync(path);
  if (bytes.length > longest) throw new Error(`it has ${bytes.length} bytes; ${longest} are possible`);
  let whole: string;
  try {
    whole = utf8.decode(bytes);
  } catch {
    throw new Error("it is no UTF-8 text");
  }
  if (whole.includes("\0")) throw new Error("it is no text");
  const { says, text } = readDocument(whole, format);
  const category = ofAll.category ?? says.category;
  if (category === undefined) throw new Error("it says no category, and there is no --category");
  const said = (): Date | undefined => (says.updated === undefined ? ofAll.updatedElse : timeOf(says.updated));
  const updated = ofAll.updated === "file" ? statSync(path).mtime : (ofAll.updated ?? said());
  return given({
    title: says.title ?? basename(path),
    documentId: documentId ?? undefined,
    uri: uri ?? undefined,
    source: oneOf(KnowledgeSource, "source", sources, ofAll.source ?? says.source ?? "document"),
    category: oneOf(KnowledgeCategory, "category", categories, category),
    tags: [...(says.tags ?? []), ...(ofAll.tags ?? [])],
    format: DocumentFormat[format.toUpperCase() as Uppercase<Format>],
    text,
    language: ofAll.language ?? says.language,
    lastUpdated: timestampOf(updated),
  });
};

const ingested = ({ document, unchanged, position }: Answer): Ingested => {
  const { documentId, version } = document!;
  return { outcome: unchanged ? "unchanged" : version === 1 ? "new" : "changed", documentId, version, position: Number(position) };
};

/** gRPC codes that judge the document itself: a reason to go on with the next. */
const refusals = new Set([3, 6, 9, 11]);

const refusalOf = (error: unknown): string | null => {
  if (!(error instanceof RpcError) || !refusals.has(error.code)) return null;
  return [`${error.message} (${error.reason})`, ...error.violations.map(({ field, description }) => `${field}: ${description}`)].join("; ");
};

export interface IngestOptions {
  readonly saidOfAll?: SaidOfAll;
  readonly inFlight?: number;
  readonly retry: RetryOptions;
  readonly onDone?: (file: FoundFile, result: Ingested, done: number) => void;
}

/**
 * Puts every file, several at a time; what one of them is refused for is its own result. Gives the results in the files' order; fewer when
 * interrupted. Throws what would stop every file: the service is away, the key is not taken.
 */
export const ingest = async (
  { knowledge }: Pick<MarketingClient, "knowledge">,
  files: ReadonlyArray<FoundFile>,
  { saidOfAll = {}, inFlight = 4, retry, onDone }: IngestOptions,
): Promise<ReadonlyArray<Ingested>> => {
  const at = places(inFlight);
  const results: Ingested[] = [];
  let [done, broken] = [0, null as { readonly error: unknown } | null];
  const put = async (file: FoundFile): Promise<Ingested> => {
    let request: Put;
    try {
      request = requestOf(file, saidOfAll);
    } catch (error) {
      return { outcome: "failed", problem: (error as Error).message };
    }
    try {
      return ingested((await withRetry(() => knowledge.putDocument(request), retry)).value);
    } catch (error) {
      const problem = refusalOf(error);
      if (problem === null) throw error;
      return { outcome: "failed", problem };
    }
  };
  for (const [i, file] of files.entries()) {
    const release = await at.acquire();
    if (broken !== null || retry.signal?.aborted === true) {
      release();
      break;
    }
    void put(file)
      .then((result) => {
        results[i] = result;
        done += 1;
        onDone?.(file, result, done);
      })
      .catch((error: unknown) => {
        broken ??= { error };
      })
      .finally(release);
  }
  await at.idle();
  if (broken !== null) throw (broken as { readonly error: unknown }).error;
  return results;
};
