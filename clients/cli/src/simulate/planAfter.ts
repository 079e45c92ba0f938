import { toMicros } from "@marketing/client/money";
import { firstNames, jobTitles, lastNames } from "./catalog.ts";
import type { Facts, Person, Purchase } from "./facts.ts";
import { type AdPlan, type CampaignPlan, campaignOf, campaigns, topics } from "./library.ts";
import { pastCampaigns } from "./past.ts";
import { type Chain, microsText, type Step, stepsOf } from "./plan.ts";
import { type Random, random } from "./prng.ts";

const day = 86_400_000;

type MakeStep = ReturnType<typeof stepsOf>;

/** Spend that a platform booked although the budget was over: it stops a day late. */
const reports = (step: MakeStep, campaign: CampaignPlan, ad: AdPlan, facts: Facts, end: Date, days: number, own: Random): Chain => {
  const landings = facts.landings.get(campaign.utm) ?? new Map<string, number>();
  const budget = campaign.budget === null ? Number.POSITIVE_INFINITY : Number(toMicros(campaign.budget));
  let [impressions, clicks, conversions, spend, over] = [0, 0, 0, 0, false];
  const chain: Step[] = [];
  for (let i = days; i > 0; i -= 1) {
    const date = new Date(end.getTime() - i * day).toISOString().slice(0, 10);
    if (!over) {
      const today = landings.get(date) ?? 0;
      clicks += today;
      impressions += today * ad.shownPerClick + own.int(0, 2 * ad.shownPerClick);
      conversions += Math.floor((today + own.int(0, 6)) / 8);
      spend += today * (ad.clickPrice * 10_000 + own.int(-4, 4) * 10_000);
      over = spend > budget;
    }
    const asOf = new Date(end.getTime() - (i - 1) * day).toISOString();
    const totals = { adCampaignId: ad.adCampaignId, impressions, clicks, conversions, spendMicros: spend, revenueMicros: 0, asOf };
    chain.push(step(`${ad.platformCampaignId}/${days - i}`, "adCampaign", "reportPerformance", totals));
  }
  return chain;
};

const spending = (step: MakeStep, facts: Facts, end: Date, days: number, own: Random): Chain[] =>
  campaigns
    .filter(({ starts }) => starts)
    .map((campaign) => {
      const { campaignId, utm, fees, ad, ends } = campaign;
      return [
        ...(ad === undefined ? [] : reports(step, campaign, ad, facts, end, days, own)),
        ...fees.map(([source, amount]) =>
          step(`${utm}/${source}`, "campaign", "recordSpend", {
            campaignId,
            amountMicros: microsText(amount),
            source,
            spentAt: new Date(end.getTime() - day).toISOString(),
          }),
        ),
        ...(ends === undefined ? [] : [step(utm, "campaign", ends, { campaignId })]),
      ];
    });

/** Sales works on a sign-up: most stay as they are, some are spoken to, some are lost. */
const worked = (step: MakeStep, person: Person, i: number): Chain => {
  const { email } = person;
  const lead = { lead: email };
  const contacted = step(email, "lead", "markContacted", { channel: i % 2 === 0 ? "email" : "call" }, lead);
  if (i % 18 === 0) return [contacted, step(email, "lead", "qualifyLead", { reason: "has a budget and a date" }, lead)];
  if (i % 9 === 3) {
    const lost = step(email, "lead", "loseLead", { reason: "went with a spreadsheet" }, lead);
    return i % 27 === 3 ? [contacted, lost, step(email, "lead", "reopenLead", {}, lead)] : [contacted, lost];
  }
  if (i % 30 === 7) return [step(email, "lead", "disqualifyLead", { reason: "a student's project" }, lead)];
  return i % 6 === 0 ? [contacted] : [];
};

/** What is found out about a buyer before somebody calls them. */
const researched = (step: MakeStep, { email, company, title, industry, employees }: Person): Chain => [
  step(email, "lead", "enrichLead", { provider: "companydata", properties: { industry, company_size: employees } }, { lead: email }),
  step(email, "lead", "updateLead", { company, jobTitle: title }, { lead: email }),
];

/** Who bought was a lead that sales brought home, worth what was booked. */
const converted = (step: MakeStep, { email }: Person, purchase: Purchase): Chain => {
  const lead = { lead: email };
  const valueMicros = microsText(purchase.revenue.toFixed(2));
  return [
    step(email, "lead", "markContacted", { channel: "call" }, lead),
    step(email, "lead", "qualifyLead", { reason: `chose ${purchase.plan}` }, lead),
    step(email, "lead", "convertLead", { valueMicros, currency: "USD" }, lead),
  ];
};

const webinarGuests = 18;
const sizes = ["8", "35", "140", "700", "2400"];

/** Forms filled in at a webinar: strangers, and a few who had signed up already. */
const webinar = (step: MakeStep, known: ReadonlyArray<Person>, own: Random): Chain[] =>
  Array.from({ length: webinarGuests }, (_, i) => {
    const friend = i % 6 === 5 ? known[i] : undefined;
    const [first, last] = [own.pick(firstNames), own.pick(lastNames)];
    const company = `Webinar Guest ${i + 1} Ltd`;
    const email = friend?.email ?? `${first}.${last}@${i % 7 === 3 ? "gmail.com" : `webinar-guest-${i + 1}.example`}`.toLowerCase();
    const form = {
      ...{ email, name: `${first} ${last}`, company: friend?.company ?? company, jobTitle: own.pick(jobTitles), source: "webinar" },
      ...{ properties: { company_size: own.pick(sizes), industry: "software" }, campaignId: campaignOf("revops-q4").campaignId },
    };
    return [step(`webinar/${i}`, "lead", "captureLead", form)];
  });

/** A trade fair's list: one address twice, one that is none. */
const fair = (key: string): Chain => {
  const rows = Array.from(
    { length: 24 },
    (_, i) => `fair${i + 1}@fair-guest-${i + 1}.example,Guest ${i + 1},Fair Guest ${i + 1} AG,${i * 40 + 5}`,
  );
  const csv = ["email,name,company,company_size", ...rows, rows[3], "not an address,Nobody,Nowhere,1"].join("\n");
  const request = { importId: `trade-fair-${key}`, page: 0, csv, defaultSource: "trade fair", final: true };
  return [{ key: "importLeads trade fair", api: "lead", call: "importLeads", request }];
};

export interface Aftermath {
  /** Spend, what is found out about leads and who else is one, work for agents. */
  readonly first: ReadonlyArray<Chain>;
  /** What sales does once the scores say what is known. */
  readonly later: ReadonlyArray<Chain>;
}

/** What follows from the traffic. The same facts of the same world give the same steps. */
export const aftermath = (world: string, facts: Facts, end: Date, days: number): Aftermath => {
  const story = `${world}/${end.getTime()}/aftermath`;
  const step = stepsOf(story);
  const own = random(`${world}/aftermath`);
  const bought = new Map(facts.purchases.map((purchase) => [purchase.userId, purchase]));
  const buyers = facts.signups.filter(({ userId }) => bought.has(userId));
  const others = facts.signups.filter(({ userId }) => !bought.has(userId));
  const { campaignId } = campaignOf("weekly-digest");
  const work = topics.map((topic) => {
    const payload = { task: "create_content", ...topic };
    const taskId = random(`${story}/task/${topic.topic}`).uuid();
    return [step(topic.topic, "task", "enqueueTask", { taskId, taskType: "content_creator", campaignId, payload, maxAttempts: 3 })];
  });
  return {
    first: [
      ...spending(step, facts, end, days, own),
      ...buyers.map((person) => researched(step, person)),
      ...webinar(step, others, own),
      fair(random(story).uuid().slice(0, 8)),
      ...work,
    ],
    later: [
      ...pastCampaigns.map(({ campaignId, utm, ends }) => [step(utm, "campaign", ends, { campaignId })]),
      ...buyers.map((person) => converted(step, person, bought.get(person.userId)!)),
      ...others.map((person, i) => worked(step, person, i)).filter((chain) => chain.length > 0),
    ],
  };
};
