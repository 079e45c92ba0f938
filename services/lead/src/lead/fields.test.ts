import { describe, expect, it } from "vitest";
import { sourceProblem } from "./contact.ts";
import { complete, noFacts } from "./facts.ts";
import { announcedOf, columnOf, type Fields, fieldNames, fieldsOf, noFields, ruleOf, shown } from "./fields.ts";
import { foldedOf } from "./rows.ts";
import { effective, evolve, initialLead } from "./state.ts";

/** What was stored before there was a field `name`. */
const { name: _, ...older } = { ...noFields, email: "a@x.com" };

describe("the texts that describe a lead", () => {
  it("have columns of the same names", () => {
    expect(fieldNames.map(columnOf)).toEqual(["email", "phone", "name", "company", "job_title"]);
  });
  it("are shown as given, but a telephone number in one form where it has one", () => {
    const fields: Fields = { ...noFields, email: "A@X.com", phone: "+49 (0)30 1234-5678" };
    expect([shown(fields, "email"), shown(fields, "phone"), shown(fields, "name")]).toEqual(["A@X.com", "+493012345678", null]);
    expect(shown({ ...fields, phone: "030 1234567" }, "phone")).toBe("030 1234567");
  });
  it("are told to everybody only where the list says so", () => {
    const all = fieldsOf(Object.fromEntries(fieldNames.map((field) => [field, "x"])));
    expect(Object.keys(announcedOf(all))).toEqual(fieldNames.filter((field) => ruleOf(field).announced));
    expect(announcedOf(noFields)).toEqual({ email: undefined });
  });
});

it("a source has room in its column in the form in which it is kept: some letters are longer in lower case", () => {
  expect([..."x\u0130"].map((letter) => sourceProblem(letter.repeat(100)))).toEqual([
    null,
    "must have at most 100 characters in lower case",
  ]);
  expect(["\u{1f600}".repeat(100), "\u{1f600}".repeat(101)].map((s) => sourceProblem(s) === null)).toEqual([true, false]);
  expect(sourceProblem(" \u2003")).toBe("must not be blank");
});

describe("what is older than a field", () => {
  it("is null in it: an event, a row, a merged lead", () => {
    expect(fieldsOf(older)).toEqual({ ...noFields, email: "a@x.com" });
    const row = foldedOf({
      tenant_id: "t",
      lead_id: "l",
      created_at: new Date(0),
      score: null,
      merged_into: null,
      version: 1,
      state: JSON.parse(JSON.stringify({ exists: true, own: { ...older, properties: {} }, layers: [{ ...older, loserId: "m" }] })),
    });
    expect(row.state.own).toEqual({ ...noFacts, email: "a@x.com" });
    expect(effective(row.state).name).toBeNull();
    const layer = JSON.parse(JSON.stringify({ ...older, properties: {}, mergeId: "m", loserId: "l2", ids: ["l2"], emails: [] }));
    const data = { leadId: "l1", mergeId: "m", loserId: "l2", reason: "", layer, at: 1 };
    const merged = evolve({ ...initialLead, exists: true }, { type: "lead_merged", data });
    expect(merged.layers).toEqual([complete(layer)]);
    expect(effective(merged)).toMatchObject({ email: "a@x.com", name: null });
  });
});
