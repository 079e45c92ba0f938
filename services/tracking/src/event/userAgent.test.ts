import crawlers from "crawler-user-agents" with { type: "json" };
import { describe, expect, it } from "vitest";
import { parseUserAgent } from "./userAgent.ts";

const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

describe("people", () => {
  it.each([
    [chrome, "desktop", "Chrome 142", "Windows 10"],
    [`${chrome} Edg/142.0.0.0`, "desktop", "Edge 142", "Windows 10"],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
      "desktop",
      "Safari 18",
      "macOS",
    ],
    ["Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "desktop", "Firefox 133", "Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
      "mobile",
      "Safari 18",
      "iOS 18",
    ],
    [
      "Mozilla/5.0 (iPad; CPU OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1",
      "tablet",
      "Chrome 120",
      "iOS 17",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
      "mobile",
      "Chrome 120",
      "Android 14",
    ],
    [
      "Mozilla/5.0 (Linux; Android 13; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Safari/537.36",
      "tablet",
      "Samsung Internet 23",
      "Android 13",
    ],
    ["Mozilla/5.0 (Windows NT 6.3; WOW64; Trident/7.0; rv:11.0) like Gecko", "desktop", "Internet Explorer 11", "Windows 8.1"],
    ["Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.16", "desktop", "Opera 12", "Windows 7"],
    [
      "Mozilla/5.0 (Linux; Android 5.1; CUBOT X9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/58.0.3029.83 Mobile Safari/537.36",
      "mobile",
      "Chrome 58",
      "Android 5",
    ],
    ["MyShop/3.1 (iPhone; iOS 17.5; Scale/3.00)", "mobile", null, "iOS"],
    ["MyShop/12 CFNetwork/1496.0.7 Darwin/23.5.0", "desktop", null, "macOS"],
  ])("%s", (ua, device, browser, os) => {
    expect(parseUserAgent(ua)).toMatchObject({ isBot: false, device, os });
    if (browser !== null) expect(parseUserAgent(ua).browser).toBe(browser);
  });
});

describe("machines", () => {
  it.each([
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "python-httpx/0.27.0",
    "curl/8.5.0",
    "Wget/1.21.4",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
    "node",
    "axios/1.7.2",
    "PostmanRuntime/7.40.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "WhatsApp/2.23",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 (compatible; Example/1.0; someone@example.org)",
    "kube-probe/1.29",
    "Blackbox Exporter/0.25.0",
  ])("%s", (ua) => {
    expect(parseUserAgent(ua)).toMatchObject({ isBot: true, device: null, browser: null });
  });
});

it("finds 99 of 100 in a public list of crawlers", () => {
  const agents = crawlers.flatMap(({ instances }) => instances);
  expect(agents.length).toBeGreaterThan(2_000);
  expect(agents.filter((agent) => parseUserAgent(agent).isBot).length / agents.length).toBeGreaterThanOrEqual(0.99);
});

it("says nothing of an absent one", () => {
  expect(parseUserAgent("")).toEqual({ isBot: false, device: null, browser: null, os: null });
  expect(parseUserAgent("-")).toEqual({ isBot: false, device: null, browser: null, os: null });
});
