import { describe, expect, it } from "vitest";
import { Behaviour, type DayBehaviour, mergeDays } from "../activity/behaviour.ts";
import type { TrackedEvent } from "../activity/trackedEvent.ts";
import { nextChange, type Pattern, patternOf } from "./pattern.ts";

const dayMs = 86_400_000;
const today = 20_000; // Friday, 4 October 2024
type Did = readonly [day: number, eventName: string, times?: number];

const daysOf = (did: ReadonlyArray<Did>, over: Partial<TrackedEvent> = {}): ReadonlyArray<DayBehaviour> => {
  const b = new Behaviour();
  for (const [n, [day, name, times = 1]] of did.entries())
    for (let i = 0; i < times; i++) {
      const [eventName, properties] = name.startsWith("/") ? ["page_view", { page_url: name }] : [name, {}];
      b.add({
        at: (today - day) * dayMs + 10 * 3_600_000 + n * 1_000 + i,
        eventName,
        properties,
        active: true,
        isBot: false,
        channel: "browser",
        device: "desktop",
        ...over,
      } as TrackedEvent);
    }
  return mergeDays(b.days());
};
const of = (...did: Did[]): Pattern => patternOf(daysOf(did), today)!;

describe("a pattern", () => {
  it("is told in words and bands, the same for the same behaviour", () => {
    const days = daysOf([
      [9, "/pricing", 7],
      [9, "/docs/api", 2],
      [2, "trial_started"],
    ]);
    const pattern = patternOf(days, today)!;
    expect(pattern).toEqual({
      text: "buyer, seen now, weekly, medium\ntrial_started once\nview /docs/api sometimes\nview /pricing often\nconverted: trial_started\ndevice desktop\nchannel browser\nweekdays morning",
      patternType: "buyer",
      frequency: 1.5,
      conversionRate: 0.5,
      lastActive: (today - 2) * dayMs,
      actions: ["view /pricing", "view /docs/api", "trial_started"],
    });
    expect(patternOf(mergeDays([...days].reverse()), today)).toEqual(pattern);
    // one more of the same is no other pattern
    expect(patternOf(mergeDays([...days, ...daysOf([[9, "/pricing"]])]), today)).toEqual(pattern);
  });

  it.each<[string, Did[]]>([
    [
      "dormant",
      [
        [40, "/a", 9],
        [39, "purchased"],
      ],
    ],
    [
      "loyal",
      [
        [9, "purchased"],
        [1, "purchased"],
      ],
    ],
    ["loyal", [[1, "purchased"], ...Array.from({ length: 7 }, (_, i): Did => [i + 2, "/a"])]],
    ["buyer", [[1, "trial_started"]]],
    ["bouncer", [[1, "/a"]]],
    ["researcher", [[1, "/a", 5]]],
    [
      "researcher",
      [
        [9, "/a"],
        [5, "/b"],
        [1, "/c"],
      ],
    ],
    [
      "explorer",
      [
        [2, "/a"],
        [1, "/b"],
      ],
    ],
  ])("%s", (type, did) => expect(of(...did).patternType).toBe(type));

  it("looks back 90 days, at the last thirty active ones, and keeps its numbers within bounds", () => {
    expect(patternOf(daysOf([[90, "/old"]]), today)).toBeNull();
    expect(of([90, "/old"], [89, "/kept"]).actions).toEqual(["view /kept"]);
    const daily = of(
      ...Array.from({ length: 45 }, (_, i): Did => [i, `/${String.fromCharCode(97 + (i % 26)).repeat(3)}${i < 26 ? "x" : "y"}`]),
    );
    expect(daily.actions).toHaveLength(30);
    expect(daily.frequency).toBe(7);
    const rare = of([80, "/a"], [1, "trial_started"], ...Array.from({ length: 28 }, (_, i): Did => [i + 2, "/a"]));
    expect(rare.conversionRate).toBe(0.05);
    expect(of([1, "purchased"]).conversionRate).toBe(1);
  });

  it("changes by time alone on the day it says, and not before", () => {
    const days = daysOf([
      [0, "/a"],
      [20, "/b"],
    ]);
    let pattern = patternOf(days, today)!.text;
    const changes: number[] = [];
    for (let day = today, due = nextChange(days, today); day < today + 100; day++) {
      const now = patternOf(days, day)?.text ?? "";
      if (now !== pattern) {
        changes.push(day - today);
        expect(due).toBe(day);
      }
      if (due === day) due = nextChange(days, day);
      pattern = now;
    }
    expect(changes).toEqual([3, 8, 30, 70, 90]);
    expect(nextChange(days, today + 95)).toBeNull();
  });

  it("counts no crawler, and puts two people together as if they had been one", () => {
    expect(daysOf([[1, "/a"]], { isBot: true })).toEqual([]);
    const [a, b] = [
      daysOf([
        [3, "/a"],
        [1, "/b"],
      ]),
      daysOf([
        [3, "/c"],
        [1, "/b", 2],
      ]),
    ];
    expect(patternOf(mergeDays([...a, ...b]), today)).toEqual(of([3, "/a"], [1, "/b", 3], [3, "/c"]));
  });
});

it("stays small however many different things somebody does", () => {
  const flood = daysOf(
    Array.from({ length: 3_000 }, (_, i): Did => [1, `/${[...String(i)].map((d) => "abcdefghij"[Number(d)]).join("")}`]),
  );
  expect(Object.keys(flood[0]!.actions)).toHaveLength(200);
  expect(Object.keys(mergeDays([...flood, ...flood])[0]!.actions)).toHaveLength(200);
  expect(patternOf(flood, today)!.actions).toHaveLength(64);
});
