import { hash } from "node:crypto";
import { appPage, type Call, contextOf, type Device, pageCall, server, track } from "./calls.ts";
import * as world from "./catalog.ts";
import type { Random } from "./prng.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Person {
  readonly userId: string;
  readonly email: string;
  readonly first: string;
  readonly last: string;
  readonly title: string;
  readonly company: {
    readonly id: string;
    readonly name: string;
    readonly domain: string;
    readonly industry: string;
    readonly employees: number;
  };
}

export const addressOf = (random: Random): string => {
  const { from, to } = random.weighted(world.networks);
  return `${from[0]}.${random.int(from[1], to[1])}.${random.int(0, 255)}.${random.int(1, 254)}`;
};

/** Crawlers take page after page at an even pace, and run no sign-up form. */
export const botVisit = (random: Random, start: number): Call[] => {
  const device: Device = {
    anonymousId: `bot-${random.uuid()}`,
    agent: random.weighted(world.botAgents).agent,
    ip: addressOf(random),
    mobileApp: false,
  };
  const calls: Call[] = [];
  const pause = random.int(2_000, 20_000);
  for (let i = random.int(3, 14), at = start; i > 0; i -= 1, at += pause) {
    calls.push(pageCall(at, device, null, null, random.weighted(world.pages), null, random.uuid()));
  }
  return calls;
};

/** One visitor's whole story from the first visit on: sessions, perhaps a sign-up, a trial, a purchase. */
export const humanJourney = (random: Random, start: number): Call[] => {
  const source = random.weighted(world.sources);
  const found = random.weighted(world.devices);
  const device: Device = { anonymousId: random.uuid(), agent: found.agent, ip: addressOf(random), mobileApp: false };
  const calls: Call[] = [];
  const signsUp = random.chance(source.signup * (found.mobile ? 0.45 : 1));
  const visits = signsUp ? random.int(1, 3) : random.chance(0.28) ? random.int(2, 3) : 1;
  let at = start;
  for (let visit = 1; visit <= visits; visit += 1) {
    const sessionId = random.uuid();
    at = browse(random, calls, device, at, sessionId, visit === 1 ? source : null, signsUp && visit === visits);
    if (signsUp && visit === visits) {
      const person = personOf(random);
      at = signUp(random, calls, device, person, at, sessionId);
      customer(random, calls, device, person, at);
    }
    at = awake(random, at + Math.floor(random.wait(1.4 * day)) + 2 * hour);
  }
  return calls;
};

/** People come back when they work; one in seven does so at night or at the weekend. */
const awake = (random: Random, at: number): number => {
  const date = new Date(at);
  const [weekday, clock] = [date.getUTCDay(), date.getUTCHours()];
  const [offset, stays] = [Math.floor(random.float() * 11 * hour), random.chance(1 / 7)];
  const free = weekday === 0 || weekday === 6;
  if (stays || (!free && clock >= 6 && clock < 20)) return at;
  let morning = at - (at % day) + (free || clock >= 20 ? day : 0);
  while (new Date(morning).getUTCDay() % 6 === 0) morning += day;
  return morning + 7 * hour + offset;
};

const browse = (
  random: Random,
  calls: Call[],
  device: Device,
  start: number,
  sessionId: string,
  source: world.TrafficSource | null,
  toSignUp: boolean,
): number => {
  let at = start;
  let referrer = source?.referrer ?? "";
  const landing = world.pages.find(({ path }) => path === (source?.landing ?? "/"))!;
  const count = toSignUp ? random.int(3, 7) : 1 + Math.floor(random.wait(1.9));
  for (let i = 0; i < count; i += 1) {
    const page = i === 0 ? landing : toSignUp && i === count - 1 ? world.pages[4] : random.weighted(world.pages);
    calls.push(pageCall(at, device, null, sessionId, page, i === 0 ? (source ?? null) : null, random.uuid(), referrer));
    referrer = world.site + page.path;
    const shown = world.pageContents[page.path];
    if (shown !== undefined) {
      const content = { content_id: shown.contentId, path: page.path };
      calls.push(track(at + 150, device, null, sessionId, "content_served", content, random.uuid()));
      if (random.chance(shown.engaging)) {
        const read = { ...content, seconds: random.int(20, 240) };
        calls.push(track(at + 1_000 * read.seconds, device, null, sessionId, "content_engaged", read, random.uuid()));
        at += 1_000 * read.seconds;
      }
    }
    at += 4_000 + Math.floor(random.wait(40_000));
    if (page.path === "/pricing" && random.chance(0.35)) {
      calls.push(track(at, device, null, sessionId, "pricing_calculated", { seats: random.int(2, 40) }, random.uuid()));
      at += 6_000 + Math.floor(random.wait(15_000));
    }
    if (page.path.startsWith("/blog/") && random.chance(0.12)) {
      calls.push(track(at, device, null, sessionId, "newsletter_subscribed", { page_url: world.site + page.path }, random.uuid()));
      at += 5_000;
    }
  }
  return at;
};

const personOf = (random: Random): Person => {
  const [first, last] = [random.pick(world.firstNames), random.pick(world.lastNames)];
  const name = `${random.pick(world.companyFirst)} ${random.pick(world.companySecond)}`;
  const domain = `${name.toLowerCase().replace(" ", "-")}.example`;
  const email = `${first}.${last}@${domain}`.toLowerCase();
  // What a company is like follows from its name: colleagues say the same of it.
  const digest = hash("sha256", domain, "hex");
  const [a, b] = [Number.parseInt(digest.slice(0, 6), 16), Number.parseInt(digest.slice(6, 12), 16)];
  return {
    userId: `usr_${hash("sha256", email, "hex").slice(0, 12)}`,
    email,
    first,
    last,
    title: random.pick(world.jobTitles),
    company: {
      id: `co_${digest.slice(0, 10)}`,
      name,
      domain,
      industry: world.industries[a % world.industries.length]!,
      employees: [12, 35, 80, 140, 320, 750, 1600][b % 7]!,
    },
  };
};

const signUp = (random: Random, calls: Call[], device: Device, person: Person, start: number, sessionId: string): number => {
  let at = start;
  const identify = {
    type: "identify",
    messageId: random.uuid(),
    anonymousId: device.anonymousId,
    userId: person.userId,
    traits: {
      email: person.email,
      firstName: person.first,
      lastName: person.last,
      title: person.title,
      company: { id: person.company.id, name: person.company.name, industry: person.company.industry },
      createdAt: new Date(at).toISOString(),
      plan: "trial",
    },
    context: contextOf(device, sessionId),
  };
  calls.push({ at, body: identify });
  at += random.int(200, 900);
  calls.push(
    track(
      at,
      device,
      person.userId,
      sessionId,
      "user_signup",
      { method: random.pick(["email", "google", "microsoft"]), plan: "trial" },
      random.uuid(),
    ),
  );
  at += random.int(300, 1_500);
  const group = {
    type: "group",
    messageId: random.uuid(),
    anonymousId: device.anonymousId,
    userId: person.userId,
    groupId: person.company.id,
    traits: {
      name: person.company.name,
      industry: person.company.industry,
      employees: person.company.employees,
      website: `https://${person.company.domain}`,
    },
    context: contextOf(device, sessionId),
  };
  calls.push({ at, body: group });
  at += random.int(1_000, 4_000);
  calls.push(track(at, device, person.userId, sessionId, "trial_started", { plan: "trial", trial_days: 14 }, random.uuid()));
  return at + 5_000 + Math.floor(random.wait(20_000));
};

/** Days of use after the sign-up, less and less unless the person stays; some buy, some of those leave again. */
const customer = (random: Random, calls: Call[], device: Device, person: Person, start: number): void => {
  const buys = random.chance(0.3);
  const stays = buys || random.chance(0.35);
  const buysAt = start + day + Math.floor(random.wait(2.2 * day));
  const phone = random.chance(0.18) ? phoneOf(random, device) : null;
  let [at, bought, connected] = [start, false, false];
  const sessions = stays ? random.int(4, 11) : random.int(1, 3);
  for (let visit = 0; visit < sessions; visit += 1) {
    const sessionId = random.uuid();
    if (phone !== null && visit === 1) at = firstOnPhone(random, calls, phone, person, at);
    for (let i = random.int(2, 6); i > 0; i -= 1) {
      calls.push(appPage(at, device, person.userId, sessionId, random.pick(world.appPages), random.uuid()));
      at += 3_000 + Math.floor(random.wait(30_000));
      if (!connected && random.chance(0.13)) {
        connected = true;
        calls.push(
          track(
            at,
            device,
            person.userId,
            sessionId,
            "integration_connected",
            { integration: random.pick(world.integrations) },
            random.uuid(),
          ),
        );
      } else if (random.chance(0.6)) {
        calls.push(track(at, device, person.userId, sessionId, "feature_used", { feature: random.pick(world.features) }, random.uuid()));
      } else if (random.chance(0.3)) {
        calls.push(track(at, device, person.userId, sessionId, "report_shared", { recipients: random.int(1, 9) }, random.uuid()));
      }
      at += 2_000 + Math.floor(random.wait(25_000));
    }
    if (buys && !bought && (at >= buysAt || visit === sessions - 1)) {
      bought = true;
      at = purchase(random, calls, device, person, Math.max(at, buysAt), sessionId);
    }
    at = awake(random, at + 3 * hour + Math.floor(random.wait(stays ? 0.9 * day : 2.5 * day)));
  }
  if (bought && random.chance(0.08)) {
    calls.push(
      server(
        at + day,
        person.userId,
        "subscription_cancelled",
        { reason: random.pick(["price", "missing_feature", "no_budget"]) },
        random.uuid(),
      ),
    );
  }
};

const purchase = (random: Random, calls: Call[], device: Device, person: Person, start: number, sessionId: string): number => {
  const { plan, seatPrice, seats, productId } = random.weighted(world.plans);
  const count = random.int(seats[0], seats[1]);
  const revenue = (count * seatPrice) / 100;
  const order = { order_id: `ord_${random.uuid().slice(0, 8)}`, plan, seats: count, product_id: productId, revenue, currency: "USD" };
  calls.push(
    track(start, device, person.userId, sessionId, "checkout_started", { plan, seats: count, product_id: productId }, random.uuid()),
  );
  const at = start + 30_000 + Math.floor(random.wait(80_000));
  calls.push(track(at, device, person.userId, sessionId, "purchase", order, random.uuid()));
  const identify = {
    type: "identify",
    messageId: random.uuid(),
    userId: person.userId,
    traits: { plan, seats: count },
    context: { library: { name: "harborline-billing" }, active: false },
  };
  calls.push({ at: at + 900, body: identify });
  calls.push(
    server(
      at + 1_500,
      person.userId,
      "invoice_sent",
      { order_id: order.order_id, revenue_booked: revenue, currency: "USD" },
      random.uuid(),
    ),
  );
  return at + 10_000;
};

const phoneOf = (random: Random, device: Device): Device => ({
  anonymousId: random.uuid(),
  agent: "Harborline/3.2.1 (iPhone; iOS 18.6; Scale/3.00)",
  ip: device.ip,
  mobileApp: true,
});

/** The app on the phone knows nobody until they log in: then an alias makes its visitor part of the user. */
const firstOnPhone = (random: Random, calls: Call[], phone: Device, person: Person, start: number): number => {
  let at = start;
  const sessionId = random.uuid();
  for (let i = random.int(1, 3); i > 0; i -= 1) {
    const name = random.pick(world.appScreens);
    calls.push({
      at,
      body: { type: "screen", messageId: random.uuid(), anonymousId: phone.anonymousId, name, context: contextOf(phone, sessionId) },
    });
    at += 5_000 + Math.floor(random.wait(20_000));
  }
  calls.push({
    at,
    body: {
      type: "alias",
      messageId: random.uuid(),
      previousId: phone.anonymousId,
      userId: person.userId,
      context: contextOf(phone, sessionId),
    },
  });
  return at + 20 * minute;
};
