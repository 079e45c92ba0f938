import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Parser } from "@asyncapi/parser";
import { beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { problemsOf } from "./conformance.ts";
import { readContracts } from "./contracts.ts";
import { documents } from "./documents.ts";
import { headerMeanings } from "./headers.ts";
import { publicEvents } from "./publicEvents.ts";

const parser = new Parser();
let fresh: ReturnType<typeof documents>;
let events: ReturnType<typeof publicEvents>;
beforeAll(() => {
  fresh = documents();
  events = publicEvents(readContracts());
});

it.each(["events.md", "asyncapi.yaml", "api.md"])(
  "docs/%s is what contracts and code say: after a change of them run npm run docs",
  (name) => {
    const committed = readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), "utf8");
    const [now, then] = [fresh[name]!.split("\n"), committed.split("\n")];
    const at = now.findIndex((line, i) => line !== then[i]);
    expect({ line: at + 1, text: then[at] }).toEqual({ line: at + 1, text: now[at] });
    expect(then.length).toBe(now.length);
  },
);

it("AsyncAPI's own parser takes the document without a remark of weight, and finds every event in it", async () => {
  const { document, diagnostics } = await parser.parse(fresh["asyncapi.yaml"]!);
  expect(diagnostics.filter(({ severity }) => severity < 2).map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([]);
  expect(
    document!
      .channels()
      .all()
      .map((channel) => channel.address()),
  ).toContain("marketing.tracking.v1.event.{event-name}.{tenant}");
  expect(
    document!
      .allMessages()
      .all()
      .map((message) => message.name())
      .sort(),
  ).toEqual(events.map(({ type }) => type).sort());
});

it("and refuses one that is broken", async () => {
  const { asyncapi, info } = parse(fresh["asyncapi.yaml"]!);
  const nowhere = { action: "send", channel: { $ref: "#/channels/nowhere" } };
  const { diagnostics } = await parser.parse({ asyncapi, info, channels: {}, operations: { nowhere } });
  expect(diagnostics.some(({ severity }) => severity === 0)).toBe(true);
});

it("what the services publish is what the schemas say, header by header and field by field", () => {
  for (const { type, examples } of events)
    for (const { subject, headers, payload } of examples) {
      expect(problemsOf({ subject, headers, payload })).toEqual([]);
      expect(headers["ce-type"]).toBe(type);
      expect(Object.keys(headers)).toEqual(Object.keys(headerMeanings));
    }
});

it.each([
  ["a field that the contract has not", { subject: "", payload: { surprise: 1 } }, "/payload has surprise, which the contract has not"],
  ["a number for an int64", { payload: { valueMicros: 12 } }, "/payload/valueMicros must be string"],
  ["a null", { payload: { currency: null } }, "/payload/currency must be string"],
  ["a time that is none", { payload: { convertedAt: "yesterday" } }, '/payload/convertedAt must match format "date-time"'],
  ["a header that is missing", { headers: { "ce-id": undefined } }, "/headers must have required property 'ce-id'"],
  ["the subject of another event", { subject: "marketing.lead.v1.lead.lost.t" }, "marketing.lead.v1.lead.lost.t is no subject of it"],
  ["an event nobody knows", { headers: { "ce-type": "marketing.lead.v1.LeadSold" } }, "marketing.lead.v1.LeadSold is no public event"],
])("notices %s", (_, wrong: { subject?: string; headers?: object; payload?: object }, problem) => {
  const { subject, headers, payload } = events.find(({ type }) => type === "marketing.lead.v1.LeadConverted")!.examples[0]!;
  const message = {
    subject: wrong.subject || subject,
    headers: { ...headers, ...wrong.headers },
    payload: { ...payload, ...wrong.payload },
  };
  expect(problemsOf(JSON.parse(JSON.stringify(message)))).toContain(problem);
});

it("the comment of every event names its subject", () => {
  for (const { message, name, service } of events) if (service !== "tracking") expect(message.comment).toMatch(new RegExp(`^${name}\\b`));
});

it("every reason is found, whichever way the source says it, and every scope", () => {
  const wanted = [
    "| `WRONG_EXPECTED_VERSION` | ABORTED |",
    "| `BUDGET_EXCEEDED` | FAILED_PRECONDITION | the budget does not cover it |",
    "| `CSV_EMPTY` | INVALID_ARGUMENT | csv: has no header line |",
    "| `SEGMENT_NOT_MANUAL` | FAILED_PRECONDITION | the segment's rule",
    "| `LEAD_STATUS_BACKWARDS` | FAILED_PRECONDITION | a lead's status does not go back |",
    "| `MALFORMED_REQUEST` | INVALID_ARGUMENT |",
    "| `INDEX_BEHIND` | DEADLINE_EXCEEDED |",
    "| `NO_CONTACT_COLUMN` | INVALID_ARGUMENT |",
    "| `API_KEY_NOT_FOUND` | NOT_FOUND | no such API key |",
    "### OperationsService.VerifyLog\n\nscope `platform:admin` · of no tenant · answers in a stream",
  ];
  expect(wanted.filter((text) => !fresh["api.md"]!.includes(text))).toEqual([]);
});
