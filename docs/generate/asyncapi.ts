/** The bus as an AsyncAPI 3 document. https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
import { streamConfig } from "@marketing/shared/bus/stream";
import { stringify } from "yaml";
import { headerMeanings, optionalHeaders } from "./headers.ts";
import type { JsonSchema } from "./jsonSchema.ts";
import { exampleTenant, type PublicEventDoc } from "./publicEvents.ts";

const patterns: Readonly<Record<string, Partial<JsonSchema>>> = {
  "ce-time": { format: "date-time" },
  "ce-sequence": { pattern: "^[0-9]{20}$" },
  "ce-streamversion": { pattern: "^[0-9]+$" },
  "ce-schemaversion": { pattern: "^[0-9]+$" },
  "ce-datacrc32": { pattern: "^[0-9a-f]{8}$" },
  "ce-headcrc32": { pattern: "^[0-9a-f]{8}$" },
};

const commonHeaders = {
  type: "object",
  required: Object.keys(headerMeanings).filter((name) => !optionalHeaders.has(name)),
  properties: Object.fromEntries(
    Object.entries(headerMeanings).map(([name, description]) => [name, { type: "string", description, ...patterns[name] }]),
  ),
};

const parameters = {
  tenant: { description: "Its id, as in ce-tenantid; `*` subscribes to all.", examples: [exampleTenant.token] },
  "event-name": { description: "The event's own name in kebab case; `*` subscribes to all.", examples: ["pricing-viewed"] },
};

/** "marketing.tracking.v1.event.{event-name}.{tenant}" */
const addressOf = ({ subject }: PublicEventDoc): string => `${subject.replaceAll("<", "{").replaceAll(">", "}")}.{tenant}`;
const reference = (...path: string[]) => ({ $ref: `#/${path.map((part) => part.replaceAll("/", "~1")).join("/")}` });

const channel = (event: PublicEventDoc) => ({
  address: addressOf(event),
  description: `JetStream stream ${event.stream}.`,
  messages: { [event.type]: reference("components", "messages", event.type) },
  parameters: Object.fromEntries(
    ["event-name", "tenant"]
      .filter((name) => addressOf(event).includes(`{${name}}`))
      .map((name) => [name, reference("components", "parameters", name)]),
  ),
  "x-jetstream-stream": event.stream,
});

const message = (event: PublicEventDoc) => ({
  name: event.type,
  title: event.name,
  ...(event.description && { description: event.description }),
  contentType: "application/json",
  headers: {
    allOf: [
      reference("components", "schemas", "headers"),
      {
        type: "object",
        properties: { "ce-type": { const: event.type }, "ce-source": { const: `/marketing/${event.service}` } },
      },
    ],
  },
  payload: reference("components", "schemas", event.type),
  examples: event.examples.map(({ headers, payload }) => ({ headers, payload })),
});

const by = <A>(events: ReadonlyArray<PublicEventDoc>, value: (event: PublicEventDoc) => A): Record<string, A> =>
  Object.fromEntries(events.map((event) => [event.type, value(event)]));

/** The document as plain values. Tests put other messages in the place of its examples. */
export const asyncapiDocument = (events: ReadonlyArray<PublicEventDoc>) => ({
  asyncapi: "3.0.0",
  info: {
    title: "Marketing Agents: public events",
    version: "1.0.0",
    description:
      "What the five services tell everybody. One event is one CloudEvent on NATS JetStream, at least once and in the order of the service's log. " +
      "Within v1 fields, events and header attributes are only added. docs/events.md says the same for people.",
  },
  defaultContentType: "application/json",
  servers: { bus: { host: "127.0.0.1:4222", protocol: "nats", description: "NATS with JetStream; the address of yours is in NATS_URL." } },
  channels: by(events, channel),
  operations: Object.fromEntries(
    events.map(({ type }) => [
      type,
      { action: "send", channel: reference("channels", type), messages: [reference("channels", type, "messages", type)] },
    ]),
  ),
  components: {
    parameters,
    messages: by(events, message),
    schemas: { headers: commonHeaders, ...by(events, ({ schema }) => schema) },
  },
  "x-jetstream-streams": [...new Set(events.map(({ service }) => service))].map((service) => streamConfig({ service })),
});

export const asyncapiYaml = (events: ReadonlyArray<PublicEventDoc>): string =>
  `# Generated from protos/ and the services' events.ts by \`npm run docs\`: change those, not this.\n${stringify(asyncapiDocument(events), { aliasDuplicateObjects: false, lineWidth: 140, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" })}`;
