import { describe, expect, test } from "vitest";
import { actionOf, type CommandSpec, helpOf, listOf, parseCommand, stringOf, timeOf, wholeOf } from "./args.ts";
import { CliError } from "./exitCodes.ts";

const command: CommandSpec = {
  name: "feed",
  usage: ["feed FILE"],
  options: {
    days: { type: "string", value: "N", help: "how many" },
    tag: { type: "string", multiple: true, help: "may be repeated" },
    quick: { type: "boolean", short: "q", help: "fast" },
  },
};
const parse = (...args: string[]) => parseCommand(command, args);
const usage = (task: () => unknown) => {
  try {
    task();
  } catch (error) {
    expect(error).toBeInstanceOf(CliError);
    expect((error as CliError).exitCode).toBe(2);
    return (error as CliError).message;
  }
  throw new Error("was accepted");
};

describe("arguments", () => {
  test("are options, common options and positionals in any order", () => {
    const { values, positionals } = parse("a", "--days=3", "-q", "b", "--json", "--tag", "x", "--tag", "y");
    expect(positionals).toEqual(["a", "b"]);
    expect(stringOf(values, "days")).toBe("3");
    expect([values.quick, values.json]).toEqual([true, true]);
    expect(listOf(values, "tag")).toEqual(["x", "y"]);
    expect(parse("-").positionals).toEqual(["-"]);
    expect(parse("--", "--days").positionals).toEqual(["--days"]);
  });

  test("that are unknown or lack their value are wrong usage, with the way to help", () => {
    expect(usage(() => parse("--nonsense"))).toMatch(/--nonsense[\s\S]*marketing feed --help/);
    expect(usage(() => parse("--days"))).toMatch(/days/);
    expect(usage(() => parse("--quick=yes"))).toMatch(/quick/);
  });

  test("whole numbers and times are checked and named", () => {
    expect(wholeOf(parse().values, "days", 14, 1, 100)).toBe(14);
    expect(wholeOf(parse("--days", "7").values, "days", 14, 1, 100)).toBe(7);
    for (const wrong of ["0", "101", "1.5", "x", "", "1e1", " 7"])
      expect(usage(() => wholeOf(parse(`--days=${wrong}`).values, "days", 14, 1, 100))).toMatch(
        /--days takes a whole number from 1 to 100/,
      );
    const now = Date.parse("2026-01-10T00:00:00Z");
    expect(timeOf({ since: "7d" }, "since", now)).toEqual(new Date("2026-01-03T00:00:00Z"));
    expect(timeOf({ since: "2026-01-02" }, "since", now)).toEqual(new Date("2026-01-02T00:00:00Z"));
    expect(timeOf({}, "since", now)).toBeUndefined();
    expect(timeOf({ since: "1767225600" }, "since", now)).toEqual(new Date("2026-01-01T00:00:00Z"));
    for (const given of ["5", "2026-02-30", "03.04.2026", "10 Nov 2026", "2026"])
      expect(usage(() => timeOf({ since: given }, "since", now))).toMatch(/--since takes a time/);
    expect(usage(() => timeOf({ since: "soon" }, "since", now))).toMatch(/--since takes a time/);
  });

  test("are times of UTC, whatever the zone of the machine", () => {
    const zone = process.env.TZ;
    process.env.TZ = "America/New_York";
    try {
      expect(new Date("2026-11-10 10:00:00").toISOString()).toBe("2026-11-10T15:00:00.000Z");
      expect(timeOf({ at: "2026-11-10 10:00:00" }, "at")).toEqual(new Date("2026-11-10T10:00:00Z"));
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test("name an action, or those there are", () => {
    expect(actionOf(command, ["a"], ["a", "b"] as const)).toBe("a");
    expect(usage(() => actionOf(command, [], ["a", "b"] as const))).toMatch(/needs one of: a, b/);
    expect(usage(() => actionOf(command, ["c"], ["a", "b"] as const))).toMatch(/"c" is not one of: a, b/);
  });

  test("help names every option", () => {
    const text = helpOf(command, "What it does");
    expect(text).toMatch(/^What it does\n/);
    for (const name of ["--days N", "--tag", "-q, --quick", "--json", "--stack FILE", "-h, --help"]) expect(text).toContain(name);
  });
});
