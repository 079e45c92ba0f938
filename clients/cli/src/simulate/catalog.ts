/** The made-up world: a B2B reporting product called Harborline, its pages, its campaigns and the people who come by. */

export const site = "https://www.harborline.example";

export const pages = [
  { path: "/", title: "Harborline: reports your team reads", weight: 10 },
  { path: "/features", title: "Features", weight: 8 },
  { path: "/features/dashboards", title: "Dashboards", weight: 5 },
  { path: "/features/alerts", title: "Alerts", weight: 3 },
  { path: "/pricing", title: "Pricing", weight: 9 },
  { path: "/customers", title: "Customers", weight: 4 },
  { path: "/integrations", title: "Integrations", weight: 5 },
  { path: "/docs/getting-started", title: "Getting started", weight: 4 },
  { path: "/blog/weekly-metrics-that-matter", title: "Weekly metrics that matter", weight: 6 },
  { path: "/blog/attribution-without-tears", title: "Attribution without tears", weight: 4 },
  { path: "/blog/board-deck-in-an-hour", title: "A board deck in an hour", weight: 3 },
] as const;

export const appPages = [
  "/app",
  "/app/reports",
  "/app/dashboards",
  "/app/alerts",
  "/app/settings/team",
  "/app/settings/integrations",
] as const;
export const appScreens = ["Home", "Reports", "Report", "Alerts"] as const;

export interface TrafficSource {
  readonly weight: number;
  /** Chance that a visitor who came this way signs up. */
  readonly signup: number;
  readonly referrer: string;
  readonly campaign?: {
    readonly name: string;
    readonly source: string;
    readonly medium: string;
    readonly term?: string;
    readonly content?: string;
  };
  readonly landing?: string;
}

const google = "https://www.google.com/";
const linkedin = "https://www.linkedin.com/";
export const sources: ReadonlyArray<TrafficSource> = [
  { weight: 22, signup: 0.16, referrer: google },
  { weight: 18, signup: 0.2, referrer: "" },
  { weight: 9, signup: 0.3, referrer: google, campaign: { name: "brand-search", source: "google", medium: "cpc", term: "harborline" } },
  {
    weight: 12,
    signup: 0.17,
    referrer: google,
    landing: "/features/dashboards",
    campaign: { name: "reporting-tools", source: "google", medium: "cpc", term: "reporting software" },
  },
  {
    weight: 11,
    signup: 0.13,
    referrer: linkedin,
    landing: "/blog/board-deck-in-an-hour",
    campaign: { name: "revops-q4", source: "linkedin", medium: "paid_social", content: "carousel-a" },
  },
  {
    weight: 6,
    signup: 0.1,
    referrer: linkedin,
    landing: "/customers",
    campaign: { name: "revops-q4", source: "linkedin", medium: "paid_social", content: "video-b" },
  },
  {
    weight: 10,
    signup: 0.24,
    referrer: "",
    landing: "/blog/weekly-metrics-that-matter",
    campaign: { name: "weekly-digest", source: "newsletter", medium: "email" },
  },
  {
    weight: 5,
    signup: 0.34,
    referrer: "https://marketplace.ledgerbay.example/",
    landing: "/integrations",
    campaign: { name: "ledgerbay-listing", source: "ledgerbay", medium: "partner" },
  },
];

/** What the library has to do with pages: the text shown there, so that views of the page are views of it. */
export const pageContents: Readonly<Record<string, { readonly contentId: string; readonly engaging: number }>> = {
  "/blog/weekly-metrics-that-matter": { contentId: "0a6f1f52-8d0e-4c1b-9a33-5b1d7e4f1a01", engaging: 0.38 },
  "/blog/attribution-without-tears": { contentId: "0a6f1f52-8d0e-4c1b-9a33-5b1d7e4f1a02", engaging: 0.27 },
  "/blog/board-deck-in-an-hour": { contentId: "0a6f1f52-8d0e-4c1b-9a33-5b1d7e4f1a03", engaging: 0.33 },
  "/customers": { contentId: "0a6f1f52-8d0e-4c1b-9a33-5b1d7e4f1a04", engaging: 0.18 },
};

export const devices = [
  {
    weight: 34,
    mobile: false,
    agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  },
  {
    weight: 22,
    mobile: false,
    agent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  },
  {
    weight: 14,
    mobile: false,
    agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
  },
  { weight: 8, mobile: false, agent: "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0" },
  {
    weight: 13,
    mobile: true,
    agent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  },
  {
    weight: 9,
    mobile: true,
    agent: "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  },
] as const;

export const botAgents = [
  { weight: 6, agent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
  { weight: 4, agent: "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)" },
  { weight: 3, agent: "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)" },
  { weight: 2, agent: "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)" },
  { weight: 2, agent: "python-requests/2.32.3" },
] as const;

/** First octets of access networks, by country; the rest of an address is drawn. */
export const networks = [
  { weight: 34, from: [24, 0], to: [24, 15] },
  { weight: 14, from: [84, 128], to: [84, 191] },
  { weight: 12, from: [81, 128], to: [81, 159] },
  { weight: 9, from: [90, 0], to: [90, 127] },
  { weight: 8, from: [117, 192], to: [117, 255] },
  { weight: 6, from: [81, 224], to: [81, 239] },
  { weight: 6, from: [101, 160], to: [101, 191] },
  { weight: 5, from: [126, 0], to: [126, 127] },
] as const;

export const firstNames =
  "Ada Amara Anil Astrid Bea Carlos Chen Daniela Dev Elif Emil Fatima Felix Grace Hana Hugo Ines Isak Jana Jonas Kofi Lara Leon Lucia Mads Maya Mira Nadia Noor Olga Omar Pia Priya Rafael Rosa Sami Sana Tariq Tess Uma Viktor Wen Yara Yusuf Zoe".split(
    " ",
  );
export const lastNames =
  "Abara Almeida Andersen Bauer Becker Bose Castillo Dahl Diallo Dubois Eriksen Fischer Fontaine Garcia Haddad Hoffmann Ito Jensen Kaya Keller Khan Kowalski Laurent Lindqvist Lopes Mehta Meyer Moreau Nakamura Novak Okafor Olsen Park Petrov Ricci Rossi Sato Schmidt Silva Singh Tanaka Vargas Weber Yilmaz Zhang".split(
    " ",
  );
export const jobTitles = [
  "Head of Marketing",
  "Marketing Manager",
  "Growth Lead",
  "RevOps Manager",
  "Data Analyst",
  "CMO",
  "Founder",
  "Content Lead",
] as const;
export const companyFirst =
  "Alder Amber Basalt Beacon Birch Cedar Cinder Cobalt Coral Delta Ember Fathom Flint Granite Harbor Heron Indigo Juniper Kestrel Larch Lumen Maple Meridian Nimbus Oak Onyx Orchard Pebble Pine Quartz Raven Ridge Saffron Slate Sparrow Summit Tidal Umber Vale Willow".split(
    " ",
  );
export const companySecond =
  "Analytics Bank Clinics Commerce Dynamics Energy Foods Freight Health Labs Legal Logistics Media Mobility Robotics Software Studio Systems Travel Works".split(
    " ",
  );
export const industries = ["software", "retail", "finance", "healthcare", "logistics", "media", "education"] as const;
export const features = ["report_builder", "dashboard", "alert_rule", "scheduled_export", "segment_compare", "goal_tracking"] as const;
export const integrations = ["google_ads", "linkedin_ads", "hubspot", "stripe", "postgres", "slack"] as const;

/** Cents a seat and month. */
export const plans = [
  { weight: 5, plan: "team", seatPrice: 2900, seats: [3, 12], productId: "harborline-team" },
  { weight: 3, plan: "business", seatPrice: 5900, seats: [8, 40], productId: "harborline-business" },
  { weight: 1, plan: "enterprise", seatPrice: 8900, seats: [30, 150], productId: "harborline-enterprise" },
] as const;
