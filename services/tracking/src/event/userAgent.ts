import { isbot } from "isbot";

export interface UserAgent {
  readonly isBot: boolean;
  readonly device: "desktop" | "mobile" | "tablet" | "tv" | null;
  readonly browser: string | null;
  readonly os: string | null;
}

/** One expression, or one and what has to come somewhere after it. Never `.*` between the two: it is tried again from every first one. */
type Pattern = RegExp | readonly [first: RegExp, later: RegExp];

/** What the groups of a pattern found; null where it does not match. */
const groupsOf = (ua: string, pattern: Pattern): ReadonlyArray<string | undefined> | null => {
  if (pattern instanceof RegExp) return pattern.exec(ua)?.slice(1) ?? null;
  const first = pattern[0].exec(ua);
  const later = first && pattern[1].exec(ua.slice(first.index + first[0].length));
  return first && later && [...first.slice(1), ...later.slice(1)];
};

/** The first that matches names it: those that pretend to be another come before the other. */
const browsers: ReadonlyArray<readonly [string, Pattern]> = [
  ["Edge", /\b(?:Edge|Edg|EdgA|EdgiOS)\/(\d+)/],
  ["Opera Mini", /Opera Mini\/(\d+)/],
  ["Opera", /\b(?:OPR|OPiOS|OPT)\/(\d+)/],
  ["Opera", [/^Opera/, /Version\/(\d+)/]],
  ["Opera", /^Opera[ /](\d+)/],
  ["Samsung Internet", /SamsungBrowser\/(\d+)/],
  ["Yandex Browser", /YaBrowser\/(\d+)/],
  ["UC Browser", /UC ?Browser\/(\d+)|UCWEB(\d+)?/],
  ["Vivaldi", /Vivaldi\/(\d+)/],
  ["DuckDuckGo", /DuckDuckGo\/(\d+)/],
  ["Silk", /Silk\/(\d+)/],
  ["Facebook", /FBA[NV]\/[A-Za-z]*;?(?:FBAV\/(\d+))?/],
  ["Instagram", /Instagram (\d+)/],
  ["WeChat", /MicroMessenger\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS|Iceweasel|Focus)\/(\d+)/],
  ["Internet Explorer", /\bMSIE (\d+)/],
  ["Internet Explorer", [/Trident\//, /rv:(\d+)/]],
  ["Chromium", /Chromium\/(\d+)/],
  ["Android WebView", [/; wv\)/, /Chrome\/(\d+)/]],
  ["Chrome", /\b(?:Chrome|CriOS)\/(\d+)/],
  ["Android Browser", [/Android/, /Version\/(\d+)/]],
  ["Safari", [/Version\/(\d+)/, /Safari\//]],
  ["Safari", [/iPhone|iPad|iPod|Macintosh/, /AppleWebKit\//]],
  ["Konqueror", /Konqueror\/(\d+)/],
];

const windows = new Map(
  Object.entries({
    "10.0": "10",
    "6.3": "8.1",
    "6.2": "8",
    "6.1": "7",
    "6.0": "Vista",
    "5.2": "XP",
    "5.1": "XP",
    "5.0": "2000",
  }),
);

const operatingSystem = (ua: string): string | null => {
  let m = /Windows NT (\d+\.\d)/.exec(ua);
  if (m !== null) return windows.has(m[1]!) ? `Windows ${windows.get(m[1]!)}` : "Windows";
  if (/Windows Phone/.test(ua)) return "Windows Phone";
  if (/Windows|Win(?:98|95|32|64)/.test(ua)) return "Windows";
  const [ios] = groupsOf(ua, /(?:iPhone|CPU) OS (\d+)/) ?? groupsOf(ua, [/iPad; /, /OS (\d+)/]) ?? [];
  if (ios !== undefined) return `iOS ${ios}`;
  if (/iPhone|iPad|iPod/.test(ua)) return "iOS";
  m = /Android (\d+)/.exec(ua);
  if (m !== null) return `Android ${m[1]}`;
  if (/Android|Dalvik/.test(ua)) return "Android";
  if (/CrOS/.test(ua)) return "Chrome OS";
  if (/Mac OS X|Macintosh|Darwin/.test(ua)) return "macOS";
  m = /\b((?:Free|Open|Net)BSD|SunOS|KAIOS|Tizen|HarmonyOS)\b/i.exec(ua);
  if (m !== null) return m[1]!;
  return /Linux|X11/.test(ua) ? "Linux" : null;
};

const deviceOf = (ua: string, os: string | null): UserAgent["device"] => {
  if (/SMART-TV|SmartTV|HbbTV|AppleTV|GoogleTV|Android TV|NetCast|CrKey|Roku|AFT[A-Z]|BRAVIA/i.test(ua)) return "tv";
  if (
    /iPad|Tablet|Kindle|Silk\/|PlayBook|KF[A-Z]{2,4} /.test(ua) ||
    (/Android/.test(ua) && !/Mobile|; wv\)/.test(ua) && /Chrome|Version/.test(ua))
  )
    return "tablet";
  if (/Mobile|iPhone|iPod|Android|Opera M(?:ini|obi)|Windows Phone|BlackBerry|MIDP|UCWEB|Nokia|webOS|KAIOS/i.test(ua)) return "mobile";
  return os === null ? null : "desktop";
};

const browserOf = (ua: string): string | null => {
  for (const [name, pattern] of browsers) {
    const groups = groupsOf(ua, pattern);
    if (groups === null) continue;
    const version = groups.find((v) => v !== undefined && v !== "");
    return version === undefined ? name : `${name} ${version}`;
  }
  return null;
};

const parse = (ua: string): UserAgent => {
  const isBot = isbot(ua);
  const os = operatingSystem(ua);
  return { isBot, device: isBot ? null : deviceOf(ua, os), browser: isBot ? null : browserOf(ua), os };
};

const nobody: UserAgent = { isBot: false, device: null, browser: null, os: null };
const seen = new Map<string, UserAgent>();
const maxSeen = 20_000;

/** What a user agent says about itself. Remembered: a site meets few different ones many times. No text says nothing, also not that it is a bot. */
export const parseUserAgent = (ua: string): UserAgent => {
  if (ua === "" || ua === "-") return nobody;
  const known = seen.get(ua);
  if (known !== undefined) return known;
  const parsed = parse(ua);
  if (seen.size >= maxSeen) seen.clear();
  seen.set(ua, parsed);
  return parsed;
};
