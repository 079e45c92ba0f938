import { collect, listAll } from "@marketing/client/paging";
import { PatternType, RecommendationBasis } from "@marketing/protos/identity/v1/pattern_service";
import { clockOf, isoOf, plainEvent, plainUser, timestampOf, type User, wordOf } from "../api.ts";
import { choiceOf, flagOf, listOf, numberOf, stringOf, subjectOf, timeOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { printable } from "../terminal/printable.ts";
import { eventColumns, eventRow } from "./eventRows.ts";
import { patternTypes, plainRecommendation, recommendations, similarUsers } from "./patternRows.ts";
import { printList } from "./show.ts";
import { exportUser } from "./userExport.ts";

const whom = "one ID: a user id, your own id, an e-mail address, or with --anonymous a visitor's id";

const personOf = ({ values }: CommandContext, id: string) =>
  flagOf(values, "anonymous") ? { anonymousId: id } : id.includes("@") ? { email: id } : { userId: id };

const userOf = async (context: CommandContext, id: string): Promise<User> =>
  (await context.connection().client.identity.getUser(personOf(context, id))).user!;

const similar = async (context: CommandContext) => {
  const { values, positionals, connection } = context;
  const pattern = stringOf(values, "pattern");
  const id = pattern === undefined ? subjectOf(positionals, whom) : undefined;
  if (pattern !== undefined && positionals.length > 1) throw usageError("user similar takes an ID or --pattern, not both");
  const { users } = await connection().client.pattern.findSimilarUsers(
    given({
      ...(id === undefined ? { pattern } : { userId: (await userOf(context, id)).userId }),
      k: wholeOf(values, "limit", 10, 1, 100),
      segments: [...listOf(values, "segment")],
      patternTypes: listOf(values, "type").map((type) => choiceOf({ type }, "type", PatternType, patternTypes)!),
      minConversionRate: numberOf(values, "min-conversion", 0, 1),
      activeSince: timestampOf(timeOf(values, "since")),
    }),
  );
  await printList(context, similarUsers, users);
};

const recommend = async (context: CommandContext) => {
  const { values, positionals, out, connection } = context;
  const { userId } = await userOf(context, subjectOf(positionals, whom));
  const answer = await connection().client.pattern.getRecommendations({ userId, k: wholeOf(values, "limit", 5, 1, 50) });
  const basis = wordOf(RecommendationBasis, answer.basis);
  out.object({
    user_id: userId,
    ...{ basis, basis_reason: answer.basisReason, recent_actions: answer.recentActions },
    recommendations: answer.recommendations.map(plainRecommendation),
  });
  if (out.json) return;
  if (answer.recentActions.length > 0) out.say(printable(`did last: ${answer.recentActions.join(", ")}`));
  out.say(basis === "similar" ? "what similar people did next" : `what is done most: ${answer.basisReason}`);
  await printList(context, recommendations, answer.recommendations);
};

const show = async (context: CommandContext): Promise<number> => {
  const { values, positionals, out, connection } = context;
  const [id] = positionals;
  if (id === undefined || positionals.length > 1) throw usageError(`user takes ${whom}`);
  const { identity, tracking } = connection().client;
  const user = await userOf(context, id);
  const limit = wholeOf(values, "events", 20, 0, 100_000);
  const [sessions, history, events] = await Promise.all([
    collect(listAll(identity.listSessions, { userId: user.userId }, "sessions", { limit: 50 })),
    identity.getUserHistory({ userId: user.userId, pageSize: 1 }),
    limit === 0
      ? []
      : collect(
          listAll(tracking.getTimeline, { person: { id: { case: "userId", value: user.userId } }, includeBots: true }, "events", { limit }),
        ),
  ]);
  const plain = plainUser(user);
  out.object({
    ...plain,
    sessions: sessions.map((session) => ({
      session_id: session.sessionId,
      start_time: isoOf(session.startTime),
      end_time: isoOf(session.endTime),
      page_views: session.pageViews,
      events: session.events,
    })),
    merges: history.merges.map((merge) => ({
      merge_id: merge.mergeId,
      loser_user_id: merge.loserUserId,
      merged_at: isoOf(merge.mergedAt),
      reason: merge.reason,
      undone_at: isoOf(merge.undoneAt),
    })),
    events: events.map(plainEvent),
  });
  if (out.json) return exitCodes.ok;
  out.pairs([
    ["user", plain.user_id],
    ["your id", plain.external_id || (plain.anonymous ? "none: an anonymous visitor" : "none")],
    ["e-mail", plain.email || "none"],
    ["created", clockOf(user.createdAt)],
    ["last seen", clockOf(user.lastSeen) ?? "never"],
    ["segment", plain.segment || "none"],
    ...(plain.ltv_prediction === undefined ? [] : [["lifetime value", `${plain.ltv_prediction} ${plain.currency}`] as const]),
    ...(plain.churn_risk === undefined ? [] : [["churn risk", String(plain.churn_risk)] as const]),
    ...Object.entries(plain.traits).map(
      ([key, value]) => [`  ${key}`, typeof value === "object" ? JSON.stringify(value) : String(value)] as const,
    ),
    ["merged visitors", history.merges.filter(({ undoneAt }) => undoneAt === undefined).length],
    ["sessions", sessions.length],
  ]);
  if (sessions.length > 0 && flagOf(values, "sessions")) {
    out.heading("Sessions");
    out.table(
      [{ title: "session" }, { title: "started (UTC)" }, { title: "last activity" }, { title: "pages" }, { title: "events" }],
      sessions.map((s) => [s.sessionId, clockOf(s.startTime), clockOf(s.lastActivity), s.pageViews, s.events]),
    );
  }
  if (events.length > 0) {
    out.heading(`Latest ${events.length} events, oldest first`);
    out.table(eventColumns, events.reverse().map(eventRow));
  }
  return exitCodes.ok;
};

const exported = (context: CommandContext) => exportUser(context, personOf(context, subjectOf(context.positionals, whom)));

const actions = { similar, recommend, export: exported };

export const userCommand: Command = {
  name: "user",
  usage: [
    "user ID|EMAIL [--events N] [--sessions]",
    "user similar ID|EMAIL [--type buyer] [--min-conversion 0.2]",
    'user similar --pattern "researcher, view /pricing often"',
    "user recommend ID|EMAIL",
    "user export ID|EMAIL --to FILE",
    "user … ID --anonymous",
  ],
  options: {
    anonymous: { type: "boolean", help: "ID is a visitor's (a browser's or device's) own id" },
    events: { type: "string", value: "N", help: "how many of the latest events (default 20)" },
    sessions: { type: "boolean", help: "list the sessions too" },
    to: { type: "string", value: "FILE", help: "export: where the archive is to be" },
    pattern: { type: "string", value: "TEXT", help: "similar: a behaviour in words instead of a person" },
    segment: { type: "string", value: "NAME", multiple: true, help: "similar: only people with this primary segment; may be repeated" },
    type: { type: "string", value: "TYPE", multiple: true, help: `similar: only ${patternTypes.join(", ")}; may be repeated` },
    "min-conversion": { type: "string", value: "RATE", help: "similar: only who converts on so many of their active days, 0 to 1" },
    since: { type: "string", value: "TIME", help: "similar: only who was active then or later" },
    limit: { type: "string", value: "N", help: "how many (default 10, of recommendations 5)" },
  },
  run: async (context) => {
    const action = context.positionals[0];
    if (action === undefined || !Object.hasOwn(actions, action)) return show(context);
    await actions[action as keyof typeof actions](context);
    return exitCodes.ok;
  },
};
