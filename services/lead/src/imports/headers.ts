// What the columns of other systems mean. Names are compared in snake case and without accents, so that "E-mail Address", "E-Mail 1 - Value"
// and "Person - Email - Work" are all read by the words they are made of.

/** A header as a property's name: "E-Mail 1 - Value" is e_mail_1_value. */
export const snake = (header: string): string =>
  header
    .normalize("NFC")
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Whose, or which of several: says nothing about what stands in the column. */
const owners = "person contact lead customer client prospect kontakt";
const kinds =
  "work business office primary main default home personal private other secondary alternate alternative additional direct geschaftlich dienstlich privat";
/** Of several columns for one field these come after the others. */
const later = words("home personal private privat other secondary alternate alternative additional assistant");

interface Family {
  readonly field: string;
  /** One of these stands in the name … */
  readonly heads: ReadonlySet<string>;
  /** … and beside it nothing but these and numbers. */
  readonly beside: ReadonlySet<string>;
}

const families: ReadonlyArray<Family> = [
  {
    field: "email",
    heads: words(
      "email mail emails correo courriel epost epostadress emailadresse mailadresse emailadres mailadres emailadress メールアドレス メール 电子邮件 电子邮箱 邮箱 電子郵件 почта",
    ),
    beside: words(
      `${owners} ${kinds} company e address adresse addresses adres de di indirizzo endereco direccion value electronico eletronico elettronica elettronico электронная эл`,
    ),
  },
  {
    field: "phone",
    heads: words(
      "phone phones telephone telefon telefono telefone tel mobile mobil mobiltelefon movil cell cellphone cellular celular handy cellulare rufnummer telefonnummer telefoonnummer telefoon portable gsm puhelin 電話番号 電話 电话 手机 телефон",
    ),
    beside: words(`${owners} ${kinds} company number nr no num nummer numero value phone telephone`),
  },
  {
    field: "company",
    heads: words(
      "company organization organisation org account employer firma firmenname unternehmen entreprise societe empresa azienda bedrijf bedrijfsnaam foretag foretagsnamn virksomhed yritys 会社名 公司 компания",
    ),
    beside: words(`${owners} name value current associated primary company account 1`),
  },
];

const exact: ReadonlyMap<string, string> = new Map(
  Object.entries({
    name: "name full_name fullname complete_name contact_name contact_full_name person_name lead_name display_name customer_name contact person contact_person lead_contact_person kontaktperson ansprechpartner file_as vollstandiger_name nom_complet nombre_completo nome_completo volledige_naam naam namn imie_i_nazwisko 氏名 名前 姓名 фио",
    first_name:
      "first_name firstname given_name givenname forename fname first contact_first_name person_first_name vorname prenom nombre primer_nombre nome voornaam fornamn fornavn imie etunimi 名 имя",
    middle_name: "middle_name middlename additional_name mname zweiter_vorname",
    last_name:
      "last_name lastname surname family_name familyname lname last contact_last_name person_last_name nachname familienname nom nom_de_famille apellido apellidos cognome sobrenome achternaam efternamn etternavn efternavn nazwisko sukunimi 姓 фамилия",
    job_title:
      "job_title jobtitle title titel position role designation job job_role job_position occupation person_job_title contact_title organization_title organization_1_title person_title work_title berufsbezeichnung stellenbezeichnung jobtitel funktion poste fonction cargo puesto ruolo qualifica functie functietitel befattning stilling stanowisko 役職 职位 职务 должность",
    source: "source lead_source utm_source original_source person_source contact_source quelle leadquelle lead_quelle herkunft",
    campaign_id: "campaign_id",
    created_at:
      "created_at created create_date created_date creation_date date_created create_time created_time created_on add_time date_added added_on person_created person_person_created lead_created lead_lead_created connected_on optin_time signup_date sign_up_date erstellt erstellt_am erstelldatum erstellungsdatum angelegt_am date_de_creation fecha_de_creacion data_di_creazione data_de_criacao criado_em aangemaakt_op aangemaakt skapad oprettet data_utworzenia utworzono 作成日 创建日期 创建时间 дата_создания",
    "properties.company_size":
      "company_size companysize employees employee_count number_of_employees no_of_employees num_employees num_of_employees no_employees numberofemployees headcount company_headcount employee_range company_employees organization_employees organization_size unternehmensgrosse firmengrosse mitarbeiter mitarbeiterzahl anzahl_mitarbeiter anzahl_der_mitarbeiter effectif nombre_d_employes numero_de_empleados numero_di_dipendenti",
    "properties.industry": "industry company_industry organization_industry branche industrie secteur sector settore",
    "properties.annual_revenue": "annual_revenue annualrevenue revenue company_revenue yearly_revenue jahresumsatz umsatz",
    "properties.salutation": "salutation name_prefix honorific anrede prefix civilite",
  }).flatMap(([field, names]) => names.split(" ").map((name) => [name, field] as const)),
);

export interface Meaning {
  /** A field, a part of the name, or `properties.<key>`. */
  readonly field: string;
  /** Of several columns for one field the one of the lowest rank that has a value counts. */
  readonly rank: number;
}

const familyOf = (parts: ReadonlyArray<string>): Meaning | null => {
  for (const { field, heads, beside } of families) {
    if (!parts.some((part) => heads.has(part))) continue;
    const numbered = parts.filter((part) => /^\d{1,2}$/.test(part)).map(Number);
    if (parts.some((part) => !heads.has(part) && !beside.has(part) && !/^\d{1,2}$/.test(part))) continue;
    const rank = Math.max(0, ...numbered.map((n) => n - 1)) + (parts.some((part) => later.has(part)) ? 100 : 0);
    return { field, rank: field !== "company" && parts.includes("company") ? rank + 200 : rank };
  }
  return null;
};

/** Names that other systems give to other things: a column with a plainer name comes first. */
const ranks: ReadonlyMap<string, number> = new Map([
  ["title", 50],
  ["titel", 50],
  ["contact", 50],
  ["person", 50],
  ["utm_source", 10],
]);

/** "Organization - Number of Employees" is about a company by itself. */
const aboutCompany = (name: string): string | null => {
  const field = exact.get(name.replace(/^(?:company|organi[sz]ation|account)_/, ""));
  return field?.startsWith("properties.") === true ? field : null;
};

/** Of letters that others write without: "Prénom", "Imię". Elsewhere a mark makes another letter. */
const withoutAccents = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .replaceAll("ł", "l")
    .replaceAll("ø", "o");

/** What a column's name says of its values; null = nothing that is known. */
export const meaningOf = (header: string): Meaning | null => {
  if (header.length > 100) return null;
  const name = withoutAccents(snake(header));
  const field = exact.get(name) ?? aboutCompany(name);
  if (field !== null) return { field, rank: ranks.get(name) ?? 0 };
  return familyOf(name.replace(/(^|_)e_(?=post)/, "$1e").split("_"));
};
