import type { MarketingClient } from "@marketing/client";
import { BuildPhase, SegmentChange, SegmentStatus } from "@marketing/protos/identity/v1/segment_service";
import { type Answered, clockOf, isoOf, wordOf } from "../api.ts";
import { choiceOf, flagOf, jsonOf, stringOf, subjectOf, wholeOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { grouped } from "../terminal/table.ts";
import { addLeftOut, addressableOf, leftOutOf } from "./consentRows.ts";
import { type Listed, oneLine, printOne, printPages, type Shown } from "./show.ts";

type Api = MarketingClient["segment"];
type Segment = NonNullable<Answered<Api["getSegment"]>["segment"]>;

const segments: Shown<Segment> = {
  none: "no segments",
  columns: [{ title: "name", max: 30 }, { title: "status" }, { title: "priority" }, { title: "created (UTC)" }, { title: "rule", max: 90 }],
  row: (s) => [s.name, wordOf(SegmentStatus, s.status), s.priority, clockOf(s.createdAt), oneLine(s.rule)],
  detail: (s) => [
    ["segment", s.segmentId],
    ["name", s.name],
    ["description", s.description],
    ["status", wordOf(SegmentStatus, s.status)],
    ["priority", s.priority],
    ["rule", oneLine(s.rule)],
    ["revision", s.revision],
    ["created", clockOf(s.createdAt)],
    ["activated", clockOf(s.activatedAt)],
    ["archived", clockOf(s.archivedAt)],
  ],
  plain: (s) => ({
    segment_id: s.segmentId,
    name: s.name,
    description: s.description,
    status: wordOf(SegmentStatus, s.status),
    priority: s.priority,
    rule: s.rule ?? null,
    revision: s.revision,
    created_at: isoOf(s.createdAt),
    activated_at: isoOf(s.activatedAt),
    archived_at: isoOf(s.archivedAt),
  }),
};

const segmentMembers: Listed<Answered<Api["listSegmentMembers"]>["members"][number]> = {
  columns: [{ title: "user" }, { title: "entered (UTC)" }, { title: "source", max: 50 }],
  row: (m) => [m.userId, clockOf(m.enteredAt), m.source],
  plain: (m) => ({ user_id: m.userId, priority: m.priority, entered_at: isoOf(m.enteredAt), source: m.source }),
};

const segmentEntries: Listed<Answered<Api["getSegmentHistory"]>["entries"][number]> = {
  columns: [{ title: "time (UTC)" }, { title: "segment" }, { title: "user" }, { title: "change" }, { title: "cause", max: 50 }],
  row: (e) => [clockOf(e.at), e.segment, e.userId, wordOf(SegmentChange, e.change), e.cause],
  plain: (e) => ({ at: isoOf(e.at), segment: e.segment, user_id: e.userId, change: wordOf(SegmentChange, e.change), cause: e.cause }),
};

const apiOf = ({ connection }: CommandContext) => connection().client.segment;
const named = ({ positionals }: CommandContext) => subjectOf(positionals, "a segment's NAME or id");

const list = async (context: CommandContext) => {
  const status = choiceOf(context.values, "status", SegmentStatus, ["draft", "active", "archived"]);
  await printPages(context, segments, apiOf(context).listSegments, given({ status }), "segments");
};

const get = async (context: CommandContext) => {
  const name = named(context);
  const { segment, members, build } = await apiOf(context).getSegment({ segment: name });
  const phase = build === undefined ? null : wordOf(BuildPhase, build.phase);
  printOne(context, segments, segment!, { members: Number(members), build: phase });
  context.out.pairs([
    ["members", Number(members)],
    [
      "evaluation",
      build === undefined ? "none: a draft" : `${phase}, ${grouped(build.peopleEvaluated)} of ${grouped(build.peopleTotal)} people`,
    ],
  ]);
};

const fieldsOf = ({ values }: CommandContext) => ({
  description: stringOf(values, "description"),
  rule: jsonOf(values, "rule"),
  priority: stringOf(values, "priority") === undefined ? undefined : wholeOf(values, "priority", 0, 0, 1_000_000),
});

const create = async (context: CommandContext) => {
  const fields = fieldsOf(context);
  if (fields.rule === undefined) throw usageError(`segment create takes --rule, as '{"trait":"plan","op":"eq","value":"pro"}'`);
  const name = named(context);
  const made = await apiOf(context).createSegment(given({ name, ...fields }));
  const segment = made.segment!;
  const answer = flagOf(context.values, "activate") ? await apiOf(context).activateSegment({ segment: segment.segmentId }) : made;
  printOne(context, segments, answer.segment!);
};

const update = async (context: CommandContext) => {
  const request = given({ segment: named(context), ...fieldsOf(context) });
  printOne(context, segments, (await apiOf(context).updateSegment(request)).segment!);
};

const activate = async (context: CommandContext) => {
  const request = { segment: named(context) };
  printOne(context, segments, (await apiOf(context).activateSegment(request)).segment!);
};

const archive = async (context: CommandContext) => {
  const request = { segment: named(context) };
  printOne(context, segments, (await apiOf(context).archiveSegment(request)).segment!);
};

const preview = async (context: CommandContext) => {
  const { values, positionals, out } = context;
  const rule = jsonOf(values, "rule");
  const request = given({ rule, segment: rule === undefined ? named(context) : undefined });
  const answer = await apiOf(context).previewSegment(request);
  const sample = answer.sample.map(({ userId, email, externalId }) => ({ user_id: userId, email, external_id: externalId }));
  out.object({ matching: Number(answer.matching), total: Number(answer.total), sample });
  out.say(
    `${grouped(answer.matching)} of ${grouped(answer.total)} people match${positionals[1] === undefined ? "" : ` ${positionals[1]}`}`,
  );
  if (sample.length > 0)
    out.table(
      [{ title: "user" }, { title: "e-mail", max: 50 }, { title: "your id", max: 40 }],
      sample.map((user) => [user.user_id, user.email, user.external_id]),
    );
};

const members = async (context: CommandContext) => {
  const addressableBy = addressableOf(context.values);
  const leftOut = new Map<string, number>();
  const list = async (request: Parameters<Api["listSegmentMembers"]>[0]) => {
    const page = await apiOf(context).listSegmentMembers(request);
    addLeftOut(leftOut, page.leftOut);
    return page;
  };
  await printPages(context, segmentMembers, list, given({ segment: named(context), addressableBy }), "members");
  if (addressableBy !== undefined) context.out.warn(leftOutOf(leftOut));
};

const history = (context: CommandContext) => {
  const request = given({ segment: context.positionals[1], userId: stringOf(context.values, "user") });
  return printPages(context, segmentEntries, apiOf(context).getSegmentHistory, request, "entries");
};

const member = (call: "addMember" | "removeMember") => async (context: CommandContext) => {
  const userId = stringOf(context.values, "user");
  if (userId === undefined) throw usageError("it takes --user ID");
  const segment = named(context);
  await apiOf(context)[call]({ segment, userId });
  context.out.object({ segment, user_id: userId, member: call === "addMember" });
  context.out.say(`${userId} is ${call === "addMember" ? "in" : "no longer in"} ${segment}, as far as that is by hand`);
};

const actions = {
  ...{ list, get, create, update, preview, activate, archive, members, history },
  ...{ add: member("addMember"), remove: member("removeMember") },
};

export const segmentCommand = commandOf(
  {
    name: "segment",
    usage: [
      "segment list | segment get NAME | segment members NAME [--addressable CHANNEL:PURPOSE]",
      "segment create NAME --rule JSON [--priority N] [--activate]",
      "segment preview NAME | segment preview --rule JSON",
      "segment activate|archive NAME",
      "segment history [NAME] [--user ID]",
      "segment add|remove NAME --user ID",
    ],
    details: [
      "A rule is a JSON tree:",
      '  {"and":[{"trait":"plan","op":"eq","value":"pro"},{"performed":"feature_used","at_least":3,"within":"7d"}]}',
      "Its nodes: and, or, not, trait, performed, last_performed, in_segment, manual, random_percent.",
    ].join("\n"),
    options: {
      status: { type: "string", value: "STATUS", help: "only these: draft, active or archived (default: the first two)" },
      rule: { type: "string", value: "JSON", help: "who is in it" },
      priority: { type: "string", value: "N", help: "the highest of a person's segments is their primary one" },
      description: { type: "string", value: "TEXT", help: "what it is for" },
      activate: { type: "boolean", help: "create: put the rule into force at once" },
      user: { type: "string", value: "ID", help: "a person's user id or your own id" },
      addressable: {
        type: "string",
        value: "CHANNEL:PURPOSE",
        help: "members: only who may be addressed, as email:newsletter; who is left out is counted",
      },
      limit: { type: "string", value: "N", help: "how many (default 100)" },
    },
  },
  actions,
);
