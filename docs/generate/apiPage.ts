import { defaults } from "@marketing/shared/base/defaults";
import type { Method } from "@marketing/shared/grpc/method";
import protobuf from "protobufjs";
import { type Contract, isOptional, nameOf } from "./contracts.ts";
import { type ErrorReason, errorReasons } from "./errorReasons.ts";
import { type LimitsOfMessages, limitsOfMessages, shownLimit } from "./limits.ts";
import { code, generated, prose, table } from "./markdown.ts";

const packageOf = (name: string): string => name.split(".").slice(0, -1).join(".");
const lastOf = (name: string): string => name.split(".").at(-1)!;

const wellKnown: Readonly<Record<string, string>> = { "google.protobuf.Timestamp": "Timestamp", "google.protobuf.Struct": "Struct" };

/** A field's type, with a link to it where it is one of ours. */
const typeOf = (field: protobuf.Field): string => {
  const { resolvedType } = field.resolve();
  const own = resolvedType ? nameOf(resolvedType) : "";
  const shown = own.startsWith("marketing.") ? `[${lastOf(own)}](#${own})` : (wellKnown[own] ?? field.type);
  if (field instanceof protobuf.MapField) return `map&lt;${field.keyType}, ${shown}&gt;`;
  return `${field.repeated ? "repeated " : ""}${isOptional(field) ? "optional " : ""}${shown}`;
};

/** Members of a `oneof` name it. */
const remark = (field: protobuf.Field): string => {
  const choice = field.partOf && !isOptional(field) ? `One of ${code(field.partOf.name)}. ` : "";
  return `${choice}${field.comment ?? ""}`;
};

const fieldTable = (message: protobuf.Type, limits: LimitsOfMessages): string => {
  const own = limits.get(nameOf(message));
  if (message.fieldsArray.length === 0) return "No fields.";
  const rows = message.fieldsArray.map((field) => [
    code(field.name),
    typeOf(field),
    ...(own ? [shownLimit(own.get(field.name))] : []),
    remark(field),
  ]);
  return table(["field", "type", ...(own ? ["at most"] : []), ""], rows);
};

const kinds: Readonly<Record<Method["kind"], string>> = {
  unary: "",
  serverStream: "answers in a stream",
  clientStream: "asks in a stream",
  bidiStream: "asks and answers in streams",
};

const rpcSection = (rpc: protobuf.Method, asks: Method, limits: LimitsOfMessages): string => {
  const facts = [
    `scope ${code(asks.scope)}`,
    asks.tenant === "none" ? "of no tenant" : "",
    kinds[asks.kind],
    asks.maxBytes === defaults.edge.requestBytes ? "" : `a request up to ${asks.maxBytes / 1_048_576} MiB`,
    asks.deadlineMs === null ? "no deadline of its own" : asks.deadlineMs === 30_000 ? "" : `deadline ${asks.deadlineMs / 1_000} s`,
  ];
  const [request, response] = [rpc.resolvedRequestType!, rpc.resolvedResponseType!];
  return [
    `### ${rpc.parent!.name}.${rpc.name}`,
    facts.filter(Boolean).join(" · "),
    rpc.comment && prose(rpc.comment),
    `**${request.name}**${request.comment ? `: ${request.comment.replaceAll("\n", " ")}` : ""}`,
    fieldTable(request, limits),
    `**${response.name}**${response.comment ? `: ${response.comment.replaceAll("\n", " ")}` : ""}`,
    fieldTable(response, limits),
  ]
    .filter(Boolean)
    .join("\n\n");
};

const messageSection = (message: protobuf.Type, limits: LimitsOfMessages): string =>
  [`<a id="${nameOf(message)}"></a>**${message.name}**`, message.comment && prose(message.comment), fieldTable(message, limits)]
    .filter(Boolean)
    .join("\n\n");

const enumSection = (one: protobuf.Enum): string => {
  const rows = Object.keys(one.values).map((value) => [code(value), one.comments[value] ?? ""]);
  return [`<a id="${nameOf(one)}"></a>**${one.name}**`, one.comment && prose(one.comment), table(["value", ""], rows)]
    .filter(Boolean)
    .join("\n\n");
};

const reasonTable = (reasons: ReadonlyArray<ErrorReason>): string =>
  table(
    ["reason", "code", ""],
    reasons.map(({ reason, code: name, says }) => [code(reason), name, says]),
  );

/** The services of one package, then the messages they share, then what they refuse with. */
const packageSection = (
  name: string,
  contracts: ReadonlyArray<Contract>,
  methods: ReadonlyMap<string, Method>,
  limits: LimitsOfMessages,
): string => {
  const services = contracts.flatMap((c) => c.services);
  const rpcs = services.flatMap((service) => service.methodsArray);
  const ofCalls = new Set(rpcs.flatMap((rpc) => [rpc.resolvedRequestType, rpc.resolvedResponseType]));
  const shared = contracts.flatMap((c) => c.messages.filter((message) => !ofCalls.has(message)));
  const enums = contracts.flatMap((c) => c.enums);
  const asked = (rpc: protobuf.Method): Method => {
    const found = methods.get(`${name}.${rpc.parent!.name}.${rpc.name}`);
    if (!found) throw new Error(`nobody serves ${name}.${rpc.parent!.name}.${rpc.name}`);
    return found;
  };
  const program = name.split(".")[1]!;
  const ofEveryService = program === "operations" || program === "directory";
  const reasons = ofEveryService ? [] : errorReasons(`services/${program}/src`);
  return [
    `## ${name}`,
    ...services.flatMap((service) => [
      service.comment && prose(service.comment),
      ...service.methodsArray.map((rpc) => rpcSection(rpc, asked(rpc), limits)),
    ]),
    (shared.length > 0 || enums.length > 0) && `### Types of ${name}`,
    ...shared.map((message) => messageSection(message, limits)),
    ...enums.map(enumSection),
    reasons.length > 0 && `### Reasons of ${name}`,
    reasons.length > 0 && reasonTable(reasons),
  ]
    .filter(Boolean)
    .join("\n\n");
};

const anchor = (service: protobuf.Service, rpc: protobuf.Method): string => `[${rpc.name}](#${`${service.name}${rpc.name}`.toLowerCase()})`;

/** docs/api.md. Throws when an RPC of a contract is served by nobody. */
export const apiPage = (all: ReadonlyArray<Contract>, methods: ReadonlyMap<string, Method>): string => {
  const contracts = all.filter(({ services }) => services.length > 0);
  const packages = [...new Set(contracts.map((c) => c.package))];
  const limits = limitsOfMessages(contracts, methods);
  const contents = contracts.flatMap((c) =>
    c.services.map((service) => [
      `${packageOf(nameOf(service))}.**${service.name}**`,
      service.methodsArray.map((rpc) => anchor(service, rpc)).join(" "),
    ]),
  );
  return `${generated("protos/, the services' methods and the errors in their source")}

# gRPC API

${table(["service", "RPCs"], contents)}

## Every call

- **Key**: metadata \`authorization: Bearer <API key>\`. The tenant is the key's; the platform's key names one in \`x-tenant-id\`, where a call is about one. A call needs the
  scope that stands beside it; \`*\` and \`<service>:*\` hold several.
- **Commands** take \`request_id\`: a repeat gets the first answer and does nothing more. \`expected_version\` refuses with ABORTED when something was changed since. They answer with
  \`version\` and log \`position\`; a query with \`min_position\` waits, for a bounded time, until its view has come that far, and is refused with
  OUT_OF_RANGE where the service's log has no such position.
- **Lists** take \`page_size\` and \`page_token\`, which belongs to the query it came from. A page ends where its rows have 3.5 MiB, with fewer than were asked for: as long as there is
  a \`next_page_token\` there is more. **Subscribe** gives history from a position and then what comes.
- **Limits** are units an hour, of a key and of all keys of a tenant together. A call costs one; a batch or a stream costs one for each event, row, id or message, both ways.
  RESOURCE_EXHAUSTED tells in \`RetryInfo\` when there is more. A batch is taken whole or not at all; of a stream what was taken before is answered first.
- **Deadline**: 30 s where the caller sets none and nothing else stands beside the call; none for streams. A call that is cancelled or late is given up in the database too. Only UNAVAILABLE is worth an immediate retry.
- **Admission**: who calls is looked at before the request is received. A request, or message of a stream, has 512 KiB at most where nothing else stands beside the call, and 20 s to
  arrive once it has begun; metadata have 16 KiB. REQUEST_TOO_LARGE and ANSWER_TOO_LARGE say both sizes, and come without \`RetryInfo\`: send, or ask for, less at a time. A tenant runs 64 calls at once in each process, for each scope, more wait up to 30 s, and has 100 open streams: what is more is
  RESOURCE_EXHAUSTED, with a time to try again in \`RetryInfo\`. A stream ends with UNAUTHENTICATED seconds after its key was revoked or has expired.
- **Errors** carry \`google.rpc.Status\` in \`grpc-status-details-bin\`: \`ErrorInfo\` with a stable \`reason\`, \`BadRequest\` with every field that is wrong, \`RetryInfo\` where a time is known.
- **Limits**: what stands under *at most* is checked before anything of the field is read; characters are code points. Every field that has more is named, with
  INVALID_ARGUMENT. In \`TrackEvents\` and \`TrackStream\` an event with a field that is too long is rejected alone.
- **Numbers**: those of a \`Struct\` are doubles. A whole one beyond 2^53 may have lost digits before it arrived, and is refused with INVALID_ARGUMENT, as are NaN and infinity;
  where the answer has warnings it is kept, with the warning \`number_rounded\`. Ids and amounts of more digits are sent as text. \`properties\` of events are JSON as text and keep
  every digit, in the log, on the bus and in every answer; an answer that is a \`Struct\` has what no double holds as text.
- \`x-request-id\` comes back as it was sent; \`traceparent\` goes into the events. Health (\`grpc.health.v1\`) and reflection are served beside these.

### Reasons of every service

${reasonTable([{ reason: "INVALID_FIELDS", code: "INVALID_ARGUMENT", says: "every field that is wrong, in BadRequest" }, ...errorReasons("shared/src")])}

${packages
  .map((name) =>
    packageSection(
      name,
      contracts.filter((c) => c.package === name),
      methods,
      limits,
    ),
  )
  .join("\n\n")}
`;
};
