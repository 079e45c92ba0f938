import { createHash } from "node:crypto";
import { serviceSubjects, streamName, tokenOf } from "./subject.ts";

/*
 * Who may do what on the bus, as accounts of a NATS server. Permissions of users within one account are no wall: whoever may send one
 * request chooses where its answer goes, and the server publishes the answer there in its own name. Across accounts an answer comes back
 * into the account that asked. So every service's JetStream stream is in an account of its own, which says what others may ask it; every
 * other account says what it asks.
 */

/** A user of an account; `password` is what stands in the file, a `$VARIABLE` or a text in quotes. */
export interface BusUser {
  readonly user: string;
  readonly password: string;
  readonly permissions?: { readonly publish: Permission; readonly subscribe: Permission };
}

interface Permission {
  readonly allow: ReadonlyArray<string>;
  readonly deny?: ReadonlyArray<string>;
}

type Export = { readonly service: string; readonly response?: "stream" } | { readonly stream: string };
type Import = { readonly service: Remote; readonly to?: string } | { readonly stream: Remote };

interface Remote {
  readonly account: string;
  readonly subject: string;
}

export interface BusAccount {
  readonly name: string;
  readonly jetStream: boolean;
  readonly users: ReadonlyArray<BusUser>;
  readonly exports: ReadonlyArray<Export>;
  readonly imports: ReadonlyArray<Import>;
  /** Connections of the account, and of each of them subscriptions and the bytes of one message. Absent: the server's own. */
  readonly limits?: { readonly max_connections: number; readonly max_subscriptions: number; readonly max_payload: number };
}

/** What a service hears of another: its JetStream stream, and the durable consumers that it keeps there. */
export interface Hearing {
  readonly service: string;
  readonly durables: ReadonlyArray<string>;
}

export interface ServiceOnBus {
  readonly service: string;
  readonly hears: ReadonlyArray<Hearing>;
}

const advisory = (stream: string, durable: string): string => `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${stream}.${durable}`;

/** Requests to the JetStream API that read, and make and remove one's own consumers; the last one is answered many times. */
const reading = (stream: string): ReadonlyArray<string> => [
  `STREAM.INFO.${stream}`,
  `STREAM.MSG.GET.${stream}`,
  `CONSUMER.CREATE.${stream}.>`,
  `CONSUMER.INFO.${stream}.*`,
  `CONSUMER.DELETE.${stream}.*`,
  `CONSUMER.MSG.NEXT.${stream}.*`,
];

/**
 * Where an account asks for a JetStream stream of another's: every account finds an API of its own at `$JS.API`, if only to be told that it
 * has none. Official clients call it the API prefix.
 */
export const foreignApi = (stream: string): string => `$JS.${stream}.API`;

const exportsOf = (service: string): Export[] => {
  const stream = streamName(service);
  return [
    ...reading(stream).map(
      (request): Export => ({ service: `$JS.API.${request}`, ...(request.includes(".MSG.NEXT.") && { response: "stream" as const }) }),
    ),
    { service: `$JS.ACK.${stream}.>` },
    { stream: serviceSubjects(service) },
    { stream: advisory(stream, "*") },
  ];
};

const asking = (account: string, requests: ReadonlyArray<string>): Import[] =>
  requests.map((request) => ({ service: { account, subject: `$JS.API.${request}` }, to: `${foreignApi(account)}.${request}` }));

const asked = (account: string, requests: ReadonlyArray<string>): string[] =>
  requests.map((request) => `${foreignApi(account)}.${request}`);

/** Requests that would take or change the durable consumers that services keep on some JetStream streams, but for one's own. */
const durablesOf = (all: ReadonlyArray<ServiceOnBus>, on: ReadonlyArray<string>, but?: string): string[] =>
  all
    .filter(({ service }) => service !== but)
    .flatMap(({ hears }) => hears.filter(({ service }) => on.includes(service)))
    .flatMap(({ service, durables }) =>
      durables.flatMap((durable) => {
        const stream = streamName(service);
        return asked(stream, [
          `CONSUMER.*.${stream}.${durable}`,
          `CONSUMER.*.${stream}.${durable}.>`,
          `CONSUMER.MSG.NEXT.${stream}.${durable}`,
        ]);
      }),
    );

/** A service: the owner of its JetStream stream, the only one that can publish, purge, delete; a reader of those that it hears. */
export const serviceAccount = ({ service, hears }: ServiceOnBus, all: ReadonlyArray<ServiceOnBus>): BusAccount => {
  const stream = streamName(service);
  const heard = hears.map(({ service: other, durables }) => ({ other, of: streamName(other), durables }));
  const own = ["INFO", "CREATE", "UPDATE", "DELETE", "PURGE", "MSG.GET", "MSG.DELETE"].map((what) => `$JS.API.STREAM.${what}.${stream}`);
  const acknowledging = heard.flatMap(({ of, durables }) => durables.map((durable) => `$JS.ACK.${of}.${durable}.>`));
  return {
    name: stream,
    jetStream: true,
    users: [
      {
        user: service,
        password: `$${service.toUpperCase()}_NATS_PASSWORD`,
        permissions: {
          publish: {
            allow: [
              serviceSubjects(service),
              "marketing.hint.>",
              ...own,
              `$JS.API.CONSUMER.LIST.${stream}`,
              `$JS.API.CONSUMER.*.${stream}.>`,
              `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
              `$JS.ACK.${stream}.>`,
              ...heard.flatMap(({ of }) => asked(of, reading(of))),
              ...acknowledging,
            ],
            deny: durablesOf(
              all,
              heard.map(({ other }) => other),
              service,
            ),
          },
          subscribe: {
            allow: [
              "_INBOX.>",
              "marketing.hint.>",
              ...heard.flatMap(({ of, durables }) => durables.map((durable) => advisory(of, durable))),
            ],
          },
        },
      },
    ],
    exports: exportsOf(service),
    imports: heard.flatMap(({ of, durables }): Import[] => [
      ...asking(of, reading(of)),
      ...durables.flatMap((durable): Import[] => [
        { service: { account: of, subject: `$JS.ACK.${of}.${durable}.>` } },
        { stream: { account: of, subject: advisory(of, durable) } },
      ]),
    ]),
  };
};

/** Operators look at everything, and make the consumers of logins; they can publish, purge and delete nothing. */
export const operatorAccount = (all: ReadonlyArray<ServiceOnBus>): BusAccount => {
  const services = all.map(({ service }) => service);
  return {
    name: "OPERATORS",
    jetStream: false,
    users: [
      {
        user: "operator",
        password: "$OPERATOR_NATS_PASSWORD",
        permissions: {
          publish: {
            allow: services.map(streamName).flatMap((account) => asked(account, reading(account))),
            deny: durablesOf(all, services),
          },
          subscribe: { allow: ["_INBOX.>", ...services.map(serviceSubjects)] },
        },
      },
    ],
    exports: [],
    imports: services.flatMap((service): Import[] => {
      const account = streamName(service);
      return [...asking(account, reading(account)), { stream: { account, subject: serviceSubjects(service) } }];
    }),
  };
};

/** A login from outside: it hears one tenant's events of some services, and nothing else in the world. */
export interface BusLogin {
  /** Also the name of its user, its account and its durable consumer on every JetStream stream. */
  readonly name: string;
  readonly tenantId: string;
  readonly services: ReadonlyArray<string>;
  readonly password: string;
}

/** What a login of that name is called: two tenants' logins never meet, and it is a durable's name as it stands (under 32 characters). */
export const loginName = (name: string, tenantId: string): string =>
  `${name}-${createHash("sha256").update(tenantId).digest("hex").slice(0, 12)}`;

/** Everything of one tenant: `marketing.<service>.v1.*.*.<tenant>`. */
export const tenantSubject = (service: string, tenantId: string): string => `marketing.${tokenOf(service)}.v1.*.*.${tokenOf(tenantId)}`;

/** What a login asks of one service's account. */
const using = (account: string, name: string): string[] => [`CONSUMER.INFO.${account}.${name}`, `CONSUMER.MSG.NEXT.${account}.${name}`];

/**
 * A subscriber needs a few subscriptions, and sends requests and acknowledgements. Each subscription costs the server kilobytes: without a
 * limit one login takes all the memory there is.
 */
const loginLimits = { max_connections: 100, max_subscriptions: 100, max_payload: 65_536 };

export const loginAccount = ({ name, tenantId, services, password }: BusLogin): BusAccount => ({
  name,
  jetStream: false,
  limits: loginLimits,
  users: [
    {
      user: name,
      password: JSON.stringify(password),
      permissions: {
        publish: {
          allow: services.map(streamName).flatMap((account) => [...asked(account, using(account, name)), `$JS.ACK.${account}.${name}.>`]),
        },
        subscribe: { allow: ["_INBOX.>", ...services.map((service) => tenantSubject(service, tenantId))] },
      },
    },
  ],
  exports: [],
  imports: services.flatMap((service): Import[] => {
    const account = streamName(service);
    return [
      ...asking(account, using(account, name)),
      { service: { account, subject: `$JS.ACK.${account}.${name}.>` } },
      { stream: { account, subject: tenantSubject(service, tenantId) } },
    ];
  }),
});

const quoted = (value: string): string => JSON.stringify(value);
const listed = (values: ReadonlyArray<string>): string => `[${values.map(quoted).join(", ")}]`;

const permission = ({ allow, deny = [] }: Permission): string =>
  `{ allow: ${listed(allow)}${deny.length > 0 ? `, deny: ${listed(deny)}` : ""} }`;

const userText = ({ user, password, permissions }: BusUser): string =>
  `{ user: ${quoted(user)}, password: ${password}${
    permissions ? `, permissions: { publish: ${permission(permissions.publish)}, subscribe: ${permission(permissions.subscribe)} }` : ""
  } }`;

const remote = ({ account, subject }: Remote): string => `{ account: ${quoted(account)}, subject: ${quoted(subject)} }`;

const exportText = (one: Export): string =>
  "stream" in one
    ? `{ stream: ${quoted(one.stream)} }`
    : `{ service: ${quoted(one.service)}${one.response ? `, response: ${one.response}` : ""} }`;

const importText = (one: Import): string =>
  "stream" in one
    ? `{ stream: ${remote(one.stream)} }`
    : `{ service: ${remote(one.service)}${one.to === undefined ? "" : `, to: ${quoted(one.to)}`} }`;

/**
 * An account as NATS's configuration has it, one entry of `accounts`: with a line for every export and import, or on one line, so that a
 * list of accounts is a list of lines.
 */
export const accountText = ({ name, jetStream, limits, users, exports, imports }: BusAccount, oneLine = false): string => {
  const list = (title: string, entries: ReadonlyArray<string>): string[] =>
    entries.length === 0 ? [] : [`${title}: [${oneLine ? entries.join(", ") : `\n    ${entries.join("\n    ")}\n  `}]`];
  const parts = [
    ...(jetStream ? ["jetstream: enabled"] : []),
    ...(limits
      ? [
          `limits: { ${Object.entries(limits)
            .map(([what, most]) => `${what}: ${most}`)
            .join(", ")} }`,
        ]
      : []),
    ...list("users", users.map(userText)),
    ...list("exports", exports.map(exportText)),
    ...list("imports", imports.map(importText)),
  ];
  return `${quoted(name)}: {${oneLine ? ` ${parts.join(", ")} ` : `\n  ${parts.join("\n  ")}\n`}}`;
};
