/**
 * A subscriber in TypeScript with the package `nats` alone: keeps the leads of the platform in a SQLite file, each once and in order.
 *
 *   node examples/subscribers/subscribe.ts --nats nats://127.0.0.1:4222 --database leads.db
 */
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { crc32 } from "node:zlib";
import { AckPolicy, type ConsumerMessages, connect, DeliverPolicy, type JsMsg, type NatsConnection, nanos } from "nats";

const { values: options } = parseArgs({
  options: {
    nats: { type: "string", default: process.env.NATS_URL ?? "nats://127.0.0.1:4222" },
    database: { type: "string", default: "leads.db" },
    durable: { type: "string", default: "example-leads-ts" },
    tenant: { type: "string", default: "*" },
    /** How long the bus waits for an acknowledgement before it gives the message again. */
    "ack-wait": { type: "string", default: "30" },
  },
});

const jetStream = "LEAD";
const { protocol, host, username, password } = new URL(options.nats);
/** With a login of `marketing bus login` the durable consumer has its name, and JetStream is asked where its account finds it. */
const isLogin = /-[0-9a-f]{12}$/.test(username) && password !== "";
const durable = isLogin ? username : options.durable;
const apiPrefix = isLogin ? `$JS.${jetStream}.API` : "$JS.API";

/** CloudEvents attributes are percent-encoded in headers. */
const attribute = (message: JsMsg, name: string): string => decodeURIComponent(message.headers?.get(`ce-${name}`) ?? "");

const digest = (bytes: Uint8Array | string): string => crc32(bytes).toString(16).padStart(8, "0");

/** Whether it came as it was sent. Messages from before there were digests have none. */
const isWhole = (message: JsMsg): boolean => {
  const lines = [...(message.headers ?? [])].flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const [name, ofHead] = lines.at(-1) ?? [];
  const above = lines.slice(0, -1).map(([name, value]) => `${name}: ${value}\r\n`);
  const ofData = message.headers?.get("ce-datacrc32");
  if (name !== "ce-headcrc32") return !ofData;
  return ofHead === digest(above.join("")) && ofData === digest(message.data);
};

const openDatabase = (path: string) => {
  const db = new DatabaseSync(path, { timeout: 5_000 }); // waits for who reads it meanwhile, instead of failing
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)");
  db.exec("CREATE TABLE IF NOT EXISTS history (n INTEGER PRIMARY KEY, position INTEGER, tenant TEXT, type TEXT, stream TEXT, data TEXT)");
  const remember = db.prepare("INSERT INTO seen (id) VALUES (?) ON CONFLICT DO NOTHING");
  const write = db.prepare("INSERT INTO history (position, tenant, type, stream, data) VALUES (?, ?, ?, ?, ?)");
  /** What the event brings about and the memory of it commit together: whatever dies, it counts once. False = it had been done. */
  const apply = (message: JsMsg): boolean => {
    db.exec("BEGIN IMMEDIATE");
    try {
      const isNew = remember.run(attribute(message, "id")).changes === 1;
      if (isNew) {
        const of = ["tenantid", "type", "subject"].map((name) => attribute(message, name)) as [string, string, string];
        write.run(Number(attribute(message, "sequence")), ...of, message.string());
      }
      db.exec("COMMIT");
      return isNew;
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  };
  return { apply, close: () => db.close() };
};

/**
 * The bus keeps the place of a durable consumer. The same call again changes nothing; a login has one from the platform, and may make none.
 */
const consumer = async (nc: NatsConnection) => {
  const js = nc.jetstream({ apiPrefix });
  if (isLogin) return js.consumers.get(jetStream, durable);
  const manager = await nc.jetstreamManager({ apiPrefix, checkAPI: false });
  await manager.consumers.add(jetStream, {
    durable_name: durable,
    filter_subject: `marketing.lead.v1.*.*.${options.tenant}`,
    deliver_policy: DeliverPolicy.All,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(Number(options["ack-wait"]) * 1_000),
    max_ack_pending: 1, // strict order, redeliveries too; without need of order, take hundreds at a time
    max_deliver: -1,
  });
  return js.consumers.get(jetStream, durable);
};

const database = openDatabase(options.database);
/**
 * One connection. When it breaks it is replaced as a whole: a client that reconnects by itself keeps what it had read, and nats.js 2.29 may
 * go on with two connections at once.
 */
const open = () =>
  connect({
    servers: host,
    name: durable,
    ...(password
      ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
      : username && { token: decodeURIComponent(username) }),
    ...(protocol === "tls:" && { tls: {} }),
    reconnect: false,
  });

let messages: ConsumerMessages | undefined;
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    stopping = true;
    messages?.stop();
  });

/** Takes messages until told to stop. Throws when the connection is not to be trusted any more. */
const follow = async (nc: NatsConnection): Promise<void> => {
  messages = await (await consumer(nc)).consume({ max_messages: 1, expires: 5_000 });
  nc.closed().then(() => messages?.stop());
  for await (const message of messages) {
    if (stopping) return;
    // Not acknowledged, it comes again, by the next connection.
    if (!isWhole(message)) throw new Error(`message ${message.seq} came broken`);
    try {
      const isNew = database.apply(message);
      await message.ackAck(); // only now: an acknowledgement before the commit would lose the event with the process
      console.log(`${isNew ? "took" : "knew"} ${attribute(message, "sequence")} ${attribute(message, "type")}`);
    } catch (error) {
      console.error("again in a second:", error);
      message.nak(1_000);
    }
    if (stopping) return;
  }
};

while (!stopping) {
  let nc: NatsConnection | undefined;
  try {
    nc = await open();
    await follow(nc);
  } catch (error) {
    // the bus is away, or its JetStream stream is not there yet
    console.error("the bus does not answer:", (error as Error).message);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  } finally {
    await nc?.close();
  }
}
database.close();
