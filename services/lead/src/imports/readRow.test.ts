import { describe, expect, it } from "vitest";
import { planColumns } from "./columns.ts";
import { readRow } from "./readRow.ts";

const dates = { order: null, zone: "UTC" } as const;
const read = (header: ReadonlyArray<string>, ...record: string[]) => readRow({ columns: planColumns(header, []), dates }, record);

describe("a row", () => {
  it.each([
    "0000-01-01",
    "-000001-01-01T00:00:00Z",
    "-271821-04-20T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "+275760-09-13",
    "9999-12-31",
    "2023-02-30",
    "5",
  ])("of a lead of %s is refused: no calendar has it, no column takes it, or it is to come", (when) =>
    expect(read(["email", "created_at"], "a@x.com", when).problems.map((p) => p.field)).toEqual(["created_at"]),
  );

  it("names everything that is wrong with it", () => {
    const header = ["email", "phone", "job_title", "created_at"];
    const { problems } = read(header, "nope", "x", "j".repeat(101), "soon", "extra");
    expect(problems.map((p) => p.field)).toEqual(["", "email", "phone", "job_title", "created_at"]);
    expect(read(header, "", "", "CEO").problems.map((p) => p.message)).toEqual(["email or phone is required"]);
    expect(read(header, " a@x.com ", "+49 30 1234567")).toMatchObject({ problems: [], row: { fields: { email: "a@x.com" } } });
  });

  it("may end with empty values that no column has", () => {
    expect(read(["email", "note"], "a@x.com", "n", "", " ").problems).toEqual([]);
    expect(read(["email", "note"], "a@x.com", "n", "", "more").problems.map((p) => p.message)).toEqual(["has 4 values for 2 columns"]);
  });

  it.each([
    [["First Name", "Last Name"], ["Ada", "Lovelace"], "Ada Lovelace"],
    [["Last Name", "First Name"], ["Lovelace", "Ada"], "Ada Lovelace"],
    [["First Name", "Middle Name", "Last Name"], ["Ada", "King", "Lovelace"], "Ada King Lovelace"],
    [["First Name", "Last Name"], ["", "Lovelace"], "Lovelace"],
    [["First Name", "Last Name", "Name"], ["Ada", "Lovelace", "Countess"], "Countess"],
    [["First Name", "Last Name", "Name"], ["Ada", "Lovelace", ""], "Ada Lovelace"],
  ])("%j is a name: %j", (header, values, name) => {
    const { row, problems } = read(["email", ...header], "a@x.com", ...values);
    expect([problems, row.fields.name]).toEqual([[], name]);
    if (values[header.indexOf("First Name")] === "Ada") expect(row.properties.first_name).toBe("Ada");
  });

  it("keeps every number and address: the first that is there is the lead's", () => {
    const header = ["Home Phone", "Phone 2", "Phone 1", "E-mail", "E-mail 2 Address"];
    expect(read(header, "+49 1", "+49 30 222222", "", "a@x.com ::: b@x.com", "c@x.com")).toEqual({
      problems: [],
      row: expect.objectContaining({
        fields: expect.objectContaining({ email: "a@x.com", phone: "+49 30 222222" }),
        properties: { home_phone: "+49 1", e_mail: "b@x.com", e_mail_2_address: "c@x.com" },
      }),
    });
    expect(read(["Phone", "Mobile"], "+49 30 1234567", "+49 30 1234567").row.properties).toEqual({});
  });

  it.each(["Mrs.", "Mr", "Frau Dr.", "Prof. Dr. med.", "Mme", "Sra.", "Dr"])("takes %s for a salutation and no job", (title) => {
    const { row } = read(["email", "title"], "a@x.com", title);
    expect([row.fields.jobTitle, row.properties.salutation]).toEqual([null, title]);
  });

  it.each(["CEO", "Dr. of Fun", "Mister Minit Manager", "Master"])("takes %s for a job", (title) =>
    expect(read(["email", "title"], "a@x.com", title).row.fields.jobTitle).toBe(title),
  );
});
