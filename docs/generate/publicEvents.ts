/** Every public event: its contract, and examples as the services' own code publishes and encodes them. */

import type { RecordedEvent } from "@marketing/shared/base/event";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { streamName, subjectOf, tokenOf } from "@marketing/shared/bus/subject";
import type protobuf from "protobufjs";
import { type Contract, nameOf } from "./contracts.ts";
import { type JsonSchema, schemaOf } from "./jsonSchema.ts";
import { type Publishing, publishing } from "./platform.ts";

export interface Example {
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: object;
}

export interface PublicEventDoc {
  readonly service: string;
  /** marketing.lead.v1.LeadCaptured */
  readonly type: string;
  /** "user.created"; "event.<event-name>" where callers choose the name. */
  readonly name: string;
  /** Without the tenant. */
  readonly subject: string;
  readonly stream: string;
  readonly description: string;
  readonly message: protobuf.Type;
  readonly schema: JsonSchema;
  readonly examples: ReadonlyArray<Example>;
}

const tenantId = "018f0000-0000-7000-8000-0000000000aa";
const recordedAt = new Date(Date.UTC(2026, 4, 4, 9, 30, 1, 250));

/** The sample as the log would give it. */
const recorded = (streamId: string, { type, data }: Publishing["samples"][number][1], position: number): RecordedEvent => ({
  ...{ position, tenantId, streamId, version: 3, type, schemaVersion: 1, data, subjectId: null, recordedAt },
  eventId: `019f1b2c-3d4e-7000-8000-${String(position).padStart(12, "0")}`,
  metadata: {
    correlationId: "019f1b2c-0000-7000-8000-000000000001",
    causationId: "019f1b2c-0000-7000-8000-000000000002",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  },
});

const headersOf = (block: string): Record<string, string> =>
  Object.fromEntries(
    block
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );

/** Every sample as the bus would carry it, with its ce-type. */
const examplesOf = ({ service, publish, samples }: Publishing): ReadonlyArray<Example & { readonly type: string }> =>
  samples.map(([streamId, sample], i) => {
    const event = recorded(streamId, sample, 4_200 + i);
    const told = publish(event);
    if (told === null) throw new Error(`${service} does not publish ${sample.type}, of which it has a sample`);
    const guards = { messageId: event.eventId, lastSequence: 4_100 + i, lastMessageId: "019f1b2c-3d4e-7000-8000-000000000003" };
    const { headers, payload } = encodeCloudEvent(service, event, told, guards);
    const subject = subjectOf(service, told.entity, told.event, tenantId);
    return { type: told.type, subject, headers: headersOf(headers.toString("latin1")), payload: JSON.parse(payload.toString()) as object };
  });

/** What a message's comment says behind the name of its event. */
const meaningOf = (message: protobuf.Type, name: string): string => {
  const comment = message.comment ?? "";
  const rest = comment.startsWith(name) ? comment.slice(name.length).replace(/^[:,]?\s*/, "") : comment;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};

/** In the order of the contracts. Throws where contracts, published types and samples do not name the same events. */
export const publicEvents = (contracts: ReadonlyArray<Contract>): ReadonlyArray<PublicEventDoc> =>
  publishing.flatMap((one) => {
    const contract = contracts.find((c) => c.path === `marketing/${one.service}/v1/${one.service}_events.proto`);
    if (!contract) throw new Error(`no contract of the events of ${one.service}`);
    const examples = examplesOf(one);
    const subjects = new Map(one.publicTypes.map(({ type, subject }) => [type, subject]));
    const unknown = [...subjects.keys()].filter((type) => !contract.messages.some((message) => nameOf(message) === type));
    if (unknown.length > 0) throw new Error(`published, but not in ${contract.path}: ${unknown.join(", ")}`);
    return contract.messages.flatMap((message): PublicEventDoc[] => {
      const type = nameOf(message);
      const subject = subjects.get(type);
      if (subject === undefined) return []; // a part of other messages
      const name = subject.split(".").slice(3).join(".");
      const shown = examples.filter((example) => example.type === type).map(({ type: _, ...example }) => example);
      if (shown.length === 0) throw new Error(`no sample of ${type}`);
      const description = meaningOf(message, name);
      return [
        {
          service: one.service,
          type,
          name,
          subject,
          stream: streamName(one.service),
          description,
          message,
          schema: schemaOf(message),
          examples: shown,
        },
      ];
    });
  });

/** The tenant's part of a subject. */
export const exampleTenant = { id: tenantId, token: tokenOf(tenantId) };
