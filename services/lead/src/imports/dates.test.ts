import { describe, expect, it } from "vitest";
import { ordersOf, readDate } from "./dates.ts";

const column = (...values: string[]) => ordersOf(values.map((value, i) => ({ row: i + 1, value })));
const read = (text: string, order: "day_first" | "month_first" | "year_first" | null = null, zone = "UTC") => {
  const at = readDate(text, { order, zone });
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace(":00.000Z", "");
};

describe("the order of a column's dates", () => {
  it.each([
    [["03.04.2023", "13.04.2023"], ["day_first"]],
    [["4/3/2023", "4/13/23"], ["month_first"]],
    [["2023-04-03", "Apr 3, 2023", "", "1795348800", "soon"], []],
    [["04.04.2023", "30.02.2023"], ["day_first"]],
    [["05.05.2023"], ["day_first", "month_first"]],
  ])("%j: %j", (values, possible) => expect(column(...values)).toEqual({ possible, ambiguous: null, against: null }));

  it("is ambiguous at the first date that is two days", () => {
    expect(column("05.05.2023", "2023-01-02", "03.04.2023", "04.03.2023").ambiguous).toEqual({ row: 3, value: "03.04.2023" });
  });

  it("is none where two dates contradict one another", () => {
    expect(column("1/2/2023", "13/2/2023", "2/13/2023").against).toEqual([
      { row: 2, value: "13/2/2023" },
      { row: 3, value: "2/13/2023" },
    ]);
  });
});

describe("a date", () => {
  it.each([
    ["03.04.2023", "day_first", "2023-04-03T00:00"],
    ["03.04.2023", "month_first", "2023-03-04T00:00"],
    ["3/4/23 2:05 PM", "month_first", "2023-03-04T14:05"],
    ["3/4/2023, 12:30 am", "day_first", "2023-04-03T00:30"],
    ["23-04-03", "year_first", "2023-04-03T00:00"],
    ["3-4-1999", "day_first", "1999-04-03T00:00"],
    ["2023/4/3 7:15", null, "2023-04-03T07:15"],
    ["2023-04-03 07:15:00 UTC", null, "2023-04-03T07:15"],
    ["2023-04-03T07:15:00.000+0200", null, "2023-04-03T05:15"],
    ["2023-04-03T07:15:00-05:30", null, "2023-04-03T12:45"],
    ["20230403", null, "2023-04-03T00:00"],
    ["3 Apr 2023", null, "2023-04-03T00:00"],
    ["03-Apr-2023 10:00", null, "2023-04-03T10:00"],
    ["April 3rd, 2023 at 10:00 AM", null, "2023-04-03T10:00"],
    ["Mon, 3 Apr 2023 10:00:00 +0000", null, "2023-04-03T10:00"],
    ["1680480000", null, "2023-04-03T00:00"],
    ["1680480000000", null, "2023-04-03T00:00"],
  ] as const)("%s (%s) is %s", (text, order, expected) => expect(read(text, order)).toBe(expected));

  it("without a zone is read by the clocks of the zone that is declared, never of the machine", () => {
    const machine = process.env.TZ;
    process.env.TZ = "America/New_York";
    try {
      expect(read("2023-07-03 10:00")).toBe("2023-07-03T10:00");
      expect(read("3 Jul 2023 10:00", null, "Europe/Berlin")).toBe("2023-07-03T08:00");
      expect(read("03.07.2023", "day_first", "Asia/Tokyo")).toBe("2023-07-02T15:00");
      expect(read("2023-07-03T10:00:00Z", null, "Asia/Tokyo")).toBe("2023-07-03T10:00");
    } finally {
      if (machine === undefined) delete process.env.TZ;
      else process.env.TZ = machine;
    }
  });

  it.each([
    ["2023-02-30", null],
    ["30.02.2023", "day_first"],
    ["13.04.2023", "month_first"],
    ["5", null],
    ["2023", null],
    ["45019", null],
    ["4.3", "day_first"],
    ["03.04.123", "day_first"],
    ["2023-04-03 25:00", null],
    ["3/4/2023 13:00 PM", "day_first"],
    ["0000-01-01", null],
    ["3 Foo 2023", null],
    ["soon", null],
    ["", null],
  ] as const)("%j (%s) is none", (text, order) => expect(read(text, order)).toBeNull());
});
