import { type Timestamp, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { MarketingClient } from "@marketing/client";
import { collect, listAll } from "@marketing/client/paging";
import { IncludeAnonymous } from "@marketing/protos/identity/v1/identity_service";
import { Bucket } from "@marketing/protos/tracking/v1/tracking_service";
import { type Event, isoOf, propertiesOf } from "../api.ts";
import type { Connection } from "../connection.ts";

export interface DayFigures {
  readonly day: string;
  readonly events: number;
  /** Of `events`, what was sent by bots. */
  readonly bots: number;
  readonly unique_users: number;
}

export interface TimelineEntry {
  readonly time: string;
  readonly event_name: string;
  /** Known by the anonymous id alone when it was tracked. */
  readonly anonymous: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface StoreFigures {
  readonly users: number;
  readonly anonymous_visitors: number;
  readonly merges: number;
  readonly sessions: number;
  readonly events: number;
  readonly per_day: ReadonlyArray<DayFigures>;
  readonly per_name: Readonly<Record<string, number>>;
  readonly unique_users: number;
  readonly unique_users_estimated: number | null;
  readonly funnel: ReadonlyArray<{
    readonly step: string;
    readonly users: number;
    readonly conversion: number;
    readonly step_conversion: number;
  }>;
  readonly person: PersonFigures | null;
}

export interface PersonFigures {
  readonly user_id: string;
  readonly external_id: string;
  readonly email: string;
  readonly merged_visitors: number;
  readonly timeline: ReadonlyArray<TimelineEntry>;
}

const day = 86_400_000;
const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

type Counts = Awaited<ReturnType<MarketingClient["tracking"]["countEvents"]>>;

const funnelSteps = [
  { eventName: "page_view", label: "visited the site" },
  { eventName: "page_view", propertiesContain: '{"path":"/pricing"}', label: "looked at the prices" },
  { eventName: "user_signup", label: "signed up" },
  { eventName: "integration_connected", label: "connected their data" },
  { eventName: "purchase", label: "bought" },
] as const;

/** Late and skewed events lie outside the days that were simulated, by up to two days. */
const margin = 3 * day;

/** Everything the report says about what the store holds, asked through the public API, for a simulation of `days` days until `until`. */
export const storeFigures = async (connection: Connection, until: Date, days: number): Promise<StoreFigures> => {
  const [start, end] = [new Date(until.getTime() - days * day - margin), new Date(until.getTime() + margin)];
  const { identity, tracking } = connection.client;
  const range = { startTime: timestampFromDate(start), endTime: timestampFromDate(end) };
  const dates = { firstDate: dateOf(start.getTime()), lastDate: dateOf(end.getTime() - 1) };
  const [all, people, names, exact, estimate, known, everybody, sessions, funnel] = await Promise.all([
    tracking.countEvents({ ...range, bucket: Bucket.DAY, includeBots: true }),
    tracking.countEvents({ ...range, bucket: Bucket.DAY }),
    tracking.countEvents({ ...range, bucket: Bucket.TOTAL, byName: true, includeBots: true }),
    tracking.countUniqueUsers({ ...dates, exact: true }),
    tracking.countUniqueUsers({ firstDate: dateOf(until.getTime() - 3 * day), lastDate: dateOf(until.getTime() - 1) }),
    collect(listAll(identity.listUsers, { includeAnonymous: IncludeAnonymous.NONE }, "users")),
    identity.countUsersBySegment({ includeAnonymous: IncludeAnonymous.ALL }),
    countSessions(connection.client),
    tracking.getFunnel({ ...range, steps: funnelSteps.map(({ label: _, ...step }) => step) }),
  ]);
  const withoutBots = byDay(people);
  const uniques = new Map(exact.days.map(({ date, count }) => [date, Number(count)]));
  return {
    users: known.length,
    anonymous_visitors: Number(everybody.total) - known.length,
    merges: known.reduce((sum, { mergedUserIds }) => sum + mergedUserIds.length, 0),
    sessions,
    events: Number(all.total),
    per_day: [...byDay(all)].map(([date, events]) => ({
      day: date,
      events,
      bots: events - (withoutBots.get(date) ?? 0),
      unique_users: uniques.get(date) ?? 0,
    })),
    per_name: Object.fromEntries(
      names.counts.map(({ eventName, count }) => [eventName, Number(count)] as const).sort(([a, x], [b, y]) => y - x || a.localeCompare(b)),
    ),
    unique_users: Number(exact.count),
    unique_users_estimated: estimate.approximate ? Number(estimate.count) : null,
    funnel: funnel.steps.map(({ users, conversion, stepConversion }, i) => ({
      step: funnelSteps[i]!.label,
      users: Number(users),
      conversion,
      step_conversion: stepConversion,
    })),
    person: await onePerson(connection.client, range),
  };
};

const byDay = ({ counts }: Counts): Map<string, number> => {
  const days = new Map<string, number>();
  for (const { bucketStart, count } of counts) {
    const date = isoOf(bucketStart)?.slice(0, 10) ?? "";
    days.set(date, (days.get(date) ?? 0) + Number(count));
  }
  return days;
};

const countSessions = async ({ identity }: MarketingClient): Promise<number> => {
  let count = 0;
  for await (const _ of listAll(identity.listSessions, {}, "sessions")) count += 1;
  return count;
};

/** How many buyers to look at for one whose story is whole and short enough to print. */
const looked = 40;
const wanted = 18;

/** A buyer who first came as an anonymous visitor from a campaign: the one whose number of events until the purchase is nearest to a screenful. */
const onePerson = async (
  { identity, tracking }: MarketingClient,
  range: { startTime: Timestamp; endTime: Timestamp },
): Promise<PersonFigures | null> => {
  const purchases = await collect(listAll(tracking.listEvents, { ...range, eventName: "purchase" }, "events", { limit: looked }));
  let best: { readonly events: Event[]; readonly purchase: Event; readonly distance: number } | null = null;
  for (const purchase of purchases.sort((a, b) => Number(a.eventId) - Number(b.eventId))) {
    const person = { id: { case: "userId", value: purchase.userId } } as const;
    const newestFirst = await collect(listAll(tracking.getTimeline, { person }, "events", { limit: 1_000 }));
    const events = newestFirst.reverse();
    const until = events.findIndex(({ eventId }) => eventId === purchase.eventId);
    const [first] = events;
    if (first === undefined || until === -1 || first.externalId !== "" || first.anonymousId === "") continue;
    const campaign = "utm_campaign" in propertiesOf(first) ? 0 : 1_000;
    const distance = Math.abs(until + 1 - wanted) + campaign;
    if (best === null || distance < best.distance) best = { events: events.slice(0, until + 1), purchase, distance };
  }
  if (best === null) return null;
  const user = (await identity.getUser({ userId: best.purchase.userId })).user!;
  return {
    user_id: user.userId,
    external_id: user.externalId,
    email: user.email,
    merged_visitors: user.mergedUserIds.length,
    timeline: best.events.map((event) => ({
      time: isoOf(event.timestamp) ?? "",
      event_name: event.eventName,
      anonymous: event.externalId === "",
      properties: propertiesOf(event),
    })),
  };
};
