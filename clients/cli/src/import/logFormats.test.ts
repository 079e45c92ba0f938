import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { detectFormat, type Format, parserFor } from "./format.ts";
import type { EventItem } from "./item.ts";
import { splitLines } from "./lines.ts";
import { addressesOf, addressOf, isPublic } from "./visitorAddress.ts";

/** A log as a file, read as the import reads it. */
const read = async (text: string, given: Format | null = null) => {
  const chunks = async function* () {
    yield Buffer.from(text);
  };
  const detected = await detectFormat(splitLines(chunks()), given);
  if (detected.format === null) return { ...detected, events: [], bad: [] };
  const parser = parserFor(detected.format, { live: false, layout: detected.layout });
  const events: EventItem[] = [];
  const bad: Array<readonly [number, string]> = [];
  for await (const { number, bytes } of detected.lines) {
    const parsed = parser.parse(bytes);
    events.push(...(parsed.items as EventItem[]));
    bad.push(...parsed.bad.map(({ reason }) => [number, reason] as const));
  }
  return { ...detected, events, bad };
};

const request = (i: number) => `"GET /p${i % 7}?utm_source=mail HTTP/1.1" ${i % 9 === 0 ? 404 : 200} ${100 + i}`;
const agent = '"https://ref.example/" "Mozilla/5.0 (X11; \\"quoted\\")"';
const time = (i: number) => `[10/Oct/2025:13:55:${String(i % 60).padStart(2, "0")} -0700]`;

/** 60 hits of 20 visitors, whose addresses a format writes somewhere. */
const logOf = (line: (visitor: string, i: number) => string, address = (n: number) => `203.0.113.${n + 1}`): string =>
  `${Array.from({ length: 60 }, (_, i) => line(address(i % 20), i)).join("\n")}\n`;
const six = (n: number) => `2001:db8::${(n + 1).toString(16)}`;

const formats: ReadonlyArray<readonly [string, string, string]> = [
  ["combined", "combined", logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent}`)],
  ["common", "common", logOf((v, i) => `${v} - frank ${time(i)} ${request(i)}`)],
  ["common with more fields behind", "common", logOf((v, i) => `${v} - - ${time(i)} ${request(i)} 1234 0.003`)],
  ["a virtual host in front", "vhost_combined", logOf((v, i) => `shop.example:443 ${v} - - ${time(i)} ${request(i)} ${agent}`)],
  [
    "virtual hosts without ports",
    "vhost_combined",
    logOf((v, i) => `${i % 2 ? "a" : "b"}.example ${v} - - ${time(i)} ${request(i)} ${agent}`),
  ],
  ["a virtual host in front of common", "vhost_common", logOf((v, i) => `shop.example:80 ${v} - - ${time(i)} ${request(i)}`)],
  [
    "a server's address with its port in front",
    "vhost_combined",
    logOf((v, i) => `198.51.100.${i % 2}:443 ${v} - - ${time(i)} ${request(i)} ${agent}`),
  ],
  ["a server's one address in front", "vhost_combined", logOf((v, i) => `198.51.100.9 ${v} - - ${time(i)} ${request(i)} ${agent}`)],
  ["a list in place of the address", "combined", logOf((v, i) => `${v}, 10.0.0.${i % 3} - - ${time(i)} ${request(i)} ${agent}`)],
  ["a list without spaces", "combined", logOf((v, i) => `10.1.1.1,${v},198.51.100.7 - - ${time(i)} ${request(i)} ${agent}`)],
  [
    "a list in quotes in front",
    "forwarded_combined",
    logOf((v, i) => `"${v}, 198.51.100.7" 10.0.0.${i % 3} - - ${time(i)} ${request(i)} ${agent}`),
  ],
  [
    "a list in front, where not all came by a proxy",
    "forwarded_combined",
    logOf((v, i) => `${i % 20 < 10 ? `- ${v}` : `${v}, 10.9.9.9 10.0.0.1`} - - ${time(i)} ${request(i)} ${agent}`),
  ],
  [
    "the proxy in front, the list behind it",
    "forwarded_combined",
    logOf((v, i) => `10.0.0.${i % 3} ${v} - - ${time(i)} ${request(i)} ${agent}`),
  ],
  [
    "a virtual host, a list and the proxy",
    "vhost_combined",
    logOf((v, i) => `shop.example:443 ${v}, 10.0.0.9 10.0.0.${i % 3} - - ${time(i)} ${request(i)} ${agent}`),
  ],
  ["nginx's main, the list behind", "combined", logOf((v, i) => `10.0.0.2 - - ${time(i)} ${request(i)} ${agent} "${v}, 10.0.0.9"`)],
  [
    "nginx's main, where not all came by a proxy",
    "combined",
    logOf((v, i) => `${i % 20 < 10 ? v : "10.0.0.2"} - - ${time(i)} ${request(i)} ${agent} "${i % 20 < 10 ? "-" : v}"`),
  ],
  ["a public proxy, the list behind", "combined", logOf((v, i) => `198.51.100.7 - - ${time(i)} ${request(i)} ${agent} "${v}"`)],
  [
    "times and the server that was asked behind",
    "combined",
    logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent} 0.004 198.51.100.9:8080 0/2345 "-"`),
  ],
  ["microseconds before the referrer", "combined", logOf((v, i) => `${v} - - ${time(i)} ${request(i)} 5123 ${agent}`)],
  ["addresses with ports", "combined", logOf((v, i) => `${v}:${40_000 + i} - - ${time(i)} ${request(i)} ${agent}`)],
  ["IPv6", "combined", logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent}`, six)],
  ["IPv6 in brackets with ports", "combined", logOf((v, i) => `[${v}]:${40_000 + i} - - ${time(i)} ${request(i)} ${agent}`, six)],
  [
    "a list of IPv6 in brackets behind",
    "combined",
    logOf((v, i) => `10.0.0.2 - - ${time(i)} ${request(i)} ${agent} "[${v}]:443, fd00::1"`, six),
  ],
  [
    "the server's own address behind",
    "combined",
    logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent} "198.51.100.7" 198.51.100.7`),
  ],
  [
    "servers that answered in quotes behind",
    "combined",
    logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent} "198.51.100.${i % 3}:8080"`),
  ],
  [
    "lists of servers that answered behind",
    "combined",
    logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent} 198.51.100.${i % 3}:80, 198.51.100.9:80`),
  ],
  [
    "hosts' names and addresses behind",
    "combined",
    logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent} "${i % 4 ? "a.example" : "198.51.100.7"}"`),
  ],
  ["servers' addresses in front", "vhost_combined", logOf((v, i) => `198.51.100.${i % 2} ${v} - - ${time(i)} ${request(i)} ${agent}`)],
  [
    "the visitor's address with its port behind",
    "combined",
    logOf((v, i) => `10.0.0.2 - - ${time(i)} ${request(i)} ${agent} "${v}:${40_000 + i}"`),
  ],
  ["milliseconds in its times", "combined", logOf((v, i) => `${v} - - ${time(i).replace(" -", ".000 -")} ${request(i)} ${agent}`)],
  [
    "tabs",
    "combined",
    logOf((v, i) => `${v}\t-\t-\t${time(i)}\t${request(i).replaceAll(/ (?=\d+)/g, "\t")}\t${agent.replace('" "', '"\t"')}`),
  ],
  [
    "times as ISO 8601",
    "combined",
    logOf((v, i) => `${v} - - [2025-10-10T13:55:${String(i).padStart(2, "0")}-07:00] ${request(i)} ${agent}`),
  ],
  [
    "users with spaces here and there",
    "combined",
    logOf((v, i) => `${v} - ${i % 9 === 1 ? "frank the second" : "-"} ${time(i)} ${request(i)} ${agent}`),
  ],
  [
    "W3C of IIS",
    "w3c",
    `#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status time-taken\n${logOf((v, i) => `2025-10-10 20:55:${String(i).padStart(2, "0")} 10.0.0.1 GET /p${i % 7} utm_source=mail 443 - ${v} Mozilla/5.0+(X11) https://ref.example/ ${i % 9 === 0 ? 404 : 200} 15`)}`,
  ],
  [
    "W3C with forwarded addresses and fields that change",
    "w3c",
    logOf((v, i) =>
      i % 30 === 0
        ? `#Fields: ${i === 0 ? "time date" : "date time"} c-ip cs-method cs-uri sc-status X-Forwarded-For\n${w3c(v, i)}`
        : w3c(v, i),
    ),
  ],
];
function w3c(v: string, i: number): string {
  const [date, clock] = ["2025-10-10", `20:55:${String(i).padStart(2, "0")}`];
  return `${i < 30 ? `${clock} ${date}` : `${date} ${clock}`} 10.0.0.1 GET /p${i % 7}?utm_source=mail ${i % 9 === 0 ? 404 : 200} ${v},+10.0.0.3`;
}

describe("60 hits of 20 visitors are that", () => {
  test.each(formats)("in a log with %s", async (_, format, text) => {
    const found = await read(text);
    expect([found.format, found.bad]).toEqual([format, []]);
    expect(found.events).toHaveLength(60);
    expect(new Set(found.events.map(({ anonymousId }) => anonymousId)).size).toBe(20);
    expect(new Set(found.events.map(({ ip }) => ip)).size).toBe(20);
    for (const { ip } of found.events) expect(ip).toMatch(/^(203\.0\.113\.\d+|2001:db8::\w+)$/);
    expect(new Set(found.events.map(({ messageId }) => messageId)).size).toBe(60);
    expect(found.events.map(({ timestamp }) => timestamp)).toContain("2025-10-10T20:55:59.000Z");
    expect(found.events[1]!.properties).toMatchObject({ path: "/p1", utm_source: "mail", status: 200 });
  });
});

test.each([
  ["after the host", (ua: string) => `"shop.example" "https://ref.example/" "${ua}"`, "https://ref.example/"],
  ["before the referrer", (ua: string) => `"${ua}" "https://ref.example/"`, "https://ref.example/"],
  ["alone", (ua: string) => `"${ua}"`, null],
  ["after a referrer that nobody has", (ua: string) => `"-" "${ua}" "-"`, null],
])("the user agent is seen %s", async (_, tail, referrer) => {
  const { events, bad, told } = await read(
    logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${tail(i % 2 ? "curl/8.5.0" : "Mozilla/5.0 (X11)")}`),
  );
  expect(bad, told).toEqual([]);
  expect(new Set(events.map(({ userAgent }) => userAgent))).toEqual(new Set(["curl/8.5.0", "Mozilla/5.0 (X11)"]));
  for (const { properties } of events) expect(properties.referrer ?? null).toBe(referrer);
});

test("a format that is said leaves open where the user agent and forwarded addresses stand", async () => {
  const { events, bad } = await read(
    logOf((v, i) => `10.0.0.2 - - ${time(i)} ${request(i)} ${agent} "${v}"`),
    "combined",
  );
  expect([bad, new Set(events.map(({ ip }) => ip)).size]).toEqual([[], 20]);
});

test("user agents that begin later in a log are read too", async () => {
  const line = (v: string, i: number) => `${v} - - ${time(i)} ${request(i)}`;
  const { events, bad } = await read(`${logOf(line).repeat(4)}${logOf((v, i) => `${line(v, i)} ${agent}`)}`);
  expect([bad, events.length, events.filter(({ userAgent }) => userAgent !== null).length]).toEqual([[], 300, 60]);
});

test("bytes of no UTF-8 stay as the server wrote them", async () => {
  const { events } = await read(logOf((v, i) => `${v} - - ${time(i)} "GET /caf\\xe9/\\xc3\\xa9 HTTP/1.1" 200 5 ${agent}`));
  expect(events[0]!.properties.path).toBe("/caf\\xe9/é");
});

test("a list in front is read where nobody of the first lines came by a proxy", async () => {
  const line = (v: string, i: number) => `${i < 220 ? `- ${v}` : `"${v}, 10.9.9.9" 10.0.0.1`} - - ${time(i)} ${request(i)} ${agent}`;
  const { events, bad, format } = await read(`${Array.from({ length: 260 }, (_, i) => line(`203.0.113.${(i % 20) + 1}`, i)).join("\n")}\n`);
  expect([format, bad, new Set(events.map(({ ip }) => ip)).size]).toEqual(["forwarded_combined", [], 20]);
});

test("a log of a cloud's cache and one of IIS, as they are written", async () => {
  const fixture = async (name: string) => read(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
  const cloud = await fixture("cloudfront.w3c");
  expect(cloud.bad).toEqual([]);
  expect(
    cloud.events.map(({ ip, userAgent, timestamp, properties: { page_url, status, bytes } }) => [
      ip,
      userAgent,
      timestamp,
      page_url,
      status,
      bytes,
    ]),
  ).toEqual([
    ["203.0.113.20", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "2026-02-03T10:11:12.000Z", "/pricing?utm_source=mail", 200, 5120],
    ["2001:db8::21", "curl/8.5.0", "2026-02-03T10:11:13.000Z", "/", 304, 0],
  ]);
  const iis = await fixture("iis.w3c");
  expect(iis.bad).toEqual([[8, "has 3 values for the 14 of #Fields"]]);
  expect(iis.events.map(({ ip, userAgent, properties }) => [ip, userAgent, properties.page_url])).toEqual([
    ["203.0.113.30", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "/default.aspx"],
    ["203.0.113.31", null, "/search?q=a+b"],
  ]);
});

describe("what is not understood is refused", () => {
  const lines = (line: string) => `${line}\n`.repeat(30);
  test.each([
    [
      "text",
      lines("Lorem ipsum dolor"),
      /^no known format: 0 of the first 30 lines\n {2}line 1: not a combined log line: no \[time\]: Lorem ipsum/,
    ],
    ["a W3C log without its fields", lines("2025-10-10 20:55:36 203.0.113.1 GET / 200"), /0 of the first 30 lines/],
    ["syslog", lines("Oct 10 13:55:36 host sshd[12]: Accepted publickey"), /line 3: /],
    [
      "half and more of another kind",
      `${lines("what is this")}203.0.113.1 - - ${time(1)} ${request(1)} ${agent}`.split("\n").reverse().join("\n"),
      /1 of the first 31 lines\n {2}line 2: /,
    ],
    ["nothing", "", /^it has no lines$/],
    ["empty lines", "\n\n  \n", /^it has no lines$/],
    [
      "a server's log as JSON",
      lines('{"remote_addr":"203.0.113.1","request":"GET / HTTP/1.1","status":200}'),
      /0 of the first 30 lines\n {2}line 1: no type: [\s\S]*\nNDJSON has a call of Segment's spec on each line/,
    ],
    ["a list of JSON", '[\n{"type":"track","event":"a"},\n{"type":"track","event":"b"}\n]\n', /one object on each line, as jq/],
    ["JSON over several lines", '{\n  "type": "track",\n  "event": "a"\n}\n', /one object on each line, as jq/],
    ["a zip archive", "PK\u0003\u0004\n\n", /^it is packed with zip: unpack it first/],
    [
      "two formats, line by line in turn",
      `shop.example:443 203.0.113.1 - - ${time(1)} ${request(1)} ${agent}\n203.0.113.1 - - ${time(1)} ${request(1)}\n203.0.113.1 - - ${time(1)} ${request(1)} ${agent}\n`.repeat(
        9,
      ),
      /line 2: not a /,
    ],
  ])("%s", async (_, text, told) => {
    const found = await read(text);
    expect(found.format).toBeNull();
    expect(found.told).toMatch(told);
  });

  test("line by line where the format is another: an address where the user's name should be, a host where the address should be", async () => {
    const good = logOf((v, i) => `${v} - - ${time(i)} ${request(i)} ${agent}`);
    const hosts = `shop.example:443 203.0.113.9 - - ${time(1)} ${request(1)} ${agent}\nshop.example:443 - - ${time(1)} ${request(1)} ${agent}\n`;
    const { events, bad } = await read(good + hosts);
    expect(events).toHaveLength(60);
    expect(bad).toEqual([
      [61, "not a combined log line: the address 203.0.113.9 stands where the user's name should"],
      [62, "not a combined log line: the server shop.example:443 stands where the visitor's address should"],
    ]);
  });
});

describe("addresses", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:443", "203.0.113.7"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ['"203.0.113.7",', "203.0.113.7"],
    ['for="[2001:db8::1]:4711";proto=https', "2001:db8::1"],
    ["203.0.113", null],
    ["203.0.113.999", null],
    ["shop.example:443", null],
    ["1.2.3.4.5", null],
    ["-", null],
    ["fe80::1%eth0", null],
  ])("%s is %s", (written, address) => expect(addressOf(written)).toBe(address));

  test.each([
    ["203.0.113.7, 10.0.0.1", ["203.0.113.7", "10.0.0.1"]],
    ["unknown, 203.0.113.7,-", ["203.0.113.7"]],
    ["-", []],
    ["203.0.113.7, shop.example", null],
  ])("the list %j is %j", (written, list) => expect(addressesOf(written)).toEqual(list));

  test.each([
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "127.0.0.1",
    "100.64.0.1",
    "169.254.1.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "fd12::1",
    "fe80::1",
    "ff02::1",
  ])("%s is nobody's in the internet", (address) => expect(isPublic(address)).toBe(false));
  test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "203.0.113.7", "2606:4700::1"])("%s is somebody's", (address) =>
    expect(isPublic(address)).toBe(true),
  );
});
