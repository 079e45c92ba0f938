import { foreignApi } from "@marketing/shared/bus/accounts";
import type { NatsConnection } from "@marketing/shared/bus/connection";
import { streamName } from "@marketing/shared/bus/subject";

export interface Target {
  readonly service: string;
  /** Durable consumers of others on its JetStream stream. */
  readonly durables: ReadonlyArray<string>;
}

export interface Attacker {
  readonly nc: NatsConnection;
  /** Its own service, or itself as a login: what it may do there is no attack. */
  readonly own: string | null;
  readonly durable: string | null;
  readonly tenants: ReadonlyArray<string>;
}

const json = (value: unknown): string => JSON.stringify(value);

/** Requests to the JetStream API that change or take what is another's, each with its body. */
const deeds = ({ service, durables }: Target, tenant: string): ReadonlyArray<readonly [request: string, body: unknown]> => {
  const stream = streamName(service);
  const subjects = [`marketing.${service}.>`];
  const push = { deliver_subject: "_INBOX.thief", ack_policy: "none", deliver_policy: "all" };
  return [
    [`STREAM.PURGE.${stream}`, {}],
    [`STREAM.MSG.DELETE.${stream}`, { seq: 1 }],
    [`STREAM.UPDATE.${stream}`, { name: stream, subjects, max_msgs: 1, retention: "limits", storage: "file", discard: "old" }],
    [`STREAM.RESTORE.${stream}`, { config: { name: stream, subjects } }],
    [`STREAM.SNAPSHOT.${stream}`, { deliver_subject: "_INBOX.thief" }],
    [`STREAM.LEADER.STEPDOWN.${stream}`, {}],
    [`STREAM.DELETE.${stream}`, ""],
    ["STREAM.CREATE.THIEF", { name: "THIEF", subjects, retention: "limits", storage: "memory", discard: "old" }],
    ...durables.flatMap((durable): [string, unknown][] => [
      [`CONSUMER.DELETE.${stream}.${durable}`, ""],
      [`CONSUMER.DURABLE.CREATE.${stream}.${durable}`, { stream_name: stream, config: { durable_name: durable, ...push } }],
      [
        `CONSUMER.CREATE.${stream}.${durable}.marketing.${service}.v1.*.*.${tenant}`,
        {
          stream_name: stream,
          config: { ...push, name: durable, durable_name: durable, filter_subject: `marketing.${service}.v1.*.*.${tenant}` },
        },
      ],
      [`CONSUMER.MSG.NEXT.${stream}.${durable}`, { batch: 10, no_wait: true }],
    ]),
  ];
};

/** What an answer, sent where the attacker chooses, would do there. */
const evilReplies = (targets: ReadonlyArray<Target>, tenant: string): string[] =>
  targets.flatMap(({ service, durables }) => {
    const stream = streamName(service);
    return [
      `marketing.${service}.v1.forged.by-answer.${tenant}`,
      `$JS.API.STREAM.PURGE.${stream}`,
      `$JS.API.STREAM.DELETE.${stream}`,
      `${foreignApi(stream)}.STREAM.PURGE.${stream}`,
      `$JS.API.ACCOUNT.PURGE.${stream}`,
      ...durables.flatMap((durable) => [`$JS.ACK.${stream}.${durable}.1.1.1.1.0`, `$JS.ACK.${stream}.${durable}.1.2.2.1.0`]),
    ];
  });

/** Tries everything forbidden there is, by every name it may have. Gives how many tries that were. */
export const attack = async ({ nc, own, durable, tenants }: Attacker, targets: ReadonlyArray<Target>): Promise<number> => {
  let tries = 0;
  const send = (subject: string, body: unknown, reply?: string): void => {
    tries += 1;
    nc.publish(subject, body === "" ? "" : json(body), { reply: reply ?? `_INBOX.thief.${tries}` });
  };
  const foreign = targets.filter(({ service }) => service !== own);
  const [tenant = "x"] = tenants;
  for (const target of foreign) {
    const stream = streamName(target.service);
    for (const of of tenants) send(`marketing.${target.service}.v1.forged.directly.${of}`, { forged: true });
    const others = {
      ...target,
      durables: target.durables.filter((one) => one !== durable && !(own !== null && one.startsWith(`${own}-`))),
    };
    for (const [request, body] of deeds(others, tenant)) {
      if (request.startsWith("STREAM.CREATE.THIEF") && own !== null) continue; // in its own account a service makes what it likes
      for (const prefix of ["$JS.API", foreignApi(stream)]) send(`${prefix}.${request}`, body);
    }
    for (const one of others.durables) send(`$JS.ACK.${stream}.${one}.1.1.1.1.0`, "");
    // What it may ask, it asks with the answer sent where it may not.
    for (const reply of evilReplies(foreign, tenant)) {
      for (const prefix of ["$JS.API", foreignApi(stream)])
        for (const request of [`STREAM.INFO.${stream}`, `CONSUMER.INFO.${stream}.${durable ?? "x"}`])
          send(`${prefix}.${request}`, "", reply);
      for (const prefix of ["$JS.API", foreignApi(stream)])
        send(`${prefix}.CONSUMER.MSG.NEXT.${stream}.${durable ?? "x"}`, { batch: 1, no_wait: true }, reply);
      send(`$JS.ACK.${stream}.${durable ?? "x"}.1.1.1.1.0`, "", reply);
    }
    // Who may make consumers makes one that pushes where it may not; where the subject names the filter, the filter is the tenant's.
    for (const [n, deliver] of evilReplies(foreign, tenant).entries()) {
      const name = `push${n}`;
      const config = { name, ack_policy: "none", deliver_policy: "all", deliver_subject: deliver, headers_only: true };
      for (const prefix of ["$JS.API", foreignApi(stream)])
        send(`${prefix}.CONSUMER.CREATE.${stream}.${name}`, { stream_name: stream, config });
    }
  }
  for (const subject of ["$SYS.REQ.SERVER.PING", "$SYS.REQ.ACCOUNT.LEAD.CONNZ", "$SYS.REQ.CLAIMS.UPDATE", "$JS.API.ACCOUNT.PURGE.LEAD"])
    send(subject, {});
  await nc.flush();
  return tries;
};
