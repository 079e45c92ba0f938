/** Product sheets, error pages, reports, release notes and cards of contacts that differ in little but their token: what an exact search must not mix up. */
export interface FamilyMember {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly text: string;
}

type Write = (fields: ReadonlyArray<string>, number: number) => Omit<FamilyMember, "id">;

/** Three ways of saying the same, so that a family is no single mould. */
const turn = (number: number, ...ways: ReadonlyArray<string>): string => ways[number % ways.length]!;

const families: Readonly<Record<string, Write>> = {
  product: ([sku, name, what, detail, price], n) => ({
    category: "product_docs",
    title: `${sku} ${name}`,
    text: turn(
      n,
      `${what}. ${detail}. Order number ${sku}, ${price} euros without tax, delivered from the warehouse in Utrecht within four working days. Guarantee two years; spare parts are kept for seven. Before you order for more than ten shops ask for a sample, which can be returned within a month.`,
      `Article ${sku} of the in-store range. ${what}. ${detail}. The price is ${price} euros apiece and sinks by eight percent from twenty pieces. Setting up takes one person a quarter of an hour. Packed in cardboard only; old units are taken back free of charge when new ones are delivered.`,
      `${what}. It is listed in the catalogue as ${sku} and costs ${price} euros. ${detail}. Shops report it in the monthly inventory under the same number. Questions about mounting and repair are answered by the in-store team from Monday to Friday between eight and six.`,
    ),
  }),
  error: ([code, title, cause, cure], n) => ({
    category: "product_docs",
    title: `${code}: ${title}`,
    text: turn(
      n,
      `You see ${code} in the log or in the answer of the API. Cause: ${cause}. What to do: ${cure}. The failure concerns the single item and not the whole run, so that everything else goes on. If it appears more than a hundred times in an hour the owner of the account is told by mail.`,
      `${cause}; the platform then reports ${code}. ${cure}. Trying again without a change gives the same result. Support needs the code, the time in UTC and the id of the request, all of which stand in the details that open when you click on the line in the log.`,
      `Meaning of ${code}: ${title}. ${cause}. ${cure}. The state of the run stays as it was and can be resumed from the same page. A rule for alerts can be set on this code under Settings, Alerts, with a threshold and with the people who are to be informed.`,
    ),
  }),
  campaign: ([code, name, audience, reach, rate, revenue, lesson], n) => ({
    category: "campaign_history",
    title: `Report ${code}: ${name}`,
    text: turn(
      n,
      `The campaign ${code} addressed ${audience} and reached ${reach} of them. The rate of clicks was ${rate} percent and the revenue within seven days ${revenue} euros. ${lesson}. Costs, creatives and the audience at the time of sending are attached to the campaign; figures were frozen thirty days after its end.`,
      `${code} was aimed at ${audience}. Reach ${reach}, clicks ${rate} percent, revenue ${revenue} euros counted by last touch within a week. ${lesson}. A repetition is planned with the same budget, and the audience will be refreshed on the evening before. Differences to the dashboard come from late returns.`,
      `Final figures of ${code}. Audience: ${audience}, ${reach} reached. Clicks ${rate} percent. Revenue ${revenue} euros. What we learned: ${lesson}. The control group of five percent is not part of these sums. Texts and pictures lie in the content library under the code of the campaign.`,
    ),
  }),
  release: ([version, title, what, area], n) => ({
    category: "product_docs",
    title: `Release ${version} ${title}`,
    text: turn(
      n,
      `Version ${version} ${title}. ${what}. Area: ${area}. It is rolled out to all regions within two days, beginning with the smallest accounts, and needs nothing from you. Should you notice a change for the worse, the previous version can be switched back for your account during one week.`,
      `With ${version} the following changes in ${area}: ${what}. The release ${title} and brings the usual updates of libraries. API clients need no change. Accounts with a fixed version receive it after their own test window, at the latest in three weeks.`,
      `Notes on ${version}, area ${area}. ${what}. In short, this version ${title}. The help pages were brought up to date in English, German and French. Known faults are listed on the status page together with the version in which each of them will be mended.`,
    ),
  }),
  contact: ([address, name, role, company, about], n) => ({
    category: "product_docs",
    title: `${name}, ${company}`,
    text: turn(
      n,
      `${name} works as ${role} at ${company} and is reached at ${address}. ${about}. Consent for newsletters was given by double opt-in and is shown on the card of the contact. Please write notes of calls on the same day, so that colleagues who stand in for you know what was said.`,
      `Card of ${name} (${address}). Role: ${role} at ${company}. ${about}. The history shows messages of the past two years; what lies further back is in the archive. Before a first call look at the open tickets, because nothing is more awkward than selling into an outage.`,
      `At ${company} write to ${address}, which belongs to ${name}, ${role}. ${about}. The address was checked in the last quarter and did not bounce. Language English; time zone of western Europe. Meetings are best proposed with two dates and a sentence on what they are for.`,
    ),
  }),
};

/** `rows`: the lines of families.tsv, the family's name first, the fields behind it in the order of its template. Ids: "product-zx-4471". */
export const familyMembers = (rows: ReadonlyArray<string>): ReadonlyArray<FamilyMember> =>
  rows.map((row, number) => {
    const [family = "", ...fields] = row.split("\t");
    const write = families[family];
    if (!write) throw new Error(`no family is called ${family}`);
    return { id: `${family}-${fields[0]!.toLowerCase()}`, ...write(fields, number) };
  });
