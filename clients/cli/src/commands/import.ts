import { createWriteStream } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { flagOf, stringOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { CliError, exitCodes, usageError } from "../exitCodes.ts";
import { detectFormat, type Format, formats, parserFor } from "../import/format.ts";
import { grpcSink } from "../import/grpcSink.ts";
import { type Input, openInput } from "../import/lines.ts";
import { importResult, printImport } from "../import/report.ts";
import { type ResumePoint, resumePoint } from "../import/resume.ts";
import { runImport } from "../import/runImport.ts";
import { ImportSummary } from "../import/summary.ts";
import { isPublic } from "../import/visitorAddress.ts";
import { stateDirectory } from "../stack.ts";
import { startProgress } from "../terminal/progress.ts";

/** A line breaks now and then; more than these, and more than a tenth of a file, is another format. */
const someBroken = 10;

const open = async (file: string): Promise<Input> => {
  try {
    return await openInput(file);
  } catch (error) {
    throw usageError(`cannot read ${file}: ${(error as Error).message}`);
  }
};

const formatOf = (given: string | undefined): Format | null => {
  if (given === undefined) return null;
  if ((formats as ReadonlyArray<string>).includes(given)) return given as Format;
  throw usageError(`--format takes ${formats.join(", ")}, not ${JSON.stringify(given)}`);
};

const reportTo = (path: string | undefined, summary: ImportSummary) => {
  if (path === undefined) return async () => undefined;
  const stream = createWriteStream(path);
  const failed = finished(stream).catch((error: Error) => {
    throw new CliError(`cannot write ${path}: ${error.message}`);
  });
  failed.catch(() => undefined);
  summary.onReported = (what, reported) => stream.write(`${JSON.stringify({ what, ...reported })}\n`);
  return async () => {
    stream.end();
    await failed;
  };
};

const run = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, signal } = context;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw usageError("import takes one FILE, or - for standard input");
  const given = formatOf(stringOf(values, "format"));
  const batchSize = wholeOf(values, "batch", 500, 1, 1_000);
  const inFlight = wholeOf(values, "in-flight", 4, 1, 64);
  const patience = wholeOf(values, "patience", 120, 0, 86_400) * 1_000;
  const connection = context.connection();
  const sink = grpcSink(connection.client);
  const stack = context.stack();
  const input = await open(file);
  const detected = await detectFormat(input.lines, given);
  if (detected.format === null) throw usageError(`${file} is not understood: ${detected.told}`);
  if (detected.told !== "") out.warn(`${file === "-" ? "standard input" : file}: ${detected.told}`);
  const parser = parserFor(detected.format, { live: flagOf(values, "live"), layout: detected.layout });

  const directory = join(stateDirectory(stack), "imports");
  const target = `${stack.addresses.get("tracking")} ${stack.tenantId} ${stringOf(values, "tenant") ?? ""}`;
  const point: ResumePoint | null = file === "-" ? null : await resumePoint(file, target, directory);
  const resumeAfter = flagOf(values, "resume") ? (point?.line ?? 0) : wholeOf(values, "skip", 0, 0, Number.MAX_SAFE_INTEGER);
  if (resumeAfter > 0) out.warn(`goes on after line ${resumeAfter}`);

  const summary = new ImportSummary();
  const closeReport = reportTo(stringOf(values, "report"), summary);
  const progress = startProgress("import");
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  try {
    await runImport({
      lines: detected.lines,
      parse: parser.parse,
      sink,
      resumeAfter,
      batchSize,
      inFlight,
      signal,
      summary,
      retry: {
        patience,
        onRetry: (reason, attempt) => {
          if (attempt === 3) progress.note(`${reason}: trying again until it answers, for ${patience / 1_000} s at most`);
        },
      },
      onProgress: (now, answeredTo) => {
        point?.reached(answeredTo);
        const share = input.totalBytes === null || input.totalBytes === 0 ? null : Math.min(1, input.bytesRead() / input.totalBytes);
        progress.update({ share, done: now.events, unit: "events", note: `${now.accepted} accepted, ${now.duplicates} duplicate` });
      },
    });
  } catch (error) {
    progress.stop();
    point?.flush();
    await closeReport();
    if (summary.events > 0)
      out.warn(`${summary.accepted} accepted, ${summary.duplicates} duplicate, then it stopped. ${hint(file, point)}`);
    if (signal.aborted) return exitCodes.interrupted;
    throw error;
  }
  progress.stop();
  await closeReport();
  const result = importResult(file, parser, summary, seconds());
  if (signal.aborted) {
    point?.flush();
    out.warn(`interrupted after line ${summary.lines}. ${hint(file, point)}`);
    return exitCodes.interrupted;
  }
  point?.clear();
  printImport(out, result);
  out.object(result);
  const { facts, format } = parser;
  if (format !== "segment" && facts.addresses.size > 0 && ![...facts.addresses].some((one) => isIP(one) === 0 || isPublic(one)))
    out.warn(
      `every hit is from an address of a network's own (${[...facts.addresses][0]}): if that is a proxy's, its visitors are told apart only where the log has X-Forwarded-For`,
    );
  if (summary.brokenOff) {
    out.warn(`${file} breaks off after line ${result.lines - 1}: what is behind it was not imported`);
    return exitCodes.failed;
  }
  const understood = result.lines - summary.emptyLines - result.unreadable;
  if (result.unreadable > Math.min(understood, Math.max(someBroken, result.lines / 10))) {
    const [first] = result.unreadable_lines;
    out.warn(
      `${result.unreadable} of ${result.lines} lines were not understood, the first in line ${first!.line} (${first!.reason}); --format says what they are`,
    );
    return exitCodes.failed;
  }
  return flagOf(values, "strict") && result.unreadable + result.rejected > 0 ? exitCodes.failed : exitCodes.ok;
};

const hint = (file: string, point: ResumePoint | null): string =>
  point === null
    ? "The same input again is safe: what was taken is a duplicate."
    : `marketing import ${file} --resume goes on; starting over is safe too.`;

export const importCommand: Command = {
  name: "import",
  usage: ["import FILE [--format NAME] [--resume]", "import - < FILE"],
  details: [
    "Every event has a message id, its own or one made of its content, so the same file again gives duplicates and nothing new.",
    "Unreadable lines and rejected items are reported with their line and reason and stop nothing. While a service is away the",
    "import waits and repeats. In an access log a visitor is an address with a user agent, and each hit is a page_view; where proxies list",
    "addresses (X-Forwarded-For), the first public one is the visitor's. Known are the formats of Apache and nginx (common, combined, with a",
    "virtual host in front, with lists of addresses in front, in place of the address or behind, with more fields behind) and the W3C's, as",
    "IIS writes it. What is not understood is refused, with examples.",
  ].join("\n"),
  options: {
    format: {
      type: "string",
      value: "NAME",
      help: "segment, w3c, or [vhost_|forwarded_]common or combined (default: seen from the first lines, and told)",
    },
    resume: { type: "boolean", help: "go on where an interrupted import of this file stopped" },
    skip: { type: "string", value: "LINES", help: "leave out this many lines at the start" },
    batch: { type: "string", value: "N", help: "events a request at most (default 500, at most 1000)" },
    "in-flight": { type: "string", value: "N", help: "requests at a time (default 4)" },
    patience: { type: "string", value: "SECONDS", help: "how long to go on while a service is away (default 120)" },
    live: { type: "boolean", help: "the lines come from devices now: the service corrects their clocks by sentAt" },
    report: { type: "string", value: "FILE", help: "write every unreadable line and rejection there, as NDJSON" },
    strict: { type: "boolean", help: "exit 1 when a line was unreadable or an item rejected" },
  },
  run,
};
