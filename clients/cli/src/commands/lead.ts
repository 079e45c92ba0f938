import { LeadOrder, LeadStatus } from "@marketing/protos/lead/v1/lead_service";
import { fieldsOf, isoOf } from "../api.ts";
import { choiceOf, flagOf, jsonOf, microsOf, numberOf, stringOf, subjectOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { leadEntries, leadSources, leads } from "./leadRows.ts";
import { printList, printOne, printPages } from "./show.ts";

const apiOf = ({ connection }: CommandContext) => connection().client.lead;

/** Leads are named by id or by address. */
const idOf = async (context: CommandContext): Promise<string> => {
  const named = subjectOf(context.positionals, "a lead's ID or e-mail address");
  return named.includes("@") ? (await apiOf(context).getLead({ email: named })).lead!.leadId : named;
};

const list = async (context: CommandContext) => {
  const { values } = context;
  const request = given({
    source: stringOf(values, "source"),
    status: choiceOf(values, "status", LeadStatus, ["new", "contacted", "qualified", "converted", "lost"]),
    qualified: flagOf(values, "ready") ? true : undefined,
    minScore: numberOf(values, "min-score", 0, 1),
    order: flagOf(values, "best") ? LeadOrder.SCORE : undefined,
  });
  await printPages(context, leads, apiOf(context).listLeads, request, "leads");
};

const get = async (context: CommandContext) => {
  const named = subjectOf(context.positionals, "a lead's ID or e-mail address");
  printOne(context, leads, (await apiOf(context).getLead(named.includes("@") ? { email: named } : { leadId: named })).lead!);
};

const create = async (context: CommandContext) => {
  const { values, positionals, out } = context;
  const request = {
    email: positionals[1] ?? stringOf(values, "email"),
    phone: stringOf(values, "phone"),
    name: stringOf(values, "name"),
    company: stringOf(values, "company"),
    jobTitle: stringOf(values, "job-title"),
    source: stringOf(values, "source"),
    properties: jsonOf(values, "properties"),
    campaignId: stringOf(values, "campaign"),
  };
  if (request.email === undefined && request.phone === undefined) throw usageError("lead create takes an E-MAIL address or --phone");
  const { lead, deduplicated, mergeSuggestions } = await apiOf(context).captureLead(given(request));
  printOne(context, leads, lead!, { deduplicated, merge_suggestions: mergeSuggestions });
  if (deduplicated) out.say("the address was known: what was blank was filled in");
};

const contact = async (context: CommandContext) => {
  const [leadId, channel] = [await idOf(context), stringOf(context.values, "channel")];
  printOne(context, leads, (await apiOf(context).markContacted(given({ leadId, channel }))).lead!);
};

const judge = (call: "qualifyLead" | "disqualifyLead" | "loseLead" | "reopenLead") => async (context: CommandContext) => {
  const reason = stringOf(context.values, "reason");
  if (reason === undefined && (call === "qualifyLead" || call === "disqualifyLead")) throw usageError("it takes --reason TEXT");
  const leadId = await idOf(context);
  printOne(context, leads, (await apiOf(context)[call](given({ leadId, reason }))).lead!);
};

const convert = async (context: CommandContext) => {
  const { values } = context;
  const valueMicros = microsOf(values, "value");
  const request = {
    leadId: await idOf(context),
    valueMicros,
    currency: stringOf(values, "currency") ?? (valueMicros === undefined ? undefined : "USD"),
    campaignId: stringOf(values, "campaign"),
  };
  printOne(context, leads, (await apiOf(context).convertLead(given(request))).lead!);
};

const explain = async (context: CommandContext) => {
  const { out } = context;
  const leadId = await idOf(context);
  const answer = await apiOf(context).explainScore({ leadId });
  const { score, model, factors, qualifyAt, disqualifyBelow } = answer;
  const plain = { lead_id: answer.leadId, score: score ?? null, model, scored_at: isoOf(answer.scoredAt), factors: factors.map(fieldsOf) };
  out.object({ ...plain, qualify_at: qualifyAt, disqualify_below: disqualifyBelow });
  if (score === undefined) return out.say("not scored yet");
  out.say(`${score.toFixed(4)} by ${model}; sales-ready from ${qualifyAt}, no more below ${disqualifyBelow}`);
  out.table(
    [{ title: "factor" }, { title: "adds", align: "right" }, { title: "because", max: 90 }],
    factors.map((f) => [f.factor, `${f.contribution < 0 ? "" : "+"}${f.contribution.toFixed(4)}`, f.reason]),
  );
};

const history = async (context: CommandContext) => {
  const leadId = await idOf(context);
  await printPages(context, leadEntries, apiOf(context).getLeadHistory, { leadId }, "entries");
};

const funnel = async (context: CommandContext) => {
  const { sources, total } = await apiOf(context).getFunnel({});
  await printList(context, leadSources, [...sources, ...(total === undefined ? [] : [{ ...total, source: "all" }])]);
};

/** Loaded when named: it reads files, which the others do not. */
const importFile = async (context: CommandContext): Promise<number> => (await import("./leadImport.ts")).importLeads(context);

const actions = {
  ...{ list, get, create, contact, convert, explain, history, funnel },
  qualify: judge("qualifyLead"),
  disqualify: judge("disqualifyLead"),
  lose: judge("loseLead"),
  reopen: judge("reopenLead"),
  import: importFile,
};

export const leadCommand = commandOf(
  {
    name: "lead",
    usage: [
      "lead list [--status new] [--source google] [--best]",
      "lead create E-MAIL [--name NAME] [--company NAME] [--source SOURCE]",
      "lead import FILE [--preview] [--source SOURCE] [--refused FILE] [--date-format dmy|mdy|ymd]",
      "lead get|contact|reopen ID|E-MAIL",
      "lead qualify|disqualify|lose ID|E-MAIL --reason TEXT",
      "lead convert ID|E-MAIL --value 1200 [--currency USD] [--campaign ID]",
      "lead explain ID|E-MAIL | lead history ID|E-MAIL | lead funnel",
    ],
    details: [
      "import takes a CSV file as CRM systems and spreadsheets write it, in any usual encoding, with comma, semicolon, tab or bar. Columns",
      "are known by their names; --preview shows where each goes, and sends nothing to stay. The same file again adds nothing, and goes on",
      "where an interrupted import stopped. Refused rows stop nothing: --refused FILE has them with their reasons, to be mended and imported.",
    ].join("\n"),
    options: {
      status: { type: "string", value: "STATUS", help: "only these: new, contacted, qualified, converted or lost" },
      source: { type: "string", value: "SOURCE", help: "only these; of a new lead: where it came from" },
      ready: { type: "boolean", help: "only the sales-ready" },
      "min-score": { type: "string", value: "SCORE", help: "only from this score on, 0 to 1" },
      best: { type: "boolean", help: "best score first (default: newest first)" },
      email: { type: "string", value: "ADDRESS", help: "of a new lead" },
      phone: { type: "string", value: "NUMBER", help: "of a new lead" },
      name: { type: "string", value: "NAME", help: "of a new lead" },
      company: { type: "string", value: "NAME", help: "of a new lead" },
      "job-title": { type: "string", value: "TEXT", help: "of a new lead" },
      properties: { type: "string", value: "JSON", help: "whatever else is known, as company_size and industry" },
      campaign: { type: "string", value: "ID", help: "the campaign that brought it, or with convert: earned it" },
      channel: { type: "string", value: "NAME", help: "contact: email, call …" },
      reason: { type: "string", value: "TEXT", help: "why" },
      value: { type: "string", value: "AMOUNT", help: "convert: what it is worth" },
      currency: { type: "string", value: "CODE", help: "of the value (default USD)" },
      limit: { type: "string", value: "N", help: "how many (default 100)" },
      preview: { type: "boolean", help: "import: show where each column goes and which rows would be refused; import nothing" },
      map: {
        ...{ type: "string", multiple: true, value: "COLUMN=FIELD" },
        help: "import: a column goes there: email, phone, name, first_name, last_name, company, job_title, source, created_at, properties.KEY; then others are left out",
      },
      "date-format": { type: "string", value: "ORDER", help: "import: dmy, mdy or ymd (default: as all dates of the column show)" },
      timezone: { type: "string", value: "ZONE", help: "import: of times that say none, as Europe/Berlin (default: the tenant's)" },
      encoding: { type: "string", value: "NAME", help: "import: of the file (default: UTF-8, UTF-16 or Windows-1252, as its bytes show)" },
      "on-existing": { type: "string", value: "HOW", help: "import: fill blanks of known leads (default), overwrite or ignore them" },
      refused: { type: "string", value: "FILE", help: "import: write refused rows there as CSV, with their reasons" },
      id: { type: "string", value: "NAME", help: "import: its name (default: made of the file and these options)" },
      patience: { type: "string", value: "SECONDS", help: "import: how long to go on while the service is away (default 120)" },
      strict: { type: "boolean", help: "import: exit 1 when a row was refused" },
    },
  },
  actions,
);
