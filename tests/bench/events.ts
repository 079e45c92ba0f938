import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";

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
  data: {
    from: "free",
    to: n % 3 === 0 ? "team" : "pro",
    seats: (n % 40) + 1,
    amount_micros: 29_000_000 + n,
    currency: "EUR",
    at: "2026-11-22T12:00:00.000Z",
  },
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

const active = 500;
const sessionLength = 8;
const start = Date.now() - 3 * 3_600_000;

/** Who did event number `n`, of so many people, and in which session. */
export const visitorOf = (n: number, people: number): { readonly person: number; readonly session: string } => {
  const slot = n % active;
  const session = Math.floor(n / active / sessionLength);
  return { person: (slot * 7_919 + session * 104_729) % people, session: cached(`session:${slot}:${session}`) };
};

/**
 * What a browser reports, about 400 bytes as JSON: event number `n` of a seeded run. Five hundred visitors at a time, eight events a session, two
 * seconds between the events of one visitor, all within the last hours: a busy site, live.
 */
export const behaviour = (n: number, people = 5_000): Behaviour => {
  const { person, session } = visitorOf(n, people);
  return {
    messageId: uuidv7(),
    userId: cached(`user:u${person}`),
    sessionId: session,
    name: names[n % names.length]!,
    properties: {
      page: pages[n % pages.length]!,
      referrer: "https://news.example.com/",
      duration_ms: (n * 37) % 60_000,
      plan: "pro",
      experiment: `e${n % 7}`,
      new_visit: n % 5 === 0,
    },
    ipAddress: `203.0.113.${n % 250}`,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
    timestamp: new Date(start + n * 4).toISOString(),
  };
};

const ids = new Map<string, string>();
/** A UUID by name; the newest few thousand are remembered. */
const cached = (name: string): string => {
  let id = ids.get(name);
  if (id === undefined) {
    id = uuidv5(name, tenantId);
    if (ids.size > 20_000) ids.clear();
    ids.set(name, id);
  }
  return id;
};
