import { collect, listAll } from "@marketing/client/paging";
import { clockOf, isoOf, plainEvent, plainUser } from "../api.ts";
import { flagOf, wholeOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { eventColumns, eventRow } from "./eventRows.ts";

const run = async ({ values, positionals, out, connection }: CommandContext): Promise<number> => {
  const [id] = positionals;
  if (id === undefined || positionals.length > 1)
    throw usageError("user takes one ID: a user id, your own id, an e-mail address, or with --anonymous a visitor's id");
  const { identity, tracking } = connection().client;
  const request = flagOf(values, "anonymous") ? { anonymousId: id } : id.includes("@") ? { email: id } : { userId: id };
  const user = (await identity.getUser(request)).user!;
  const limit = wholeOf(values, "events", 20, 0, 100_000);
  const [sessions, history, events] = await Promise.all([
    collect(listAll(identity.listSessions, { userId: user.userId }, "sessions", { limit: 50 })),
    identity.getUserHistory({ userId: user.userId, pageSize: 1 }),
    limit === 0 ? [] : collect(listAll(tracking.getTimeline, { person: { userId: user.userId }, includeBots: true }, "events", { limit })),
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
    ["merged visitors", history.merges.filter(({ undoneAt }) => undoneAt === null).length],
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

export const userCommand: Command = {
  name: "user",
  summary: "Show a person: profile, merged visitors, sessions, timeline",
  usage: ["user ID|EMAIL [--events N] [--sessions]", "user --anonymous ID"],
  options: {
    anonymous: { type: "boolean", help: "ID is a visitor's (a browser's or device's) own id" },
    events: { type: "string", value: "N", help: "how many of the latest events (default 20)" },
    sessions: { type: "boolean", help: "list the sessions too" },
  },
  run,
};
