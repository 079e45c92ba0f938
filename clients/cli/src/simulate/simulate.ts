import { arrivals } from "./arrivals.ts";
import type { Call } from "./calls.ts";
import { Heap } from "./heap.ts";
import { botVisit, humanJourney } from "./journey.ts";
import { type Random, random } from "./prng.ts";

export interface SimulationOptions {
  readonly seed: number;
  readonly days: number;
  /** About how many lines, identify and alias calls included. */
  readonly events: number;
  /** Where the simulated time ends. Nothing is received at or after it. */
  readonly end: Date;
}

export const defaults = { seed: 1, days: 14, events: 20_000, end: "2026-01-01T00:00:00Z" } as const;

const day = 86_400_000;
const minute = 60_000;

/** Lines a visitor leaves on average within a window of so many days, measured over seeds: turns a number of lines into a number of visitors. */
const measured = [
  [1, 4.82],
  [3, 6.0],
  [7, 7.27],
  [14, 9.19],
  [30, 10.5],
  [60, 11.7],
] as const;

const linesPerVisitor = (days: number): number => {
  for (const [i, [upTo, lines]] of measured.entries()) {
    if (days > upTo) continue;
    const [from, least] = measured[i - 1] ?? measured[0];
    return from === upTo ? lines : least + ((lines - least) * (days - from)) / (upTo - from);
  }
  return measured.at(-1)![1];
};

/** What the story depends on. Ends that are whole weeks apart tell the same one: people keep to hours and week days, not to dates. */
export const worldOf = ({ seed, days, events, end }: SimulationOptions): string =>
  `harborline/${seed}/${days}/${events}/${(((end.getTime() % (7 * day)) + 7 * day) % (7 * day)) / minute}`;

/** One wrong item in so many: the kinds in turn. */
const oneBadIn = 2_000;

/**
 * Lines of Segment-spec NDJSON, ascending by the time they were received. Depends on the options alone: the same options
 * give the same bytes. Holds in memory only what was drawn and not yet received.
 */
export const simulate = function* (options: SimulationOptions): Generator<string> {
  const end = options.end.getTime();
  const start = end - options.days * day;
  const seed = worldOf(options);
  const naming = `${seed}/${end}`;
  const visitors = Math.max(1, Math.round(options.events / linesPerVisitor(options.days)));
  const pending = new Heap<string>();
  let emitted = 0;
  const faults = random(`${seed}/faults`, naming);
  const ready = function* (until: number): Generator<string> {
    while (pending.size > 0 && pending.peekKey() < until) {
      const received = pending.peekKey();
      yield pending.pop()!;
      emitted += 1;
      // Early enough that a short run has one of each kind too.
      if (emitted % oneBadIn === 150) yield badItem(faults, received, Math.floor(emitted / oneBadIn));
    }
  };
  let index = 0;
  for (const at of arrivals(random(`${seed}/arrivals`), visitors, start, options.days)) {
    yield* ready(Math.min(at, end));
    const own = random(`${seed}/visitor/${index}`, naming);
    index += 1;
    const delivery = deliveryOf(own);
    for (const call of own.chance(0.055) ? botVisit(own, at) : humanJourney(own, at)) {
      for (const [received, line] of deliver(own, delivery, call)) if (received < end) pending.push(received, line);
    }
  }
  yield* ready(end);
};

interface Delivery {
  /** Milliseconds the device's clock is ahead of the true time. */
  readonly skew: number;
}

/** Most clocks are right within a second; one in thirty is hours or a time zone off. */
const deliveryOf = (own: Random): Delivery =>
  own.chance(0.033)
    ? { skew: own.pick([-7_200_000, 3_600_000, 18_000_000, -900_000, 2 * day]) + own.int(-30_000, 30_000) }
    : { skew: own.int(-400, 400) };

/** When and how often a call arrives: usually at once; from a train hours later; sometimes twice, because an answer was lost. */
const deliver = function* (own: Random, { skew }: Delivery, call: Call): Generator<[number, string]> {
  const fromServer = call.body.channel === "server";
  const late = !fromServer && own.chance(0.012);
  const delay = late ? own.int(2 * 60, 40 * 60) * minute : own.int(40, 2_500);
  const wrong = fromServer ? 0 : skew;
  const line = (sent: number): string =>
    JSON.stringify({
      ...call.body,
      timestamp: iso(call.at + wrong),
      sentAt: iso(sent + wrong),
      receivedAt: iso(sent),
    });
  const received = call.at + delay;
  yield [received, line(received)];
  if (own.chance(0.015)) {
    const again = received + own.int(3_000, 20 * minute);
    yield [again, line(again)];
  }
};

const iso = (time: number): string => new Date(time).toISOString();

/** What a broken client sends: each is refused alone and for its own reason. */
const badItem = (faults: Random, received: number, turn: number): string => {
  const base = { messageId: faults.uuid(), timestamp: iso(received), sentAt: iso(received), receivedAt: iso(received) };
  const anonymousId = faults.uuid();
  switch (turn % 5) {
    case 0:
      return JSON.stringify({ type: "track", event: "feature_used", properties: { feature: "dashboard" }, ...base });
    case 1:
      return JSON.stringify({ type: "track", event: `clicked_${"very_".repeat(24)}long_button`, anonymousId, ...base });
    case 2:
      return JSON.stringify({ type: "track", event: "   ", anonymousId, ...base });
    case 3:
      return JSON.stringify({ type: "track", event: "feature_used", anonymousId, properties: nested(14), ...base });
    default:
      return JSON.stringify({ type: "identify", userId: "undefined", traits: { plan: "trial" }, ...base });
  }
};

const nested = (levels: number): object => (levels === 0 ? { end: true } : { inner: nested(levels - 1) });
