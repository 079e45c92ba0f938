import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { subscribe } from "@marketing/client/subscribe";
import { servicesOnBus } from "@marketing/local/busAccounts";
import { foreignApi } from "@marketing/shared/bus/accounts";
import { encodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import { type Bus, connectBus, publishRaw } from "@marketing/shared/bus/connection";
import { jsRequest, streamInfo } from "@marketing/shared/bus/jsApi";
import { declareStream } from "@marketing/shared/bus/stream";
import { streamName, subjectOf } from "@marketing/shared/bus/subject";
import { stretched, until } from "@marketing/tests/support/patience";
import { inContainers } from "@marketing/tests/support/startServer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMarketing } from "../../clients/cli/src/testing/runMarketing.ts";
import { localBus } from "./busServers.ts";

// `marketing bus login`, `logins` and `revoke`, as an operator runs them at a bus that runs.
describe.skipIf(inContainers)("marketing bus", () => {
  const [ours, theirs] = [randomUUID(), randomUUID()];
  const services = servicesOnBus.map(({ service }) => service);
  let bus: Awaited<ReturnType<typeof localBus>>;
  const owners = new Map<string, Bus>();
  const opened: Bus[] = [];
  const open = async (url: string, service?: string): Promise<Bus> => {
    const one = await connectBus({ url, name: "test", ...(service && { service }) });
    opened.push(one);
    return one;
  };
  let position = 0;
  const publish = async (service: string, tenantId: string): Promise<void> => {
    position += 1;
    const event = {
      ...{ position, tenantId, streamId: "s", version: 1, eventId: randomUUID(), type: "x", schemaVersion: 1, data: {}, metadata: {} },
      ...{ subjectId: null, recordedAt: new Date() },
    };
    const told = { entity: "lead", event: "captured", type: "marketing.lead.v1.LeadCaptured", data: { leadId: String(position) } };
    const { headers, payload } = encodeCloudEvent(service, event, told);
    const { nc } = owners.get(service)!;
    publishRaw(nc, subjectOf(service, "lead", "captured", tenantId), headers, payload, "");
    await nc.flush();
  };
  const everybody = async (): Promise<void> => {
    for (const service of services) for (const tenantId of [ours, theirs, ours]) await publish(service, tenantId);
  };
  const marketing = (...args: string[]) =>
    runMarketing(["bus", ...args], { env: { MARKETING_NATS_URL: bus.url("operator"), MARKETING_BUS_LOGINS: bus.logins } });
  const made = async (name: string, tenantId: string, ...more: string[]) => {
    const { code, stderr, json } = await marketing("login", name, "--tenant", tenantId, "--json", ...more);
    expect([code, stderr]).toEqual([0, ""]);
    return json()[0] as { login: string; nats: string; streams: { service: string }[] };
  };

  beforeAll(async () => {
    bus = await localBus();
    for (const service of services) {
      owners.set(service, await open(bus.url(service), service));
      await declareStream(owners.get(service)!.nc, { service });
    }
  });
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close(1_000)));
    await bus?.stop();
  });

  it("makes a login that reads its tenant's events of its services, and nothing else", async () => {
    expect((await marketing("logins")).stdout).toMatch(/no logins; 'marketing bus login NAME/);
    const login = await made("crm", ours, "--service", "lead", "--service", "tracking");
    expect(login.streams.map(({ service }) => service)).toEqual(["lead", "tracking"]);
    await everybody();

    const { nc } = await open(login.nats);
    const heard: string[] = [];
    const wanted = ["lead", "tracking"].map((service) => `marketing.${service}.v1.*.*.${ours}`);
    const forbidden = [">", "marketing.>", "$SYS.>", "_INBOX.>", `marketing.lead.v1.*.*.${theirs}`, `marketing.content.v1.*.*.${ours}`];
    for (const subject of [...wanted, ...forbidden]) nc.subscribe(subject, { callback: (error, msg) => error ?? heard.push(msg.subject) });
    await nc.flush();
    const before = await Promise.all(services.map((service) => streamInfo(owners.get(service)!.nc, streamName(service))));
    let tried = 0;
    for (const stream of services.map(streamName))
      for (const request of [
        `STREAM.INFO.${stream}`,
        `STREAM.MSG.GET.${stream}`,
        `STREAM.PURGE.${stream}`,
        `CONSUMER.CREATE.${stream}.spy`,
        `CONSUMER.MSG.NEXT.${stream}.spy`,
      ])
        for (const prefix of ["$JS.API", foreignApi(stream)]) {
          const answer = await nc.request(`${prefix}.${request}`, JSON.stringify({ seq: 1 }), { timeout: 200 }).then(
            (msg) => JSON.parse(msg.string()),
            () => ({ error: "none" }),
          );
          expect(answer.error, `${prefix}.${request}`).toBeDefined();
          tried += 1;
        }
    for (const service of services) nc.publish(subjectOf(service, "lead", "captured", ours), "forged");
    await nc.flush();
    await everybody();
    await until("its own are heard", () => heard.length >= 4);
    expect(heard.filter((subject) => !/^marketing\.(lead|tracking)\..*$/.test(subject) || !subject.endsWith(`.${ours}`))).toEqual([]);
    const after = await Promise.all(services.map((service) => streamInfo(owners.get(service)!.nc, streamName(service))));
    expect(after.map(({ state }) => state.messages)).toEqual(before.map(({ state }) => state.messages + 3));
    for (const service of ["lead", "tracking"] as const) {
      const tenants: string[] = [];
      for await (const { tenantId } of subscribe({ nats: login.nats, service })) if (tenants.push(tenantId) === 4) break;
      expect(new Set(tenants)).toEqual(new Set([ours]));
    }
    console.log(`a login by command: ${tried} forbidden requests and ${services.length} forged events tried, none done`);
  });

  it("lists logins without their passwords, and makes one again as it was", async () => {
    const [first, other] = [await made("bi", ours, "--service", "lead"), await made("bi", theirs)];
    const { stdout, json } = await marketing("logins", "--json");
    expect(json()).toContainEqual({ login: first.login, tenant_id: ours, services: ["lead"] });
    expect(json()).toContainEqual({ login: other.login, tenant_id: theirs, services: expect.arrayContaining(["lead", "content"]) });
    for (const { nats } of [first, other]) expect(stdout).not.toContain(new URL(nats).password);
    expect((await marketing("logins")).stdout).toMatch(new RegExp(`^${first.login} +${ours}  lead$`, "m"));
    expect(await made("bi", ours, "--service", "lead")).toEqual(first);
  });

  it("ends a login's open connections within seconds of its revocation, whatever they do; the others notice nothing", async () => {
    const [gone, stays] = [await made("gone", theirs, "--service", "lead"), await made("stays", theirs, "--service", "lead")];
    await publish("lead", theirs);
    const neighbour = await open(stays.nats);
    const subscription = (async () => {
      for await (const _ of subscribe({ nats: gone.nats, service: "lead" }));
    })().catch((error: Error) => error.message);
    const { hostname, port, username, password } = new URL(gone.nats);
    // A program of the attacker's own, which neither asks nor answers.
    const silent = connect(Number(port), hostname).on("error", () => undefined);
    let said = "";
    silent.on("data", (bytes) => {
      said += bytes;
    });
    silent.write(
      `CONNECT ${JSON.stringify({ user: username, pass: password, verbose: false })}\r\nSUB marketing.lead.v1.*.*.${theirs} 1\r\nPING\r\n`,
    );
    await until("it is let in", () => said.includes("PONG"));
    await publish("lead", theirs);
    await until("it hears", () => said.includes("MSG marketing.lead"));

    const began = performance.now();
    const ended = new Promise<number>((resolve) => silent.once("close", () => resolve(performance.now() - began)));
    const { code, stdout } = await marketing("revoke", gone.login);
    const answered = performance.now() - began;
    expect([code, stdout]).toEqual([0, expect.stringContaining("is revoked")]);
    const took = await ended;
    expect(Math.max(took, answered)).toBeLessThan(stretched(15_000));
    expect(await subscription).toContain("refuses the login");
    said = "";
    await publish("lead", theirs);
    expect(said).toBe("");
    const lead = owners.get("lead")!.nc;
    await expect(jsRequest(lead, `CONSUMER.INFO.LEAD.${gone.login}`)).rejects.toThrow(/not found/);
    expect(neighbour.connected()).toBe(true);
    expect(await jsRequest(lead, `CONSUMER.INFO.LEAD.${stays.login}`)).toMatchObject({ name: stays.login });
    expect((await marketing("logins")).stdout).not.toContain(gone.login);
    const again = await marketing("revoke", gone.login);
    expect([again.code, again.stderr]).toEqual([6, expect.stringMatching(/there is no login .*'marketing bus logins' shows them/)]);
    console.log(`revoked: an open connection ended after ${took.toFixed(0)} ms, the command answered after ${answered.toFixed(0)} ms`);
  });

  it("says what is missing or wrong, before it changes anything", async () => {
    for (const [args, says] of [
      [["login"], /login takes a NAME/],
      [["login", "Crm", "--tenant", ours], /a letter first/],
      [["login", "crm"], /whose events\? Give --tenant ID/],
      [["login", "crm", "--tenant", ours, "--service", "billing"], /billing/],
      [["revoke"], /revoke takes a LOGIN/],
    ] as const) {
      const { code, stderr } = await marketing(...args);
      expect([code, stderr], args.join(" ")).toEqual([2, expect.stringMatching(says)]);
    }
    const nowhere = await runMarketing(["bus", "revoke", "x"], { env: { MARKETING_NATS_URL: bus.url("operator") } });
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringMatching(/use --logins FILE or MARKETING_BUS_LOGINS/)]);
  });
});
