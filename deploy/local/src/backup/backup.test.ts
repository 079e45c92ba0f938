import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { type Backup, kindWanted } from "./backups.ts";
import { stepsChart } from "./drillChart.ts";
import { extrapolate } from "./drillReport.ts";
import { archiveSettings, archiveTimeout, repositoryOf } from "./repository.ts";

const hour = 3_600_000;
const backup = (type: Backup["type"], hours: number, damaged = false): Backup => ({
  ...{ label: `${type}-${hours}`, type, size: 1, stored: 1, damaged },
  ...{ startedAt: new Date(hours * hour), endedAt: new Date(hours * hour) },
});

test.each([
  ["none yet", [], "full"],
  ["one of this day", [backup("full", 77)], "diff"],
  ["differences alone are none", [backup("diff", 99)], "full"],
  ["the last full one is a day old", [backup("full", 76), backup("diff", 99)], "full"],
  ["the last full one is damaged", [backup("full", 90, true)], "full"],
] as const)("a backup is full once a day: %s", (_, backups, kind) => {
  expect(kindWanted(backups, 100 * hour)).toBe(kind);
});

test.each(["plain", "with a blank", "100% sure", "it's", '"quoted" $(touch x) `y` \\z', "%p%%f"])(
  "%s in a path is a path to the archive's command",
  (name) => {
    const { archive_command: command } = archiveSettings(repositoryOf(`/data/${name}/postgres`, undefined, "printf-arguments"));
    // As PostgreSQL reads it: %p and %f are names, %% is a percent sign.
    const expanded = String(command).replaceAll(/%(.)/g, (_, of: string) => (of === "p" ? "pg_wal/1" : of === "%" ? "%" : "?"));
    const heard = execFileSync("/bin/sh", ["-c", expanded.replace("'printf-arguments'", "printf '%s\\n'")], { encoding: "utf8" });
    expect(heard.split("\n")).toEqual([`--config=/data/${name}/backup/pgbackrest.conf`, "--stanza=main", "archive-push", "pg_wal/1", ""]);
  },
);

test("WAL is archived after a minute at most, whatever the environment says", () => {
  const before = process.env.ARCHIVE_TIMEOUT;
  const seconds = ["", "5", "0", "-3", "600", "soon"].map((given) => {
    process.env.ARCHIVE_TIMEOUT = given;
    return archiveTimeout();
  });
  if (before === undefined) delete process.env.ARCHIVE_TIMEOUT;
  else process.env.ARCHIVE_TIMEOUT = before;
  expect(seconds).toEqual([60, 5, 60, 1, 60, 60]);
});

const steps = [
  { name: "files", seconds: 10 },
  { name: "replay of WAL", seconds: 20 },
  { name: "services", seconds: 5 },
  { name: "Redis and bus", seconds: 1 },
  { name: "watch", seconds: 6 },
  { name: "verify", seconds: 30 },
];

test("a terabyte takes what grows with it, and what does not once; nobody waits for what is verified", () => {
  const goal = 4 * 3_600;
  expect(extrapolate(1e9, steps, goal)).toEqual({
    seconds: 11_025,
    growing: 11_000,
    filesPerSecond: 1e8,
    filesPerSecondNeeded: Math.round(1e12 / (goal - 1_025)),
  });
  expect(extrapolate(1e7, steps, goal)).toMatchObject({ seconds: 1_100_025, filesPerSecondNeeded: null });
});

test("the chart has a bar a step, inside of it, and takes a name as text", () => {
  const svg = stepsChart([...steps, { name: "<script>&", seconds: 0 }]);
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)];
  expect(bars).toHaveLength(7);
  for (const [, x, width] of bars) expect(Number(x) + Number(width)).toBeLessThanOrEqual(640);
  expect(svg).toContain("&lt;script>&amp;");
});
