/** Whether a message of the bus is what docs/asyncapi.yaml says of it. */
import { tokenOf } from "@marketing/shared/bus/subject";
import { Ajv, type ValidateFunction } from "ajv";
import { asyncapiDocument } from "./asyncapi.ts";
import { readContracts } from "./contracts.ts";
import { type PublicEventDoc, publicEvents } from "./publicEvents.ts";

export interface BusMessage {
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: unknown;
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The published schema forbids no field, so that v1 may grow. What this version sends has those of its contract and no others. */
const closed = (schema: unknown): unknown => {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const parts = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in schema ? { ...parts, additionalProperties: false } : parts;
};

interface Known {
  readonly event: PublicEventDoc;
  readonly headers: ValidateFunction;
  readonly payload: ValidateFunction;
}

const readKnown = (): ReadonlyMap<string, Known> => {
  const events = publicEvents(readContracts());
  const { schemas, messages } = asyncapiDocument(events).components;
  const ajv = new Ajv({ allErrors: true, strict: false, formats: { "date-time": rfc3339, int32: true, int64: true } });
  ajv.addSchema({ $id: "marketing", components: { schemas } });
  return new Map(
    events.map((event) => [
      event.type,
      {
        event,
        headers: ajv.compile(JSON.parse(JSON.stringify(messages[event.type]!.headers).replaceAll('"#/', '"marketing#/'))),
        payload: ajv.compile(closed(event.schema) as object),
      },
    ]),
  );
};

let known: ReadonlyMap<string, Known> | undefined;

const told = (at: string, validate: ValidateFunction): string[] =>
  (validate.errors ?? []).map(({ instancePath, message, params }) =>
    params.additionalProperty
      ? `${at}${instancePath} has ${params.additionalProperty}, which the contract has not`
      : `${at}${instancePath} ${message}`,
  );

/** What is wrong with a message; nothing = it keeps the contract. */
export const problemsOf = ({ subject, headers, payload }: BusMessage): ReadonlyArray<string> => {
  known ??= readKnown();
  const type = headers["ce-type"] ?? "";
  const found = known.get(type);
  if (!found) return [`${type} is no public event`];
  const problems = [];
  const [own, tenant] = [subject.slice(0, subject.lastIndexOf(".")), subject.slice(subject.lastIndexOf(".") + 1)];
  const wanted = found.event.subject.replace("<event-name>", tokenOf(String((payload as { eventName?: unknown }).eventName)));
  if (own !== wanted || tenant !== headers["ce-tenantid"]) problems.push(`${subject} is no subject of it`);
  if (!found.headers(headers)) problems.push(...told("/headers", found.headers));
  if (!found.payload(payload)) problems.push(...told("/payload", found.payload));
  return problems;
};
