/** Every parser of text that comes from outside: from callers, from visitors' browsers, from files and from other servers. */

import { parseApiKey } from "@marketing/shared/auth/apiKey";
import { domainOf, invalidEmail, normaliseEmail } from "@marketing/shared/base/email";
import { RpcError } from "@marketing/shared/base/errors";
import { isExactly, readJson } from "@marketing/shared/base/exactNumber";
import { isUuid } from "@marketing/shared/base/ids";
import { illegalId } from "@marketing/shared/base/noId";
import { errorFields, redact } from "@marketing/shared/base/redact";
import { parseTimestamp } from "@marketing/shared/base/timestamp";
import { decodeAttribute, encodeAttribute, parseHeaders, positionOf } from "@marketing/shared/bus/cloudEvent";
import { tokenOf } from "@marketing/shared/bus/subject";
import { readCsv } from "@marketing/shared/csv/csv";
import { columns, page } from "@marketing/shared/grpc/paging";
import { decoder, email, jsonObject, object, text, uuid } from "@marketing/shared/grpc/schema";
import { toStruct } from "@marketing/shared/grpc/struct";
import { parseTraceparent } from "@marketing/shared/telemetry/tracing";
import { localLexical } from "@marketing/shared/vectors/localLexical";
import { pauseMs, retryAfterMs } from "@marketing/shared/vectors/rateLimitHeaders";
import { timeOf } from "../../clients/cli/src/args.ts";
import { CliError } from "../../clients/cli/src/exitCodes.ts";
import { parseHit } from "../../clients/cli/src/import/accessLine.ts";
import { eventOfHit, utmOf } from "../../clients/cli/src/import/accessLog.ts";
import { detectLayout } from "../../clients/cli/src/import/detectLayout.ts";
import { partsOf } from "../../clients/cli/src/import/logLayout.ts";
import { segmentParser } from "../../clients/cli/src/import/segment.ts";
import { w3cReader } from "../../clients/cli/src/import/w3cLog.ts";
import { readDocument } from "../../clients/cli/src/knowledge/documentFile.ts";
import { printable } from "../../clients/cli/src/terminal/printable.ts";
import { toMicros } from "../../clients/typescript/src/money.ts";
import { readReport } from "../../services/campaign/src/ad/reportRows.ts";
import { utmCampaignOf } from "../../services/campaign/src/campaign/configuration.ts";
import { keywordsOf } from "../../services/campaign/src/history/keywords.ts";
import { microsOfDecimal } from "../../services/campaign/src/money.ts";
import { chunksOf } from "../../services/content/src/chunking/pieces.ts";
import { readText } from "../../services/content/src/chunking/readText.ts";
import { countWords, seoProblems } from "../../services/content/src/content/text.ts";
import { diffLines, linesOf } from "../../services/content/src/diff/lines.ts";
import { isLink } from "../../services/content/src/knowledge/link.ts";
import { exactQueryOf, exactTokensOf } from "../../services/content/src/search/exactTokens.ts";
import { toHtml } from "../../services/content/src/search/highlight.ts";
import { parseSearch } from "../../services/content/src/search/websearch.ts";
import { actionOf, eventActionOf, sectionOf } from "../../services/identity/src/activity/actionNames.ts";
import { mediumLabel } from "../../services/identity/src/activity/attributes.ts";
import { parseRule } from "../../services/identity/src/rule/parseRule.ts";
import { readDate, readWindow } from "../../services/identity/src/rule/values.ts";
import { planColumns } from "../../services/lead/src/imports/columns.ts";
import { ordersOf, readDate as readLeadDate } from "../../services/lead/src/imports/dates.ts";
import { readRow } from "../../services/lead/src/imports/readRow.ts";
import { readPage } from "../../services/lead/src/imports/requests.ts";
import { e164, foldSource } from "../../services/lead/src/lead/contact.ts";
import { companySizeOf } from "../../services/lead/src/scoring/companySize.ts";
import { seniorityOf } from "../../services/lead/src/scoring/seniority.ts";
import { parseIpAddress } from "../../services/tracking/src/event/ipAddress.ts";
import { parseProperties } from "../../services/tracking/src/event/properties.ts";
import { planViolations } from "../../services/tracking/src/event/trackingPlan.ts";
import { parseUserAgent } from "../../services/tracking/src/event/userAgent.ts";

const pageSecret = Buffer.alloc(32);

type Parser = (text: string) => unknown;

/** A refusal is an answer. */
const refusing =
  (parser: Parser): Parser =>
  (text) => {
    try {
      return parser(text);
    } catch (error) {
      if (error instanceof RpcError || error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError)
        return null;
      throw error;
    }
  };
/** As a member of JSON, in places where one can stand. */
const asJson = (parse: (json: never) => unknown, around: (text: string) => unknown): Parser => refusing((t) => parse(around(t) as never));

const fields = decoder(object({ text: text(1e9, 0), id: uuid, email, json: jsonObject({ maxBytes: 1e9 }) }));
const eventOf: Parser = (line) => {
  const hit = parseHit(line);
  return typeof hit === "string" ? hit : eventOfHit(hit, "1");
};
const asTime: Parser = (t) => {
  try {
    return timeOf({ since: t }, "since");
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
};
const lexical = localLexical(256);
const headers = (name: string, value: string) => new Headers({ [name]: value.replaceAll(/[^\x20-\x7e]/g, "?") });

/** Name, parser, and the length it is tried with where that is not the usual one: it can be given no more, or each of its lines costs much. */
export const parsersOfForeignText: ReadonlyArray<readonly [name: string, parser: Parser, length?: number]> = [
  ["IP address", parseIpAddress],
  ["user agent", parseUserAgent],
  ["time of an event", parseTimestamp],
  ["date of a lead", (t) => [ordersOf([{ row: 1, value: t }]), readLeadDate(t, { order: "day_first", zone: "UTC" })]],
  ["event properties", parseProperties],
  ["JSON with its digits", refusing((t) => [readJson(t), readJson(`[${t}]`)])],
  ["digits of a number", (t) => isExactly(0.1, t)],
  ["planned properties", (t) => planViolations({ page_url: t, product_id: t })],
  ["action of an event name", (t) => [eventActionOf(t), actionOf(t, {})]],
  ["section of a page's address", sectionOf],
  ["medium in a page's address", (t) => mediumLabel({ page_url: `?utm_medium=${t}` })],
  ["person's id", illegalId],
  ["e-mail address", (t) => [invalidEmail(t), normaliseEmail(t), normaliseEmail(`a@${t}`), domainOf(t)]],
  ["telephone number", e164],
  ["source", foldSource],
  ["size of a company", companySizeOf],
  ["job title", seniorityOf],
  ["segment rule: trait", asJson(parseRule, (t) => ({ trait: t, op: "eq", value: t }))],
  ["segment rule: events", asJson(parseRule, (t) => ({ performed: t, within: t, where: { [t]: t } }))],
  ["segment rule: window and date", (t) => [readWindow(t), readDate(t)]],
  ["rows of an import", refusing((t) => readPage({ csv: `email,b\n${t}`, header: [], mapping: [] })), 8_000],
  ["header of an import", (t) => readRow({ columns: planColumns(t.split(","), []), dates: { order: null, zone: "UTC" } }, t.split(","))],
  ["report of an ad platform", (t) => readReport(`ad_campaign_id,as_of,impressions,clicks\n${t}`, {}, 0), 8_000],
  ["header of a report", (t) => readReport(t, {}, 0)],
  ["CSV", (t) => readCsv(t, { maxRecords: 20_000 })],
  ["keywords of a plan", (t) => keywordsOf([t, { [t]: 1 }], new Set())],
  ["utm_campaign", (t) => utmCampaignOf(t, {})],
  ["amount", refusing((t) => [microsOfDecimal(t), toMicros(t)])],
  ["address of a document", isLink],
  ["Markdown", (t) => readText(t, "markdown")],
  ["HTML", (t) => readText(t, "html")],
  ["plain text", (t) => readText(t, "text")],
  ["text of unknown format", (t) => readText(t, null)],
  ["pieces of a text", chunksOf],
  ["words of a text", countWords],
  ["words of scripts without spaces", (t) => countWords(t.replaceAll(/[a-z]/g, "検"))],
  ["SEO fields", (t) => seoProblems({ seo: { title: t, description: t, slug: t, keywords: [t] } })],
  ["two versions of a text", (t) => diffLines(linesOf(t), linesOf(`${t.slice(t.length / 2)}\nx\n${t}`))],
  ["search query", (t) => exactQueryOf(parseSearch(t)), 1_000],
  ["search query, taken apart", parseSearch],
  ["exact tokens", exactTokensOf],
  ["passage for a page", toHtml],
  ["text to embed", (t) => lexical.embed([t])],
  ["page token", refusing((t) => page({ pageSecret, pageBytes: 1 }, { pageSize: 1, pageToken: t }, {}, [columns.text]))],
  ["fields of a request", refusing((t) => fields({ text: t, id: t, email: t, json: toStruct({ [t]: t }) }))],
  ["API key", parseApiKey],
  ["id", isUuid],
  ["traceparent", parseTraceparent],
  ["subject of a public event", tokenOf],
  ["attributes of a message", (t) => decodeAttribute(encodeAttribute(t)) + decodeAttribute(t)],
  ["headers of a message", (t) => [parseHeaders(t), positionOf(t)]],
  ["headers of an embedding server", (t) => [retryAfterMs(headers("retry-after", t)), pauseMs(headers("x-ratelimit-reset-tokens", t))]],
  ["text for the logs", redact],
  ["error for the logs", (t) => errorFields(Object.assign(new Error(t), { severity: "ERROR" }))],
  ["line of an access log", parseHit],
  ["line of an access log of unknown make", (t) => detectLayout([t, `${t} `].flatMap((line) => partsOf(line) ?? []))],
  [
    "line of a W3C log",
    (t) => {
      const read = w3cReader();
      return [read(`#Fields: date time c-ip ${t.replaceAll("\n", " ")}`), read(t)];
    },
  ],
  ["fields of an access log's line", (t) => eventOf(`1.1.1.1 - - [01/Jan/2024:00:00:00 +0000] "GET ${t} HTTP/1.1" 200 1 "${t}" "${t}"`)],
  ["utm parameters", (t) => utmOf(`/?utm_source=a&${t}`)],
  [
    "line of Segment's",
    (t) => segmentParser().parse(Buffer.from(JSON.stringify({ type: "track", event: t, context: { ip: t, page: { url: t } } }))),
  ],
  ["Markdown file", (t) => readDocument(t, "markdown")],
  ["front matter of YAML", (t) => readDocument(`---\n${t}\n---\n`, "text")],
  ["front matter of TOML", refusing((t) => readDocument(`+++\n${t}\n+++\n`, "text"))],
  ["HTML file", (t) => readDocument(t, "html")],
  ["text file", (t) => readDocument(t, "text")],
  ["text for a terminal", printable],
  ["argument of a command", asTime],
];
