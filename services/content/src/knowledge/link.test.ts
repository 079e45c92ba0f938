import { describe, expect, it } from "vitest";
import { isLink, linkOrNull } from "./link.ts";

const schemes = [
  "javascript:alert(1)",
  "data:text/html,<script>1</script>",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "blob:https://a.example/1",
];
const more = [
  "ftp://a.example/",
  "ws://a.example/",
  "about:blank",
  "view-source:https://a.example/",
  "intent://a#Intent;end",
  "tel:1",
  "x:y",
];
/** How the same scheme is written so that a reader's browser knows it and a list does not. */
const disguises: ReadonlyArray<(uri: string) => string> = [
  (u) => u,
  (u) => u.toUpperCase(),
  (u) => u.replace(/^./, (c) => c.toUpperCase()),
  (u) => ` ${u}`,
  (u) => `\u0000${u}`,
  (u) => `\u0001\u001f${u}`,
  (u) => `\n\t${u}`,
  (u) => `\u00a0${u}`,
  (u) => `\ufeff${u}`,
  (u) => `\u200b${u}`,
  (u) => `\u202e${u}`,
  (u) => u.replace(/^(..)/, "$1\t"),
  (u) => u.replace(/^(..)/, "$1\n"),
  (u) => u.replace(/^(..)/, "$1\r\n"),
  (u) => u.replace(/^(..)/, "$1\u0000"),
  (u) => u.replace(/^(..)/, "$1\u00ad"),
  (u) => u.replace(":", "\t:"),
  (u) => u.replace(":", "&colon;"),
  (u) => u.replace(":", "%3a"),
  (u) => u.replace(/^(.)/, (c) => `&#${c.charCodeAt(0)};`),
  (u) => u.replace(/^(.)/, (c) => `%${c.charCodeAt(0).toString(16)}`),
  (u) => `https:${u}`,
  (u) => `http:/${u}`,
  (u) => `//${u}`,
  (u) => `/${u}`,
  (u) => `./${u}`,
  (u) => `url:${u}`,
  (u) => `<${u}>`,
  (u) => `https://a.example/\n${u}`,
  (u) => `https://a.example/ ${u}`,
  (u) => `https://a.example/"onclick="${u}`,
];

describe("a URI that may be shown as a link", () => {
  it.each([
    "https://engines.example/pricing",
    "HTTPS://Engines.Example/Pricing?q=1&r=%20#part",
    "http://127.0.0.1:8080/x",
    "http://[::1]/",
    "https://büro.example/größe",
    "https://a.example/javascript:alert(1)",
    "https://a.example?next=javascript:alert(1)",
    "mailto:ada@example.com",
    "MailTo:ada@example.com?subject=x",
  ])("%s", (uri) => {
    expect(isLink(uri)).toBe(true);
    expect(linkOrNull(uri)).toBe(uri);
  });

  it("is none of other schemes, however they are disguised", () => {
    const all = [...schemes, ...more].flatMap((uri) => disguises.map((disguise) => disguise(uri)));
    const taken = all.filter(isLink);
    expect(taken).toEqual([]);
    console.info(`URIs refused ${all.length}, let in ${taken.length}`);
  });

  it.each([
    "",
    " ",
    "pricing.html",
    "/etc/passwd",
    "//evil.example/",
    "\\\\host\\share",
    "C:\\x",
    "https:",
    "https://",
    "https:///",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "https://bank.example@evil.example/",
    "https://user:pw@evil.example/",
    "https://a.example\\@evil.example/",
    "https://a.example:99999/",
    "https://exa mple/",
    "mailto:",
    "mailto:?subject=x",
    "https://\ud800.example/",
    "https://a.example/\u2028",
  ])("is not %j", (uri) => {
    expect(isLink(uri)).toBe(false);
    expect(linkOrNull(uri)).toBe(null);
  });

  it("is decided in one pass, however long it is", () => {
    const seconds = [20_000, 40_000, 80_000].map((n) => {
      const before = performance.now();
      for (const uri of [`https://${"a".repeat(n)}`, `mailto:${"@".repeat(n)}`, `${" ".repeat(n)}javascript:`, `https://${"[".repeat(n)}`])
        isLink(uri);
      return performance.now() - before;
    });
    expect(seconds[2]!).toBeLessThan(Math.max(200, 20 * seconds[0]!));
  });
});
