import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readRow } from "./readRow.ts";
import { orderOf, ordersOfPage, readPage } from "./requests.ts";

/** Files in the shape in which CRM systems and address books write them. */
const rowsOf = (name: string) => {
  const csv = readFileSync(new URL(`./fixtures/${name}.csv`, import.meta.url), "utf8");
  const page = readPage({ csv, header: [], mapping: [] });
  const dates = { order: orderOf(ordersOfPage(page), null), zone: "UTC" };
  return page.records.map((record) => {
    const { row, problems } = readRow({ columns: page.columns, dates }, record);
    return { ...row.fields, ...row, created: row.createdAt === null ? null : new Date(row.createdAt).toISOString().slice(0, 16), problems };
  });
};

describe("exports", () => {
  it("of Salesforce", () => {
    const [ada, luis, grace] = rowsOf("salesforce");
    expect(ada).toMatchObject({
      problems: [],
      email: "ada.birnbaum@nordwind.example",
      name: "Ada Birnbaum",
      jobTitle: "VP of Marketing",
      company: "Nordwind Logistics",
      phone: "+49 30 5550101",
      source: "Web",
      created: "2025-03-14T09:05",
      properties: {
        company_size: "201-500",
        annual_revenue: "$12,500,000",
        industry: "Transportation",
        salutation: "Ms.",
        lead_status: "Open - Not Contacted",
      },
    });
    expect(luis).toMatchObject({ name: "Luis Ortega Ruiz", phone: "+34 600 555 102", created: "2025-04-03T23:30" });
    expect(grace).toMatchObject({
      company: 'Harbor "Blue" Software',
      created: "2024-12-31T00:00",
      properties: { mobile: "+1 415 555 0199" },
    });
  });

  it("of HubSpot, where 30 February is an error of its row", () => {
    const [noor, wei, cedar] = rowsOf("hubspot");
    expect(noor).toMatchObject({
      problems: [],
      name: "Noor van Dijk",
      phone: "+31 6 5550 1042",
      company: "Polder Media",
      jobTitle: "Head of Growth",
      source: "Organic Search",
      created: "2025-02-01T08:15",
      properties: { company_size: "11-50", annual_revenue: "1200000", record_id: "101" },
    });
    expect(wei).toMatchObject({ problems: [], name: "Wei", phone: "+65 6555 0105" });
    expect(cedar!.problems).toEqual([{ column: "Create Date", field: "created_at", value: "2025-02-30 10:00", message: "is no date" }]);
  });

  it("of Google Contacts, with a comma too many", () => {
    const [mira, jon, quiet] = rowsOf("googleContacts");
    expect(mira).toMatchObject({
      problems: [],
      email: "mira@costadental.example",
      name: "Mira Elena Costa",
      company: "Costa Dental",
      jobTitle: "Owner",
      phone: "+351 915 550 106",
      properties: {
        salutation: "Dr.",
        e_mail_2_value: "mira.costa@mail.example",
        phone_2_value: "+351 21 555 0107",
        notes: "Met at the fair,\nwants a call",
      },
    });
    expect(jon).toMatchObject({
      problems: [],
      email: "jon@fjallbo.example",
      properties: { e_mail_1_value: "jon.akesson@fjallbo.example" },
    });
    expect(quiet).toMatchObject({ problems: [], email: null, name: null, phone: "+44 20 5550 0109" });
  });

  it("of Outlook, where a title is a salutation, and two columns have one name", () => {
    const [petra, ute, tom] = rowsOf("outlook");
    expect(petra).toMatchObject({
      problems: [],
      name: "Petra Lind",
      jobTitle: "Sales Manager",
      phone: "+46 70 555 01 10",
      properties: { salutation: "Mrs.", notes: "first", notes_2: "second" },
    });
    expect(ute).toMatchObject({
      jobTitle: null,
      phone: "+49 89 555 0111",
      properties: { home_phone: "+49 89 555 0112", salutation: "Frau Dr." },
    });
    expect(tom).toMatchObject({ jobTitle: "Head of Sales" });
  });

  it("of Pipedrive, where another row shows that the day comes first", () => {
    const [ilse, karl] = rowsOf("pipedrive");
    expect(ilse).toMatchObject({
      problems: [],
      name: "Ilse Brandt",
      company: "Brandt GmbH",
      phone: "+49 171 5550113",
      created: "2025-04-03T09:00",
    });
    expect(karl).toMatchObject({ email: "karl.voss@mail.example", jobTitle: "Leiter Einkauf", created: "2025-04-25T10:30" });
  });

  it("of Zoho and Mailchimp", () => {
    expect(rowsOf("zoho")[0]).toMatchObject({
      problems: [],
      name: "Ravi Menon",
      jobTitle: "Chief Technology Officer",
      email: "ravi@lotus.example",
      phone: "+91 98 5550 0115",
      properties: { company_size: "5000", secondary_email: "rm@mail.example" },
    });
    expect(rowsOf("mailchimp")[0]).toMatchObject({
      problems: [],
      name: "Kai Meadows",
      email: "kai@meadow.example",
      created: "2025-01-02T03:04",
      properties: { tags: '"news","beta"' },
    });
  });

  it("with dates that leave two days open are refused with the column and the row, or read as it is said", () => {
    const page = readPage({ csv: "email,Created\na@x.io,05.05.2023\nb@x.io,03.04.2023", header: [], mapping: [] });
    expect(() => orderOf(ordersOfPage(page), null)).toThrow(/column "Created", row 2: "03.04.2023"/);
    expect(orderOf(ordersOfPage(page), "month_first")).toBe("month_first");
    const mixed = readPage({ csv: "email,Created\na@x.io,13/4/2023\nb@x.io,4/13/2023", header: [], mapping: [] });
    expect(() => orderOf(ordersOfPage(mixed), null)).toThrow(/row 2: "4\/13\/2023" has the month first, and "13\/4\/2023" the day/);
  });
});
