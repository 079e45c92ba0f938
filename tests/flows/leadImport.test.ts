import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { fromStruct, toStruct } from "@marketing/shared/grpc/struct";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stretched, until } from "../support/patience.ts";
import type { Message, RpcClient } from "../support/rpc.ts";
import { pages, refusal } from "../support/rpc.ts";
import type { World } from "../support/world.ts";
import { openLeadWorld } from "./leadWorld.ts";

let stack: World;
beforeAll(async () => {
  stack = await openLeadWorld();
});
afterAll(() => stack?.close());
const fresh = (): RpcClient => stack.as(randomUUID(), "LeadService");

/** 1,000 rows: 20 bad, 10 that stand in the file twice, 970 good. */
const file = (): string => {
  const lines = ["E-Mail;Full Name;Company;Job Title;Source;Industry;Phone"];
  for (let i = 0; i < 1_000; i++) {
    const source = ["Google", "google", " GOOGLE ", "LinkedIn", ""][i % 5];
    const email = i < 10 ? "broken" : i < 20 ? "" : i >= 990 ? `p${i - 900}@corp.io` : `p${i}@corp.io`;
    lines.push(`${email};"Doe, ""J"" ${i}";Corp ${i % 7};CEO;${source};saas;`);
  }
  return `\uFEFF${lines.join("\r\n")}\r\n`;
};

describe("import", () => {
  it("takes a thousand rows, names every bad one, and changes nothing when it comes again", async () => {
    const lead = fresh();
    await lead.call("CaptureLead", { email: "P500@corp.io", name: "Given", source: "fair" });
    const csv = file();
    const began = Date.now();
    const one = await lead.call("ImportLeads", { importId: "crm-1", csv, final: true });
    const took = Date.now() - began;
    expect(one.counts).toEqual({ rows: "1000", created: "969", updated: "1", ignored: "0", duplicates: "10", failed: "20" });
    expect(one.errors).toHaveLength(20);
    expect(one.errors[0]).toMatchObject({ row: 1, column: "E-Mail", field: "email", value: "broken", message: "is not an e-mail address" });
    expect(one.errors[10]).toMatchObject({ row: 11, field: "email", message: "email or phone is required" });
    expect(took).toBeLessThan(stretched(30_000));
    const head = async () =>
      Number((await stack.pool().query("SELECT max(position) AS n FROM event_log WHERE type <> 'lead_scored'")).rows[0].n);
    const before = await head();
    const two = await lead.call("ImportLeads", { importId: "crm-1", csv, final: true });
    expect(two).toEqual({ ...one, replayed: true, position: two.position });
    // under another name: everything is known, nothing is new
    const three = await lead.call("ImportLeads", { importId: "crm-2", csv, final: true });
    expect(three.counts).toEqual({ rows: "1000", created: "0", updated: "0", ignored: "970", duplicates: "10", failed: "20" });
    const { rows } = await stack.pool().query("SELECT type FROM event_log WHERE position > $1 AND type <> 'lead_scored'", [before]);
    expect(rows.map((r) => r.type)).toEqual(["import_page_taken"]);
    expect(await lead.call("GetImport", { importId: "crm-1" })).toMatchObject({ finished: true, nextPage: 1, counts: one.counts });
    const kept = (await lead.call("GetLead", { email: "p500@corp.io", minPosition: three.position })).lead;
    expect(kept).toMatchObject({ name: "Given", company: "Corp 3", source: "fair" });
    expect(fromStruct(kept.properties)).toEqual({ industry: "saas" });
    expect((await lead.call("GetLead", { email: "p21@corp.io" })).lead.name).toBe('Doe, "J" 21');
    await until("every score", async () => {
      const found = await stack.pool().query("SELECT count(*)::int AS n FROM leads WHERE score IS NULL");
      return found.rows[0].n === 0;
    });
    const { sources, total } = await lead.call("GetFunnel", {});
    expect(sources.map((s: Message) => [s.source, s.captured])).toEqual([
      ["google", "581"],
      ["linkedin", "194"],
      ["(none)", "194"],
      ["fair", "1"],
    ]);
    expect(total).toMatchObject({ captured: "970", converted: "0", conversionRate: 0 });
  });

  it("goes on page by page, after a kill in the middle too, and ends with the same counts", async () => {
    const lead = fresh();
    const lines = file().replace("\uFEFF", "").trim().split("\r\n");
    const header = lines[0]!.split(";");
    const page = (n: number) => ({
      importId: "paged",
      page: n,
      header,
      csv: lines.slice(1 + n * 250, 1 + (n + 1) * 250).join("\n"),
      final: n === 3,
    });
    await lead.call("ImportLeads", page(0));
    const cut = lead.call("ImportLeads", page(1)).catch(() => undefined);
    await until("some of page 1 is taken", async () => {
      const { rows } = await stack
        .pool()
        .query("SELECT count(*)::int AS n FROM event_log WHERE type = 'lead_captured' AND data->>'importId' = 'paged'");
      return rows[0].n > 250;
    });
    await stack.service().kill();
    await cut;
    await stack.restart();
    expect(await lead.call("GetImport", { importId: "paged" })).toMatchObject({ nextPage: 1, finished: false });
    for (const n of [1, 2, 3]) await lead.call("ImportLeads", page(n));
    await lead.call("ImportLeads", page(2));
    const state = await lead.call("GetImport", { importId: "paged" });
    expect(state).toMatchObject({
      finished: true,
      counts: { rows: "1000", created: "970", updated: "0", ignored: "0", duplicates: "10", failed: "20" },
    });
    expect(state.errors[0]).toMatchObject({ page: 0, error: { row: 1 } });
    expect(await refusal(lead.call("ImportLeads", { ...page(2), csv: page(3).csv }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      reason: "IMPORT_PAGE_CHANGED",
    });
  });

  it("maps columns, overwrites or ignores as told, and refuses what cannot be", async () => {
    const lead = fresh();
    await lead.call("CaptureLead", { email: "a@x.io", name: "Old", company: "Acme" });
    const csv = "Mail,Who,Note\nA@x.io,New,\nb@x.io,Bea,vip\n";
    const mapping = [
      { column: "Mail", field: "email" },
      { column: "Who", field: "name" },
      { column: "Note", field: "properties.note" },
    ];
    const ignore = await lead.call("ImportLeads", { importId: "i", csv, mapping, onExisting: "ON_EXISTING_IGNORE", defaultSource: "File" });
    expect(ignore.counts).toMatchObject({ created: "1", ignored: "1" });
    const over = await lead.call("ImportLeads", { importId: "o", csv, mapping, onExisting: "ON_EXISTING_OVERWRITE" });
    expect(over.counts).toMatchObject({ updated: "1", ignored: "1" });
    expect((await lead.call("GetLead", { email: "a@x.io", minPosition: over.position })).lead).toMatchObject({
      name: "New",
      company: "Acme",
    });
    expect((await lead.call("GetLead", { email: "b@x.io" })).lead).toMatchObject({ source: "File" });
    const bad = await refusal(
      lead.call("ImportLeads", {
        importId: "",
        page: -1,
        csv: "",
        mapping: [
          { column: "Mail", field: "status" },
          { column: "Who", field: "email" },
          { column: "Note", field: "email" },
        ],
      }),
    );
    expect(bad.violations.map((v) => v.field).sort()).toEqual(["csv", "import_id", "mapping[0].field", "mapping[2].field", "page"]);
    for (const [request, reason] of [
      [{ csv: 'email\n"x' }, "CSV_BROKEN"],
      [{ csv: "name\nx" }, "NO_CONTACT_COLUMN"],
      [{ csv: "\n\n" }, "CSV_EMPTY"],
      [{ csv: `email\n${"a@b.co\n".repeat(5_001)}` }, "TOO_MANY_ROWS"],
      [{ csv: "email\nx", mapping: [{ column: "nope", field: "email" }] }, "INVALID_FIELDS"],
    ] as const)
      expect(await refusal(lead.call("ImportLeads", { importId: "bad", ...request })), reason).toMatchObject({
        code: status.INVALID_ARGUMENT,
        reason,
      });
    expect(await lead.call("GetImport", { importId: "bad" })).toMatchObject({ nextPage: 0, finished: false });
  });

  it("tells beforehand what would become of a page, and takes nothing", async () => {
    const lead = fresh();
    const csv =
      "First Name,Last Name,Title,E-mail,Home Email,Note,Note,Created\nAda,Lovelace,Mrs.,a@x.io,b@x.io,one,two,03.04.2023,\n,,,,,,,31.02.2023";
    const told = await lead.call("ImportLeads", { importId: "look", csv, validateOnly: true });
    expect(told).toMatchObject({
      counts: { rows: "2", created: "1", failed: "1" },
      replayed: false,
      dateOrders: ["DATE_ORDER_DAY_FIRST"],
      dateProblem: null,
    });
    expect(told.columns.map((c: Message) => [c.column, c.field])).toEqual([
      ["First Name", "first_name"],
      ["Last Name", "last_name"],
      ["Title", "job_title"],
      ["E-mail", "email"],
      ["Home Email", "email"],
      ["Note", "properties.note"],
      ["Note", "properties.note_2"],
      ["Created", "created_at"],
    ]);
    expect(told.columns[6].note).toBe("the header has this name twice");
    expect(told.errors).toMatchObject([{ row: 2, column: "Created", field: "created_at", value: "31.02.2023" }]);
    expect(await lead.call("GetImport", { importId: "look" })).toMatchObject({ nextPage: 0 });
    const taken = await lead.call("ImportLeads", { importId: "look", csv });
    expect(taken).toMatchObject({ counts: told.counts, columns: told.columns });
    const ada = (await lead.call("GetLead", { email: "a@x.io", minPosition: taken.position })).lead;
    expect([ada.name, ada.jobTitle, ada.createdAt.seconds]).toEqual(["Ada Lovelace", "", String(Date.parse("2023-04-03") / 1_000)]);
    expect(fromStruct(ada.properties)).toEqual({
      ...{ first_name: "Ada", last_name: "Lovelace", salutation: "Mrs.", home_email: "b@x.io", note: "one", note_2: "two" },
    });
  });

  it("reads dates by the whole column, as it is said, or not at all", async () => {
    const lead = fresh();
    const csv = "email,Created\n1@x.io,05.05.2023 10:00\n2@x.io,03.04.2023 10:00";
    expect(await refusal(lead.call("ImportLeads", { importId: "d", csv }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      reason: "DATE_ORDER_AMBIGUOUS",
      violations: [{ field: "csv", description: expect.stringContaining('column "Created", row 2: "03.04.2023 10:00"') }],
    });
    expect(await lead.call("ImportLeads", { importId: "d", csv, validateOnly: true })).toMatchObject({
      dateOrders: ["DATE_ORDER_DAY_FIRST", "DATE_ORDER_MONTH_FIRST"],
      dateProblem: { row: 2, column: "Created", field: "created_at", value: "03.04.2023 10:00" },
    });
    const said = { dateOrder: "DATE_ORDER_MONTH_FIRST", timeZone: "America/New_York" };
    const { position } = await lead.call("ImportLeads", { importId: "d", csv, ...said });
    const { createdAt } = (await lead.call("GetLead", { email: "2@x.io", minPosition: position })).lead;
    expect(new Date(Number(createdAt.seconds) * 1_000).toISOString()).toBe("2023-03-04T15:00:00.000Z");
    expect(await refusal(lead.call("ImportLeads", { importId: "d2", csv, timeZone: "+05:30" }))).toMatchObject({
      violations: [{ field: "time_zone" }],
    });
    const mixed = `${csv}\n3@x.io,13.04.2023\n4@x.io,04.13.2023`;
    expect(await refusal(lead.call("ImportLeads", { importId: "d3", csv: mixed }))).toMatchObject({ reason: "DATE_ORDER_MIXED" });
    const bad = await lead.call("ImportLeads", {
      importId: "d4",
      csv: mixed,
      dateOrder: "DATE_ORDER_DAY_FIRST",
      onExisting: "ON_EXISTING_IGNORE",
    });
    expect(bad.errors).toMatchObject([{ row: 4, field: "created_at", value: "04.13.2023" }]);
  });

  it("lets two who import one file at once make every lead once", async () => {
    const lead = fresh();
    const csv = `email\n${Array.from({ length: 100 }, (_, i) => `twin${i}@x.io`).join("\n")}`;
    const [a, b] = await Promise.all([
      lead.call("ImportLeads", { importId: "twin-a", csv }),
      lead.call("ImportLeads", { importId: "twin-b", csv }),
    ]);
    expect(Number(a.counts.created) + Number(b.counts.created)).toBe(100);
    const same = await Promise.all(
      [1, 2, 3].map(() => lead.call("ImportLeads", { importId: "same", csv: csv.replaceAll("twin", "same") })),
    );
    const { rows } = await stack
      .pool()
      .query("SELECT count(*)::int AS n FROM event_log WHERE data->>'importId' = 'same' AND type = 'lead_captured'");
    expect(rows[0].n).toBe(100);
    expect(same.every((r) => Number(r.counts.failed) === 0)).toBe(true);
  });
});

describe("lists", () => {
  it("pages through every order and filter, each lead once", async () => {
    const lead = fresh();
    let position = "0";
    for (let i = 0; i < 25; i++) {
      const r = await lead.call("CaptureLead", {
        email: `l${i}@x.io`,
        source: i % 2 ? "Google" : "gOOgle",
        properties: toStruct({ industry: i % 5 ? "saas" : "retail", n: i }),
      });
      const { leadId } = r.lead;
      if (i < 20) await lead.call("SetScore", { leadId, model: "m", score: (i % 8) / 10 });
      if (i % 3 === 0) await lead.call("MarkContacted", { leadId });
      if (i % 6 === 0 && i < 20) await lead.call("LoseLead", { leadId });
      position = r.position;
    }
    // five are not scored from outside: their own score is 0.15
    await until("all are scored", async () => (await lead.call("ListLeads", { minScore: 0, pageSize: 100 })).leads.length === 25);
    const count = async (request: object) => {
      const found = await pages(lead, "ListLeads", "leads", { ...request, minPosition: position });
      expect(new Set(found.map((l) => l.leadId)).size).toBe(found.length);
      return found;
    };
    expect(await count({})).toHaveLength(25);
    const ranked = await count({ order: "LEAD_ORDER_SCORE" });
    expect(ranked).toHaveLength(25);
    expect(ranked.map((l) => l.score)).toEqual(ranked.map((l) => l.score).sort((a, b) => b - a));
    expect(await count({ source: "GOOGLE" })).toHaveLength(25);
    expect(await count({ source: "google", order: "LEAD_ORDER_SCORE" })).toHaveLength(25);
    expect(await count({ source: "(none)" })).toHaveLength(0);
    expect(await count({ status: "LEAD_STATUS_LOST" })).toHaveLength(4);
    expect(await count({ status: "LEAD_STATUS_CONTACTED" })).toHaveLength(5);
    const hot = await count({ qualified: true, order: "LEAD_ORDER_SCORE" });
    expect(hot.every((l) => l.qualified)).toBe(true);
    expect(hot.length).toBeGreaterThan(0);
    expect(await count({ qualified: false })).toHaveLength(25 - hot.length);
    expect((await count({ minScore: 0.3, maxScore: 0.5 })).every((l) => l.score >= 0.3 && l.score <= 0.5)).toBe(true);
    expect(await count({ propertiesContain: toStruct({ industry: "retail" }) })).toHaveLength(5);
    expect(await count({ propertiesContain: toStruct({ industry: "retail" }), order: "LEAD_ORDER_SCORE" })).toHaveLength(5);
    expect(await count({ propertiesContain: toStruct({ n: 7 }), source: "google" })).toHaveLength(1);
    const token = (await lead.call("ListLeads", { pageSize: 2 })).nextPageToken;
    expect((await refusal(lead.call("ListLeads", { pageSize: 2, pageToken: token, source: "x" }))).code).toBe(status.INVALID_ARGUMENT);
    const bad = await refusal(lead.call("ListLeads", { minScore: 2, pageSize: -1, order: "NOPE", userId: "u".repeat(256) }));
    expect(bad.violations.map((v) => v.field).sort()).toEqual(["min_score", "page_size", "user_id"].sort());
  });

  it("pages by score through leads without one, which come last", async () => {
    const tenantId = randomUUID();
    await stack.pool().query(
      `INSERT INTO leads (tenant_id, lead_id, email, score, state)
       SELECT $1, l, 'z' || n || '@x.io', CASE WHEN n % 3 > 0 THEN (n % 4) / 10.0 END, jsonb_build_object('exists', true, 'leadId', l) FROM (SELECT n, gen_random_uuid() AS l FROM generate_series(1, 30) n) s`,
      [tenantId],
    );
    const found = await pages(stack.as(tenantId, "LeadService"), "ListLeads", "leads", { order: "LEAD_ORDER_SCORE" }, 4);
    expect(new Set(found.map((l) => l.leadId)).size).toBe(30);
    await stack.pool().query("DELETE FROM leads WHERE tenant_id = $1", [tenantId]);
  });

  it("tells the funnel by source, reached stages and rate", async () => {
    const lead = fresh();
    const of = async (email: string, source: string | undefined, ...steps: ReadonlyArray<readonly [string, object]>) => {
      let r = await lead.call("CaptureLead", { email, ...(source ? { source } : {}) });
      const { leadId } = r.lead;
      for (const [rpc, more] of steps) r = await lead.call(rpc, { leadId, ...more });
      return r.position as string;
    };
    const contact = ["MarkContacted", {}] as const;
    const qualify = ["QualifyLead", { reason: "x" }] as const;
    await of("f1@x.io", "Ads", contact, qualify, ["ConvertLead", { valueMicros: "1000000", currency: "EUR" }]);
    await of("f2@x.io", "ads", contact, qualify, ["LoseLead", {}]);
    await of("f3@x.io", "ADS", contact);
    await of("f4@x.io", "ads ", ["LoseLead", {}]);
    const minPosition = await of("f5@x.io", undefined);
    const { sources, total } = await lead.call("GetFunnel", { minPosition });
    const plain = (r: Message) => [r.source, r.captured, r.contacted, r.qualified, r.converted, r.lost, r.conversionRate];
    expect(sources.map(plain)).toEqual([
      ["ads", "4", "3", "2", "1", "2", 0.25],
      ["(none)", "1", "0", "0", "0", "0", 0],
    ]);
    expect(plain(total)).toEqual(["", "5", "3", "2", "1", "2", 0.2]);
  });
});

describe("Subscribe", () => {
  it("gives history and then what comes, of one tenant", async () => {
    const tenantId = randomUUID();
    const lead = stack.as(tenantId, "LeadService");
    const first = await lead.call("CaptureLead", { email: "s1@x.io" });
    await fresh().call("CaptureLead", { email: "s1@x.io" });
    const seen: Message[] = [];
    const stop = new AbortController();
    const reading = (async () => {
      for await (const r of lead.stream("Subscribe", { eventTypes: ["LeadCaptured"] }, { signal: stop.signal })) if (r.event) seen.push(r);
    })().catch(() => undefined);
    await until("history", async () => seen.length === 1);
    await lead.call("CaptureLead", { email: "s2@x.io", source: "web" });
    await until("live", async () => seen.length === 2);
    stop.abort();
    await reading;
    expect(seen.map((s) => JSON.parse(s.event.data).email)).toEqual(["s1@x.io", "s2@x.io"]);
    expect(seen[0].event.type).toBe("marketing.lead.v1.LeadCaptured");
    expect(JSON.parse(seen[0].event.data).leadId).toBe(first.lead.leadId);
  });
});
