import { describe, expect, it } from "vitest";
import { fieldProblem, planColumns } from "./columns.ts";

const byName = (...header: string[]) => planColumns(header, []).map(({ field }) => field);

describe("columns", () => {
  it("are measured in what people count, and cut between two characters", () => {
    expect(fieldProblem(`properties.${"\u{1f600}".repeat(255)}`)).toBeNull();
    expect(fieldProblem(`properties.${"\u{1f600}".repeat(256)}`)).toMatch(/names no property/);
    const [column] = planColumns([`x${"\u{20bb7}".repeat(300)}`], []);
    expect(column!.property).toBe(`x${"\u{20bb7}".repeat(239)}`);
  });

  it("finds fields by their names, the rest are properties, the server's own are left out", () => {
    expect(byName("E-Mail", "Job Title", "Company Name", "companySize", "Status", "Favourite colour", "")).toEqual([
      "email",
      "job_title",
      "company",
      "properties.company_size",
      null,
      "properties.favourite_colour",
      null,
    ]);
    expect(planColumns(["A", "B"], [{ column: "B", field: "email" }]).map(({ field }) => field)).toEqual([null, "email"]);
  });

  it.each([
    [
      "email",
      "Email",
      "e-mail",
      "E-mail Address",
      "Email 1 - Value",
      "E-mail 2 - Value",
      "Work Email",
      "Person - Email - Work",
      "MAIL",
      "Contact E-Mail",
    ],
    [
      "phone",
      "Phone 1",
      "Phone 1 - Value",
      "Mobile Phone",
      "Business Phone",
      "Phone Number",
      "Mobile",
      "Tel.",
      "Cell",
      "Telefon",
      "Telefon (geschäftlich)",
      "Téléphone portable",
      "Person - Phone - Work",
    ],
    [
      "company",
      "Company",
      "Company Name",
      "Account Name",
      "Company / Account",
      "Organization 1 - Name",
      "Associated Company",
      "Firma",
      "Employer",
    ],
    ["name", "Name", "Full Name", "Contact Name", "Person - Name", "Display Name"],
    ["first_name", "First Name", "FirstName", "Given Name", "FNAME", "Vorname", "Prénom"],
    ["last_name", "Last Name", "Surname", "Family Name", "LNAME", "Nachname", "Apellidos"],
    ["job_title", "Title", "Job Title", "Position", "Designation", "Organization 1 - Title", "Organization Title", "Role"],
    ["source", "Source", "Lead Source", "Original Source", "utm_source"],
    ["created_at", "Created", "Create Date", "Created Time", "Date Created", "Created Date", "Person - Person created", "OPTIN_TIME"],
    [
      "properties.company_size",
      "No. of Employees",
      "Number of Employees",
      "Employees",
      "Company Size",
      "Mitarbeiterzahl",
      "Organization - Number of employees",
      "NumberOfEmployees",
    ],
    ["properties.annual_revenue", "Annual Revenue", "AnnualRevenue"],
    ["properties.salutation", "Salutation", "Name Prefix", "Anrede"],
  ])("%s goes by %s and other names", (field, ...headers) => {
    for (const header of headers) expect([header, ...byName(header)]).toEqual([header, field]);
  });

  it.each([
    "Email Opt Out",
    "Phone 1 - Label",
    "E-mail 1 - Type",
    "Company ID",
    "Company Domain Name",
    "Business Fax",
    "Mailing Street",
    "Lead Owner",
    "Last Activity",
    "constructor",
  ])("%s is a property of its own", (header) => expect(byName(header)[0]).toMatch(/^properties\./));

  it("takes the Name beside a Vorname for the family's", () => {
    expect(byName("Vorname", "Name", "E-Mail-Adresse")).toEqual(["first_name", "last_name", "email"]);
    expect(byName("Vorname", "Nachname", "Name")).toEqual(["first_name", "last_name", "name"]);
  });

  it.each([
    ["Voornaam;Achternaam;E-mailadres;Telefoonnummer;Bedrijf;Functie;Aangemaakt op"],
    ["Nome;Sobrenome;Endereço de e-mail;Telefone;Empresa;Cargo;Data de criação"],
    ["Nome;Cognome;Indirizzo e-mail;Telefono;Azienda;Qualifica;Data di creazione"],
    ["Förnamn;Efternamn;E-post;Telefon;Företag;Befattning;Skapad"],
    ["Imię;Nazwisko;Adres e-mail;Telefon;Firma;Stanowisko;Data utworzenia"],
    ["名;姓;メールアドレス;電話番号;会社名;役職;作成日"],
    ["Имя;Фамилия;Электронная почта;Телефон;Компания;Должность;Дата создания"],
  ])("knows %s", (header) =>
    expect(byName(...header.split(";"))).toEqual(["first_name", "last_name", "email", "phone", "company", "job_title", "created_at"]),
  );

  it("gives columns of one name or of one field a place each, and says so", () => {
    const columns = planColumns(["Note", "Note", "E-mail", "Home Email", "E-mail", "constructor", "__proto__"], []);
    expect(columns.map(({ field, property }) => [field, property])).toEqual([
      ["properties.note", "note"],
      ["properties.note_2", "note_2"],
      ["email", "e_mail"],
      ["email", "home_email"],
      ["email", "e_mail_2"],
      ["properties.constructor", "constructor"],
      ["properties.proto", "proto"],
    ]);
    expect(columns.map(({ note }) => note)).toEqual([
      "",
      "the header has this name twice",
      "",
      'counts where "E-mail" has no value, else it is kept as properties.home_email',
      'the header has this name twice; counts where "E-mail" has no value, else it is kept as properties.e_mail_2',
      "",
      "",
    ]);
    const mapped = planColumns(
      ["A", "A", "M", "M"],
      [
        { column: "A", field: "properties.x" },
        { column: "M", field: "email" },
      ],
    );
    expect(mapped.map(({ field, property }) => [field, property])).toEqual([
      ["properties.x", "x"],
      ["properties.a", "a"],
      ["email", "m"],
      ["email", "m_2"],
    ]);
  });

  it.each(["status", "score", "qualified", "lead_id", "properties.", "properties.enrichment", "nonsense"])("refuses %s", (field) =>
    expect(fieldProblem(field)).not.toBeNull(),
  );
});
