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
  it("names everything that is wrong with a row", () => {
    const header = ["email", "phone", "job", "when"];
    const plan = ["email", "phone", "job_title", "created_at"];
    const { problems } = readRow(header, plan, ["nope", "x", "j".repeat(101), "soon", "extra"]);
    expect(problems.map((p) => p.field)).toEqual(["", "email", "phone", "job_title", "created_at"]);
    expect(readRow(header, plan, ["", "", "CEO"]).problems.map((p) => p.message)).toEqual(["email or phone is required"]);
    expect(readRow(header, plan, [" a@x.com ", "+49 30 1234567"])).toMatchObject({ problems: [], row: { fields: { email: "a@x.com" } } });
  });
});
