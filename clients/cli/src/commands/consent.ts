import { ConsentStatus } from "@marketing/protos/identity/v1/consent_service";
import { timestampOf } from "../api.ts";
import { flagOf, jsonOf, stringOf, subjectOf, timeOf } from "../args.ts";
import { type CommandContext, commandOf } from "../command.ts";
import { usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { addLeftOut, addressableOf, channelOf, consentEntries, consents, leftOutOf, suppressions } from "./consentRows.ts";
import { printList, printPages } from "./show.ts";

const whom = "one ID: a user id, your own id, an e-mail address, or with --anonymous a visitor's id";
const apiOf = ({ connection }: CommandContext) => connection().client.consent;

const namedBy = ({ values, positionals }: CommandContext) => {
  const id = subjectOf(positionals, whom);
  if (flagOf(values, "anonymous")) return { anonymousId: id };
  return id.includes("@") ? { email: id } : { userId: id };
};

const set = async (context: CommandContext) => {
  const { values, out } = context;
  const [granted, withdrawn] = [flagOf(values, "granted"), flagOf(values, "withdrawn")];
  if (granted === withdrawn) throw usageError("consent set takes --granted or --withdrawn");
  const purpose = stringOf(values, "purpose") ?? (withdrawn ? "*" : undefined);
  if (purpose === undefined) throw usageError("consent set --granted takes --purpose: what was agreed to, as newsletter");
  const consent = given({
    channel: channelOf(values),
    purpose,
    status: granted ? ConsentStatus.GRANTED : ConsentStatus.WITHDRAWN,
    at: timestampOf(timeOf(values, "at")),
    source: stringOf(values, "source") ?? "cli",
    wordingVersion: stringOf(values, "wording"),
    proof: jsonOf(values, "proof"),
  });
  const who = namedBy(context);
  const { position } = await apiOf(context).setConsent({ ...who, consents: [consent] });
  const answer = await apiOf(context).getConsents({ ...who, minPosition: position });
  await printList(context, consents, answer.consents);
  if (answer.suppressions.length > 0) out.warn("they are on the suppression list, and may not be addressed whatever they consent to");
};

const show = async (context: CommandContext) => {
  const answer = await apiOf(context).getConsents(namedBy(context));
  await printList(context, consents, answer.consents);
  if (answer.suppressions.length > 0) await printList(context, suppressions, answer.suppressions);
};

const history = (context: CommandContext) => printPages(context, consentEntries, apiOf(context).listConsents, namedBy(context), "entries");

const audience = async (context: CommandContext) => {
  const { values, positionals, out } = context;
  const segment = subjectOf(positionals, "a segment's NAME or id");
  const by = addressableOf(values);
  if (by === undefined) throw usageError("consent audience takes --addressable CHANNEL:PURPOSE, as email:newsletter");
  const answer = await apiOf(context).countAudience({ segment, by });
  const leftOut = new Map<string, number>();
  addLeftOut(leftOut, answer.leftOut);
  const [members, addressable] = [Number(answer.members), Number(answer.addressable)];
  out.object({ segment, members, addressable, left_out: Object.fromEntries(leftOut) });
  out.say(`${addressable} of ${members} members of ${segment} may be addressed; ${leftOutOf(leftOut)}`);
};

export const consentCommand = commandOf(
  {
    name: "consent",
    usage: [
      "consent set ID --channel CHANNEL --purpose PURPOSE --granted|--withdrawn [--source TEXT] [--wording VERSION] [--proof JSON] [--at TIME]",
      "consent show ID | consent history ID",
      "consent audience SEGMENT --addressable CHANNEL:PURPOSE",
    ],
    details: [
      "ID is a user id, your own id, an e-mail address (known or not), or with --anonymous a visitor's id.",
      "--withdrawn without --purpose withdraws every purpose of the channel. What was said later counts, by --at; of merged people the strictest.",
    ].join("\n"),
    options: {
      channel: { type: "string", value: "CHANNEL", help: "email, sms, ads or push" },
      purpose: { type: "string", value: "PURPOSE", help: "what it is for, as newsletter: a-z, 0-9, _ and -" },
      granted: { type: "boolean", help: "they agreed" },
      withdrawn: { type: "boolean", help: "they disagreed, or took it back" },
      source: { type: "string", value: "TEXT", help: "where it was said, as form:footer (default cli)" },
      wording: { type: "string", value: "VERSION", help: "of the text that was agreed to" },
      proof: { type: "string", value: "JSON", help: "what shows it; erased with the person" },
      at: { type: "string", value: "TIME", help: "when it was said, as 2026-01-31T12:00:00Z or 7d ago as 7d (default now)" },
      addressable: { type: "string", value: "CHANNEL:PURPOSE", help: "audience: for whom to count, as email:newsletter" },
      anonymous: { type: "boolean", help: "ID is a visitor's" },
      limit: { type: "string", value: "N", help: "history: how many (default 100)" },
    },
  },
  { set, show, history, audience },
);
