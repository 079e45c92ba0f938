import { describe, expect, it } from "vitest";
import { fieldProblem, planColumns, readRow } from "./mapping.ts";

describe("columns", () => {
  it("finds fields by their names, the rest are properties, the server's own are left out", () => {
    expect(planColumns(["E-Mail", "Job Title", "Company Name", "companySize", "Status", "email", ""], [])).toEqual([
      "email",
      "job_title",
      "company",
      "properties.company_size",
      null,
      "properties.email",
      null,
    ]);
    expect(planColumns(["A", "B"], [{ column: "B", field: "email" }])).toEqual([null, "email"]);
  });
  it.each(["status", "score", "qualified", "lead_id", "properties.", "properties.enrichment", "nonsense"])("refuses %s", (field) =>
    expect(fieldProblem(field)).not.toBeNull(),
  );
  it.each(["0000-01-01", "-000001-01-01T00:00:00Z", "-271821-04-20T00:00:00Z", "0001-01-01T00:00:00+14:00", "+275760-09-13", "9999-12-31"])(
    "refuses a lead of %s, which no column takes or which is to come",
    (when) => expect(readRow(["e", "t"], ["email", "created_at"], ["a@x.com", when]).problems.map((p) => p.field)).toEqual(["created_at"]),
  );
  it("names everything that is wrong with a row", () => {
    const header = ["email", "phone", "job", "when"];
    const plan = ["email", "phone", "job_title", "created_at"];
    const { problems } = readRow(header, plan, ["nope", "x", "j".repeat(101), "soon", "extra"]);
    expect(problems.map((p) => p.field)).toEqual(["", "email", "phone", "job_title", "created_at"]);
    expect(readRow(header, plan, ["", "", "CEO"]).problems.map((p) => p.message)).toEqual(["email or phone is required"]);
    expect(readRow(header, plan, [" a@x.com ", "+49 30 1234567"])).toMatchObject({ problems: [], row: { fields: { email: "a@x.com" } } });
  });
});
