import { randomBytes } from "node:crypto";
import { accountText, type BusLogin, foreignApi, loginAccount, loginName, tenantSubject } from "@marketing/shared/bus/accounts";
import { connectBus } from "@marketing/shared/bus/connection";
import { declareDurable } from "@marketing/shared/bus/consumers";
import { jsRequest } from "@marketing/shared/bus/jsApi";
import { streamName } from "@marketing/shared/bus/subject";

/*
 * Logins to the bus for those outside: each hears one tenant's events, by one durable consumer on the JetStream stream of each service. The
 * NATS server reads them from a file of its own, logins.conf: of each login a comment that says what it is, and its account.
 */

export type { BusLogin } from "@marketing/shared/bus/accounts";

const said = ({ name, tenantId, services }: BusLogin): string => `# ${JSON.stringify({ name, tenantId, services })}`;

/** A new login. Its name says the tenant's too, so that two tenants' logins of one name never meet. */
export const newLogin = (name: string, tenantId: string, services: ReadonlyArray<string>): BusLogin => ({
  name: loginName(name, tenantId),
  tenantId,
  services,
  password: `n${randomBytes(24).toString("hex")}`,
});

/** The logins that a logins.conf holds. */
export const readLogins = (text: string): ReadonlyArray<BusLogin> =>
  text.split("\n").flatMap((line, at, lines) => {
    if (!line.startsWith("# {")) return [];
    const password = /password: ("(?:[^"\\]|\\.)*")/.exec(lines[at + 1] ?? "")?.[1];
    return password === undefined
      ? []
      : [{ ...(JSON.parse(line.slice(2)) as Omit<BusLogin, "password">), password: JSON.parse(password) as string }];
  });

/** A logins.conf that holds these. */
export const writeLogins = (logins: ReadonlyArray<BusLogin>): string =>
  logins.map((login) => `${said(login)}\n${accountText(loginAccount(login), true)}\n`).join("");

/** What a subscriber has to know of its login. */
export const describeLogin = (login: BusLogin, url: string) => ({
  login: login.name,
  tenant_id: login.tenantId,
  /** The operator's address, or addresses, with the login's user and password. */
  nats: url
    .split(",")
    .map((one) => one.trim().replace(/^(\w+:\/\/)?(?:[^@/]*@)?/, (_, scheme = "nats://") => `${scheme}${login.name}:${login.password}@`))
    .join(","),
  durable: login.name,
  streams: login.services.map((service) => ({
    service,
    stream: streamName(service),
    subject: tenantSubject(service, login.tenantId),
    api_prefix: foreignApi(streamName(service)),
  })),
});

const consumerOf = (login: BusLogin, service: string, inFlight: number) => ({
  durable_name: login.name,
  filter_subject: tenantSubject(service, login.tenantId),
  deliver_policy: "all",
  replay_policy: "instant",
  ack_policy: "explicit",
  ack_wait: 30_000_000_000,
  max_ack_pending: inFlight,
  max_deliver: -1,
  max_waiting: 512,
});

/** Makes the login's durable consumers, or brings them to these settings; the login itself can only use them. As the operator. */
export const makeConsumers = async (operatorUrl: string, login: BusLogin, inFlight: number): Promise<void> => {
  const { nc, close } = await connectBus({ url: operatorUrl, name: "marketing-logins" });
  try {
    for (const service of login.services) await declareDurable(nc, streamName(service), consumerOf(login, service, inFlight));
  } finally {
    await close(2_000);
  }
};

/** Removes them; that one is not there does not matter. As the operator. */
export const removeConsumers = async (operatorUrl: string, login: BusLogin): Promise<void> => {
  const { nc, close } = await connectBus({ url: operatorUrl, name: "marketing-logins" });
  try {
    for (const service of login.services)
      await jsRequest(nc, `CONSUMER.DELETE.${streamName(service)}.${login.name}`).catch(() => undefined);
  } finally {
    await close(2_000);
  }
};

/** Whether a login can be used at an address: it is let in and finds its consumers. The server reads its file again within seconds. */
export const isLetIn = async (url: string, login?: BusLogin): Promise<boolean> => {
  try {
    const { nc, close } = await connectBus({ url, name: "marketing-logins" });
    try {
      for (const service of login?.services ?? []) await jsRequest(nc, `CONSUMER.INFO.${streamName(service)}.${login!.name}`);
    } finally {
      await close(2_000);
    }
    return true;
  } catch {
    return false;
  }
};

/** The login that an address logs in with, which is the name of its durable consumers too; undefined where it is none. */
export const loginOf = (url: string): string | undefined => /^\w+:\/\/([a-z][a-z0-9-]*-[0-9a-f]{12}):[^@/]*@/.exec(url)?.[1];
