import { readFileSync } from "node:fs";
import { listAll } from "@marketing/client/paging";
import { ContentOrder, ContentState, ContentType, DiffKind, SearchMode } from "@marketing/protos/content/v1/content_service";
import { fieldsOf, timestampOf, wordOf } from "../api.ts";
import { choiceOf, flagOf, jsonOf, numberOf, stringOf, subjectOf, timeOf, wholeOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { printable } from "../terminal/printable.ts";
import { policy } from "./contentPolicy.ts";
import { contents, contentTypes, contentVersions } from "./contentRows.ts";
import { nothingSimilar, printList, printOne, printPages } from "./show.ts";

const apiOf = ({ connection }: CommandContext) => connection().client.content;
const idOf = ({ positionals }: CommandContext) => subjectOf(positionals, "a content's ID");

const states = ["draft", "in_review", "approved", "published", "archived"] as const;
const typeOf = ({ values }: CommandContext) => choiceOf(values, "type", ContentType, contentTypes);

const list = async (context: CommandContext) => {
  const { values } = context;
  const request = given({
    contentType: typeOf(context),
    state: choiceOf(values, "state", ContentState, states),
    campaignId: stringOf(values, "campaign"),
    order: flagOf(values, "best") ? ContentOrder.PERFORMANCE : undefined,
  });
  await printPages(context, contents, apiOf(context).listContents, request, "contents");
};

const get = async (context: CommandContext) => {
  const { values, out } = context;
  const request = {
    contentId: idOf(context),
    version: wholeOf(values, "version", 0, 0, 2_147_483_647),
    published: flagOf(values, "published"),
  };
  const content = (await apiOf(context).getContent(request)).content!;
  printOne(context, contents, content, { content: content.content });
  if (content.content !== "") out.say(`\n${content.content}`);
};

const textOf = ({ values }: CommandContext): string | undefined => {
  const [text, file] = [stringOf(values, "text"), stringOf(values, "file")];
  if (file === undefined) return text;
  if (text !== undefined) throw usageError("--text and --file exclude each other");
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw usageError(`cannot read ${file}: ${(error as Error).message}`);
  }
};

const create = async (context: CommandContext) => {
  const { values, positionals } = context;
  const contentType = typeOf(context);
  if (contentType === undefined) throw usageError(`content create takes --type ${contentTypes.join("|")}`);
  const request = given({
    title: subjectOf(positionals, "a TITLE"),
    contentType,
    content: textOf(context),
    metadata: jsonOf(values, "metadata"),
    campaignId: stringOf(values, "campaign"),
    language: stringOf(values, "language"),
  });
  printOne(context, contents, (await apiOf(context).createContent(request)).content!);
};

const update = async (context: CommandContext) => {
  const { values } = context;
  const request = given({
    contentId: idOf(context),
    title: stringOf(values, "title"),
    content: textOf(context),
    metadata: jsonOf(values, "metadata"),
  });
  printOne(context, contents, (await apiOf(context).updateContent(request)).content!);
};

const move = (call: "submitForReview" | "approve" | "publish" | "unpublish" | "archive") => async (context: CommandContext) => {
  const contentId = idOf(context);
  printOne(context, contents, (await apiOf(context)[call]({ contentId })).content!);
};

const reject = async (context: CommandContext) => {
  const reason = stringOf(context.values, "reason");
  if (reason === undefined) throw usageError("content reject takes --reason TEXT");
  const contentId = idOf(context);
  printOne(context, contents, (await apiOf(context).reject({ contentId, reason })).content!);
};

const schedule = async (context: CommandContext) => {
  const scheduledFor = timestampOf(timeOf(context.values, "at"));
  if (scheduledFor === undefined) throw usageError("content schedule takes --at 2026-12-31T09:00:00Z");
  const contentId = idOf(context);
  printOne(context, contents, (await apiOf(context).schedulePublish({ contentId, scheduledFor })).content!);
};

const versions = async (context: CommandContext) => {
  const contentId = idOf(context);
  await printList(context, contentVersions, listAll(apiOf(context).listVersions, { contentId }, "versions"));
};

const marks: ReadonlyMap<number, string> = new Map([
  [DiffKind.REMOVED, "-"],
  [DiffKind.ADDED, "+"],
]);

const diff = async (context: CommandContext) => {
  const { values, out } = context;
  const version = (name: string, fallback: number) => wholeOf(values, name, fallback, 0, 2_147_483_647);
  const [fromVersion, toVersion] = [version("from", 1), version("to", 0)];
  const contentId = idOf(context);
  const answer = await apiOf(context).diffVersions({ contentId, fromVersion, toVersion });
  const kindOf = (kind: DiffKind) => `DIFF_KIND_${wordOf(DiffKind, kind).toUpperCase()}`;
  out.object({
    fields: answer.fields.map(fieldsOf),
    lines: answer.lines.map((line) => ({ ...fieldsOf(line), kind: kindOf(line.kind) })),
    added: answer.added,
    removed: answer.removed,
  });
  for (const { field, before, after } of answer.fields) out.say(printable(`${field}: ${before || "(none)"} → ${after || "(none)"}`));
  for (const { kind, text } of answer.lines) out.say(`${marks.get(kind) ?? " "} ${printable(text)}`);
};

/** "text 2, semantic 1" */
const legsOf = (legs: ReadonlyArray<{ readonly leg: SearchMode; readonly rank: number }>): string =>
  legs.map(({ leg, rank }) => `${wordOf(SearchMode, leg)} ${rank}`).join(", ");

const search = async (context: CommandContext) => {
  const { values, out } = context;
  const query = subjectOf(context.positionals, "a QUERY in quotes");
  const mode = choiceOf(values, "mode", SearchMode, ["text", "semantic", "hybrid"]);
  const answer = await apiOf(context).searchContent(
    given({
      query,
      mode,
      contentType: typeOf(context),
      publishedOnly: flagOf(values, "published"),
      pageSize: wholeOf(values, "limit", 20, 1, 100),
      minScore: numberOf(values, "min-score", 0, 1),
    }),
  );
  const { hits, degraded, degradedReason } = answer;
  if (degraded) out.warn(`found by words alone: ${degradedReason}`);
  const marked = (html: string) =>
    html
      .replaceAll(/<\/?mark>/g, "*")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
  for (const { content, rank, highlight, legs, exactTokens } of hits)
    out.object({
      ...contents.plain(content!),
      ...{ rank, highlight },
      ...(legs.length > 0 && {
        legs: legs.map((l) => ({ leg: wordOf(SearchMode, l.leg), rank: l.rank, score: l.score, matched_terms: l.matchedTerms })),
        exact_tokens: exactTokens,
      }),
    });
  if (hits.length === 0) return out.say(nothingSimilar(answer) ?? "nothing found");
  const byLegs = hits.some(({ legs }) => legs.length > 0);
  out.table(
    [
      { title: "content" },
      { title: "rank", align: "right" },
      ...(byLegs ? [{ title: "found by" }] : []),
      { title: "title", max: 44 },
      { title: "", max: 90 },
    ],
    hits.map(({ content, rank, highlight, legs }) => [
      ...[content!.contentId, rank.toFixed(3), ...(byLegs ? [legsOf(legs)] : [])],
      ...[content!.title, marked(highlight)],
    ]),
  );
};

const actions = {
  ...{ list, get, create, update, reject, schedule, versions, diff, search, policy },
  submit: move("submitForReview"),
  approve: move("approve"),
  publish: move("publish"),
  unpublish: move("unpublish"),
  archive: move("archive"),
};

export const contentCommand = commandOf(
  {
    name: "content",
    usage: [
      "content list [--state published] [--type blog] [--best]",
      "content create TITLE --type blog [--text TEXT | --file FILE]",
      "content update ID [--title TITLE] [--text TEXT | --file FILE]",
      "content get ID [--version N | --published]",
      "content submit|approve|publish|unpublish|archive ID, content reject ID --reason TEXT",
      "content schedule ID --at TIME",
      "content policy [--type TYPE] | content policy --type TYPE --approval none|another|anyone",
      "content versions ID | content diff ID [--from N] [--to N]",
      `content search '"weekly report" -draft' [--mode text|semantic|hybrid] [--min-score N]`,
    ],
    options: {
      type: { type: "string", value: "TYPE", help: "blog, social, email, ad_copy or landing_page" },
      state: { type: "string", value: "STATE", help: "only these: draft, in_review, approved, published or archived" },
      campaign: { type: "string", value: "ID", help: "only this campaign's; of a new content: whose it is" },
      best: { type: "boolean", help: "best performance first (default: newest first)" },
      title: { type: "string", value: "TEXT", help: "update: the new title" },
      text: { type: "string", value: "TEXT", help: "what it says" },
      file: { type: "string", value: "FILE", help: "what it says, from a file; - for standard input" },
      metadata: { type: "string", value: "JSON", help: "seo and whatever else" },
      language: { type: "string", value: "CODE", help: "of the text, as en" },
      version: { type: "string", value: "N", help: "this version (default: the newest)" },
      published: { type: "boolean", help: "the published version; search: only those" },
      mode: {
        type: "string",
        value: "MODE",
        help: "search: by text (default), semantic: by meaning, or hybrid: both, of what is published",
      },
      "min-score": {
        type: "string",
        value: "SCORE",
        help: "search by meaning: leave out what is less similar, 0 to 1 (default: what is similar by chance)",
      },
      reason: { type: "string", value: "TEXT", help: "why it is rejected" },
      approval: {
        type: "string",
        value: "WHOSE",
        help: "policy: none before it is published, that of another than its author, or anyone's",
      },
      at: { type: "string", value: "TIME", help: "when to publish" },
      from: { type: "string", value: "N", help: "diff: from this version (default 1)" },
      to: { type: "string", value: "N", help: "diff: to this version (default: the newest)" },
      limit: { type: "string", value: "N", help: "how many (default 100, of a search 20)" },
    },
  },
  actions,
);
