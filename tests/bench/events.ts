import { uuidv5, uuidv7 } from "@marketing/shared/ids";

/** The tenant of every bench. */
export const tenantId = "018f0000-0000-7000-8000-00000000be0c";

/** What every contender stores beside an event: the same for all. */
export const metadata = {
  correlationId: "018f1f6e-2d5a-7c3e-9a00-5f0c8d9b7a11",
  causationId: "018f1f6e-2d5a-7c3e-9a00-5f0c8d9b7a12",
  actor: "key:018f1f6e2d5a7c3e",
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
};

/** A small business event of about 140 bytes. */
export const businessEvent = (n: number) => ({
  type: "plan_changed",
  data: { from: "free", to: n % 3 === 0 ? "team" : "pro", seats: (n % 40) + 1, amount_micros: 29_000_000 + n, currency: "EUR", at: "2026-11-22T12:00:00.000Z" },
});

const names = ["page_viewed", "button_clicked", "form_submitted", "feature_used", "trial_started", "purchase_completed"];
const pages = ["/", "/pricing", "/docs", "/blog/event-sourcing", "/signup", "/app/dashboard"];

export interface Behaviour {
  readonly messageId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly timestamp: string;
}

/** What a browser reports: event number `n` of a seeded run, spread over `people` and the last month. About 400 bytes as JSON. */
export const behaviour = (n: number, people = 5_000): Behaviour => {
  const person = (n * 7_919) % people;
  return {
    messageId: uuidv7(),
    userId: userOf(person),
    sessionId: userOf(person + people),
    name: names[n % names.length]!,
    properties: { page: pages[n % pages.length]!, referrer: "https://news.example.com/", duration_ms: (n * 37) % 60_000, plan: "pro", experiment: `e${n % 7}`, new_visit: n % 5 === 0 },
    ipAddress: `203.0.113.${n % 250}`,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
    timestamp: new Date(Date.now() - ((n * 101) % 2_592_000) * 1_000).toISOString(),
  };
};

const users: string[] = [];
const userOf = (n: number): string => {
  users[n] ??= uuidv5(`user:u${n}`, tenantId);
  return users[n];
};
