import { streamConfig } from "@marketing/shared/bus/stream";
import { serviceSubjects } from "@marketing/shared/bus/subject";
import type { Contract } from "./contracts.ts";
import { isOptional } from "./contracts.ts";
import { headerMeanings, optionalHeaders } from "./headers.ts";
import { fieldSchema, type JsonSchema, jsonName } from "./jsonSchema.ts";
import { code, generated, json, prose, table } from "./markdown.ts";
import type { PublicEventDoc } from "./publicEvents.ts";

const kindOf = ({ type, format, items, properties }: JsonSchema): string => {
  if (items) return `array of ${kindOf(items)}`;
  if (properties) return `{ ${Object.keys(properties).join(", ")} }`;
  if (format === "int64") return "string of digits";
  return format === "date-time" ? "RFC 3339 time" : type;
};

const eventSection = (event: PublicEventDoc): string => {
  const fields = event.message.fieldsArray.map((field) => {
    const schema = fieldSchema(field);
    return [code(jsonName(field)), `${kindOf(schema)}${isOptional(field) ? ", or none" : ""}`, schema.description ?? ""];
  });
  return [
    `### ${event.name.replace("<event-name>", "*")}`,
    `${code(event.type)} on ${code(`${event.subject}.<tenant>`)}`,
    event.description && prose(event.description),
    table(["field", "", ""], fields),
    json(event.examples[0]!.payload),
  ]
    .filter(Boolean)
    .join("\n\n");
};

const contents = (events: ReadonlyArray<PublicEventDoc>): string =>
  table(
    ["service", "JetStream stream", "subjects", "events"],
    [...new Set(events.map((e) => e.service))].map((service) => {
      const of = events.filter((e) => e.service === service);
      return [`[${service}](#${service})`, code(of[0]!.stream), code(serviceSubjects(service)), String(of.length)];
    }),
  );

const serviceSection = (service: string, events: ReadonlyArray<PublicEventDoc>, contracts: ReadonlyArray<Contract>): string => {
  const contract = contracts.find((c) => c.path.endsWith(`/${service}_events.proto`))!;
  return [`## ${service}`, contract.about && prose(contract.about), ...events.filter((e) => e.service === service).map(eventSection)]
    .filter(Boolean)
    .join("\n\n");
};

const days = (nanoseconds: number): number => nanoseconds / 86_400_000_000_000;

/** docs/events.md */
export const eventsPage = (events: ReadonlyArray<PublicEventDoc>, contracts: ReadonlyArray<Contract>): string => {
  const declared = streamConfig({ service: "identity" });
  const first = events[0]!.examples[0]!;
  const headers = Object.entries(headerMeanings).map(([name, says]) => [
    code(name),
    optionalHeaders.has(name) ? "may be absent" : "",
    says,
    first.headers[name] ? code(first.headers[name]) : "",
  ]);
  return `${generated("protos/marketing/*/v1/*_events.proto, services/*/src/**/events.ts and shared/src/bus")}

# Events

What the services tell everybody. The same as AsyncAPI 3, with a JSON Schema of every event's data: [asyncapi.yaml](asyncapi.yaml). Subscribers to
start from, in TypeScript and Python: [examples/subscribers](../examples/subscribers); with types of every event: \`subscribe\` of
[@marketing/client](../clients/typescript).

${contents(events)}

## How it comes

A message is a CloudEvent in binary mode: attributes in the headers, percent-encoded where they are more than printable ASCII; the data as JSON.
The subject is \`marketing.<service>.v1.<entity>.<event>.<tenant>\`, so that a filter \`marketing.lead.v1.*.*.<tenant>\` is one tenant's leads and
\`marketing.*.v1.user.merged.*\` every merge.

- **Every event, at least once, in the order of the service's log.** A message may come again: the same \`ce-id\`. Whoever has to do a thing once
  remembers the \`ce-id\` in the same transaction as what it does.
- **In order** for a subscriber that takes one message at a time (\`max_ack_pending\` 1), or that orders by \`ce-sequence\`. Between services there is no order.
- **Kept ${days(declared.max_age)} days**, in a JetStream stream of each service (${declared.storage} storage, ${declared.retention} retention). What is older is in the
  log: the service's RPC \`Subscribe\` gives it, from a position. A JetStream stream that was lost is published again from the log, with the same \`ce-id\`s;
  durable consumers are there again where they were, and until then asking them fails: ask again. What was acknowledged in the last seconds before may come again.
- **With digests**: \`ce-datacrc32\` of the payload, \`ce-headcrc32\` of the headers. What fails one, or is no JSON, broke on its way, in the network or in
  a client's parser: acknowledge nothing, take nothing more from that connection, connect anew and have the message delivered again. Only what comes
  with the same bytes by another connection is broken in the store.
- **Only added to.** Within v1 events, fields and attributes come in addition, and none goes or changes its meaning: pass over what you do not know. A breaking
  change is \`v2\`, beside v1 for a while.
- **What has its type's zero may be left out**, as in protobuf JSON: an absent text is \`""\`, an absent number 0, an absent boolean false, an absent list
  empty. "or none" below: absent means none, and zero means zero. 64-bit integers are strings of digits.
- **Only the service's relay publishes** on these subjects, and a subscriber has a login that can do nothing but hear: \`marketing bus login NAME --tenant ID\` makes one. It
  hears that tenant's events, by one durable consumer of the login's name on each JetStream stream, which is there already: a login makes, changes and removes none. JetStream
  is asked at the API prefix \`$JS.<STREAM>.API\` (\`nc.jetstream({ apiPrefix: "$JS.LEAD.API" })\`, \`nats --js-api-prefix\`). Core NATS subscriptions to
  \`marketing.<service>.v1.*.*.<tenant>\` work too, for what passes meanwhile.

${table(["header", "", "", "for instance"], headers)}

${[...new Set(events.map((e) => e.service))].map((service) => serviceSection(service, events, contracts)).join("\n\n")}
`;
};
