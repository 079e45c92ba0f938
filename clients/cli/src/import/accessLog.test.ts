import { stretched } from "@marketing/tests/support/patience";
import { describe, expect, test } from "vitest";
import { random } from "../simulate/prng.ts";
import { parseHit } from "./accessLine.ts";
import { accessLogParser, eventOfHit, utmOf, visitorOf } from "./accessLog.ts";
import type { Hit } from "./hit.ts";

const line =
  '203.0.113.7 - frank [10/Oct/2025:13:55:36 -0700] "GET /pricing?utm_source=news&utm_campaign=a%20b HTTP/1.1" 200 2326 "http://example.com/start.html" "Mozilla/5.0 (X11; Linux)"';
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const hitOf = (text: string): Hit => {
  const hit = parseHit(text);
  if (typeof hit === "string") throw new Error(hit);
  return hit;
};

describe("a line of the combined log format", () => {
  test("gives every field", () => {
    expect(hitOf(line)).toEqual({
      address: "203.0.113.7",
      time: new Date("2025-10-10T20:55:36Z"),
      day: "2025-10-10",
      method: "GET",
      target: "/pricing?utm_source=news&utm_campaign=a%20b",
      protocol: "HTTP/1.1",
      status: 200,
      bytes: 2326,
      referrer: "http://example.com/start.html",
      userAgent: "Mozilla/5.0 (X11; Linux)",
    });
  });

  test("may have dashes, escaped quotes, bytes in hex, a request that is no request, and more fields behind", () => {
    expect(hitOf('::1 - - [01/Jan/2026:00:00:00 +0000] "-" 408 - "-" "-"')).toMatchObject({
      method: null,
      target: "-",
      bytes: 0,
      userAgent: null,
      referrer: null,
    });
    expect(hitOf('::1 - - [01/Jan/2026:00:00:00 +0000] "GET /a\\"b HTTP/1.0" 200 1 "-" "say \\"hi\\" \\\\ \\xc3\\xa9"')).toMatchObject({
      target: '/a"b',
      userAgent: 'say "hi" \\ é',
    });
    expect(hitOf('::1 - - [01/Jan/2026:00:00:00 +0000] "\\x16\\x03\\x01" 400 0 "-" "-"')).toMatchObject({ method: null, status: 400 });
    expect(hitOf(`${line} 0.003 "extra"`)).toMatchObject({ status: 200 });
    expect(hitOf(line.replace("frank", "frank the second"))).toMatchObject({ address: "203.0.113.7" });
  });

  test.each([
    [line.slice(0, -1), "cut off: a quote is not closed"],
    [line.slice(0, 60), "cut off: a quote is not closed"],
    [line.replace("Oct", "Okt"), "unreadable time [10/Okt/2025:13:55:36 -0700]"],
    [line.replace("10/Oct", "31/Feb"), "unreadable time [31/Feb/2025:13:55:36 -0700]"],
    [line.replace("13:55", "25:55"), "unreadable time [10/Oct/2025:25:55:36 -0700]"],
    ['203.0.113.7 - - [10/Oct/2025:13:55:36 -0700] "GET / HTTP/1.1" 200 5', "not a combined log line: referrer or user agent missing"],
    ["hello", "not a combined log line: no [time]"],
    ["", "not a combined log line: no [time]"],
  ])("that is broken says why: %s", (broken, reason) => {
    expect(parseHit(broken)).toBe(reason);
  });

  test("is read back as it was written, for random hits", () => {
    const r = random("hits");
    const words = ["/", "/a b", '/q"uote', "/back\\slash", "/ünïcode", "/?x=[1]", "Mozilla/5.0 (a; b)", "-x-"];
    const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
    const two = (n: number) => String(n).padStart(2, "0");
    for (let i = 0; i < 2_000; i += 1) {
      const time = new Date(r.int(0, 4_000_000_000) * 1_000);
      const zone = r.pick([0, 330, -420, 60]);
      const local = new Date(time.getTime() + zone * 60_000);
      const expected = {
        address: r.pick(["1.2.3.4", "2001:db8::1", "host.example"]),
        status: r.int(100, 599),
        bytes: r.int(0, 1e9),
        target: r.pick(words),
        userAgent: r.pick(words),
        referrer: r.pick(words),
      };
      const sign = zone < 0 ? "-" : "+";
      const clock = `${two(local.getUTCDate())}/${months[local.getUTCMonth()]}/${local.getUTCFullYear()}:${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} ${sign}${two(Math.floor(Math.abs(zone) / 60))}${two(Math.abs(zone) % 60)}`;
      const written = `${expected.address} - - [${clock}] "GET ${escaped(expected.target)} HTTP/1.1" ${expected.status} ${expected.bytes} "${escaped(expected.referrer)}" "${escaped(expected.userAgent)}"`;
      expect(hitOf(written)).toMatchObject({ ...expected, time, method: "GET", protocol: "HTTP/1.1" });
    }
  });

  test("never throws, whatever was done to it", () => {
    const r = random("mutilated");
    const { parse } = accessLogParser();
    for (let i = 0; i < 5_000; i += 1) {
      const bytes = Buffer.from(line);
      for (let n = r.int(1, 8); n > 0; n -= 1) bytes[r.int(0, bytes.length - 1)] = r.int(0, 255);
      const parsed = parse(bytes.subarray(r.int(0, 20), r.int(20, bytes.length)));
      expect(parsed.items.length + parsed.bad.length).toBe(1);
    }
  });

  test("that is long and hostile takes no long time", () => {
    const began = performance.now();
    for (const hostile of [
      '"'.repeat(50_000),
      "\\".repeat(50_000),
      `${'a "'.repeat(20_000)}`,
      `a b ${"c ".repeat(30_000)}`,
      `1 - - [${"[".repeat(50_000)}`,
    ])
      parseHit(hostile);
    expect(performance.now() - began).toBeLessThan(stretched(1_000));
  });
});

describe("a hit as an event", () => {
  test("is a page_view of the visitor that address and user agent make", () => {
    const event = eventOfHit(hitOf(line), "m1");
    expect(event).toMatchObject({
      kind: "event",
      messageId: "m1",
      eventName: "page_view",
      userId: null,
      ip: "203.0.113.7",
      timestamp: "2025-10-10T20:55:36.000Z",
    });
    expect(event.properties).toEqual({
      page_url: "/pricing?utm_source=news&utm_campaign=a%20b",
      path: "/pricing",
      method: "GET",
      protocol: "HTTP/1.1",
      status: 200,
      bytes: 2326,
      referrer: "http://example.com/start.html",
      utm_source: "news",
      utm_campaign: "a b",
    });
    expect(event.anonymousId).toBe(visitorOf({ address: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux)" }));
    expect(visitorOf({ address: "203.0.113.8", userAgent: "Mozilla/5.0 (X11; Linux)" })).not.toBe(event.anonymousId);
    expect(visitorOf({ address: "203.0.113.7", userAgent: null })).not.toBe(event.anonymousId);
  });

  test("has no address where the log has a host's name", () => {
    expect(eventOfHit(hitOf(line.replace("203.0.113.7", "crawler.example")), "m").ip).toBeNull();
  });

  test("has the first of each utm parameter, whatever its case", () => {
    expect(utmOf("/?UTM_Source=a&utm_source=b&x=1#utm_term=c")).toEqual({ utm_source: "a" });
    expect(utmOf("/utm_source=a")).toEqual({});
    expect(utmOf("/?utm_source=%E0%A4%A")).toHaveProperty("utm_source");
  });
});

test("equal lines are two events, and the same ids again in the next reading, wherever they stand", () => {
  const read = (lines: string[]) => {
    const { parse } = accessLogParser();
    return lines.flatMap((text) => parse(Buffer.from(text)).items.map(({ messageId }) => messageId));
  };
  const other = line.replace("200", "404");
  const [a1, b, a2] = read([line, other, line]);
  expect(new Set([a1, b, a2]).size).toBe(3);
  expect(read([line, line, other])).toEqual([a1, a2, b]);
  expect(read([other, "broken", line, line])).toEqual([b, a1, a2]);
});
