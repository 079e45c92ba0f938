import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect as dial, type Server as NetServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { Server, ServerCredentials, type ServerDuplexStream, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { loadService } from "@marketing/shared/grpc/proto";
import { type Authority, type Issued, newAuthority } from "@marketing/tests/support/certificates";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openConnections } from "./connections.ts";
import { type GrpcTransportOptions, openGrpcTransport } from "./grpcTransport.ts";
import { openTlsSource } from "./tlsSource.ts";

vi.setConfig({ testTimeout: 60_000 });
const patient = { timeout: 20_000 };
const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Message = Record<string, unknown>;
interface Handlers {
  readonly getLead?: (call: ServerUnaryCall<Message, object>, done: sendUnaryData<object>) => void;
  readonly trackStream?: (call: ServerDuplexStream<Message, object>) => void;
}

const serve = async (handlers: Handlers, { at = "127.0.0.1:0", credentials = ServerCredentials.createInsecure(), options = {} } = {}) => {
  const server = new Server(options);
  server.addService(loadService("marketing.lead.v1", "LeadService"), {
    GetLead: handlers.getLead ?? ((_: unknown, done: sendUnaryData<object>) => done(null, { lead: { leadId: "l" } })),
  });
  server.addService(loadService("marketing.tracking.v1", "TrackingService"), { TrackStream: handlers.trackStream ?? (() => undefined) });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(at, credentials, (error, bound) => (error === null ? resolve(bound) : reject(error))),
  );
  closing.push(() => server.forceShutdown());
  return { server, port };
};

const clientOf = (options: Partial<GrpcTransportOptions> & Pick<GrpcTransportOptions, "address">) => {
  const { transport, close } = openGrpcTransport({ tls: null, deadlineMs: 20_000, ...options });
  closing.push(close);
  return { lead: createClient(LeadService, transport), tracking: createClient(TrackingService, transport), close };
};

describe("a connection that breaks", () => {
  test("under a call is UNAVAILABLE, so the call is made again on a new one", async () => {
    let calls = 0;
    const { port } = await serve({
      getLead: (_, done) => {
        calls += 1;
        if (calls > 1) return done(null, { lead: { leadId: "l" } });
        for (const socket of sockets) socket.resetAndDestroy();
      },
    });
    const sockets = new Set<Socket>();
    const proxy: NetServer = createServer((socket) => {
      sockets.add(socket);
      const there = dial(port, "127.0.0.1");
      for (const one of [socket, there]) one.on("error", () => undefined);
      socket.pipe(there).pipe(socket);
      socket.on("close", () => there.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    });
    const { lead } = clientOf({ address: `127.0.0.1:${(proxy.address() as { port: number }).port}` });
    expect((await lead.getLead({ leadId: "l" })).lead?.leadId).toBe("l");
    expect(calls).toBe(2);
  });

  test("with its server is made again to the server that comes after it", async () => {
    let calls = 0;
    const first = await serve({
      getLead: () => {
        calls += 1;
      },
    });
    const address = `127.0.0.1:${first.port}`;
    const { lead } = clientOf({ address });
    const answer = lead.getLead({ leadId: "l" });
    await expect.poll(() => calls, patient).toBe(1);
    first.server.forceShutdown();
    await serve({}, { at: address });
    expect((await answer).lead?.leadId).toBe("l");
  });

  test("because it is old fails no call", async () => {
    const { port } = await serve({}, { options: { "grpc.max_connection_age_ms": 250, "grpc.max_connection_age_grace_ms": 10_000 } });
    const { lead } = clientOf({ address: `127.0.0.1:${port}` });
    const calling = async () => {
      for (let i = 0; i < 40; i += 1) {
        await lead.getLead({});
        await new Promise((go) => setTimeout(go, 5));
      }
    };
    await Promise.all(Array.from({ length: 4 }, calling));
  });

  test("under a stream ends the loop with UNAVAILABLE", async () => {
    const { server, port } = await serve({ trackStream: (call) => call.on("data", (request) => call.write({ batchId: request.batchId })) });
    const { tracking } = clientOf({ address: `127.0.0.1:${port}` });
    const batches = async function* () {
      yield { batchId: "a" };
      await new Promise(() => undefined);
    };
    const answered: string[] = [];
    await expect(async () => {
      for await (const { batchId } of tracking.trackStream(batches())) {
        answered.push(batchId);
        server.forceShutdown();
      }
    }).rejects.toMatchObject({ name: "RpcError", code: 14 });
    expect(answered).toEqual(["a"]);
  });

  test("nobody there is UNAVAILABLE, and says where", async () => {
    const { lead } = clientOf({ address: "127.0.0.1:1" });
    await expect(lead.getLead({})).rejects.toMatchObject({ code: 14, message: expect.stringContaining("127.0.0.1:1") });
  });
});

test("a refusal that comes while a large request is still on its way is seen as it was said", async () => {
  const { port } = await serve({ getLead: (_, done) => done({ code: 16, details: "the key is not known" }) });
  const { lead } = clientOf({ address: `127.0.0.1:${port}` });
  await expect(lead.getLead({ email: "x".repeat(3_000_000) })).rejects.toMatchObject({ code: 16 });
});

describe("a stream both ways", () => {
  test("asks for requests only while there is room to send them", async () => {
    const { port } = await serve({ trackStream: (call) => call.write({ batchId: "ready" }) }); // takes nothing
    const { tracking } = clientOf({ address: `127.0.0.1:${port}` });
    let taken = 0;
    const sentAt = "x".repeat(64 * 1_024);
    const batches = async function* () {
      for (;;) {
        taken += 1;
        yield { sentAt };
      }
    };
    const given = new AbortController();
    for await (const { batchId } of tracking.trackStream(batches(), { signal: given.signal })) {
      expect(batchId).toBe("ready");
      await new Promise((go) => setTimeout(go, 300));
      break;
    }
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(400);
    const then = taken;
    await new Promise((go) => setTimeout(go, 50));
    expect(taken).toBe(then);
  });

  test("ends for the server when the loop is left", async () => {
    let cancelled = 0;
    const { port } = await serve({
      trackStream: (call) => {
        call.on("cancelled", () => {
          cancelled += 1;
        });
        call.on("data", (request) => call.write({ batchId: request.batchId }));
      },
    });
    const { tracking } = clientOf({ address: `127.0.0.1:${port}` });
    const batches = async function* () {
      for (let n = 0; ; n += 1) yield { batchId: String(n) };
    };
    for await (const { batchId } of tracking.trackStream(batches())) if (batchId === "20") break;
    await expect.poll(() => cancelled, patient).toBe(1);
  });
});

const directory = () => {
  const made = mkdtempSync(join(tmpdir(), "marketing-client-tls-"));
  closing.push(() => rmSync(made, { recursive: true }));
  return made;
};

const filesOf = (ca: string, pair?: Issued) => {
  const at = directory();
  const put = (name: string, text: string): string => {
    writeFileSync(join(at, name), text);
    return join(at, name);
  };
  const files = {
    caFile: put("ca.crt", ca),
    certFile: pair ? put("tls.crt", pair.cert) : "",
    keyFile: pair ? put("tls.key", pair.key) : "",
  };
  return { files, put };
};

const secure = (authority: Authority, { names, clients = false }: { names?: string[]; clients?: boolean } = {}) => {
  const { cert, key } = authority.issue(names === undefined ? {} : { names });
  const pair = { cert_chain: Buffer.from(cert), private_key: Buffer.from(key) };
  return ServerCredentials.createSsl(Buffer.from(authority.cert), [pair], clients);
};

const outcome = async (port: number, files: ReturnType<typeof filesOf>["files"]): Promise<string> => {
  const { lead, close } = clientOf({ address: `localhost:${port}`, tls: openTlsSource(files) });
  return lead
    .getLead({})
    .then(
      () => "served",
      (error: { code: number; message: string }) => `${error.code} ${error.message}`,
    )
    .finally(close);
};

describe("TLS", () => {
  const authority = newAuthority();
  test("is to servers whose authority is known, by the name that was dialled", async () => {
    const [here, elsewhere] = await Promise.all([
      serve({}, { credentials: secure(authority), at: "localhost:0" }),
      serve({}, { credentials: secure(authority, { names: ["identity-api.marketing"] }), at: "localhost:0" }),
    ]);
    expect(await outcome(here.port, filesOf(authority.cert).files)).toBe("served");
    expect(await outcome(here.port, filesOf(newAuthority().cert).files)).toMatch(/^14 .*certificate/);
    expect(await outcome(elsewhere.port, filesOf(authority.cert).files)).toMatch(/^14 .*altnames.*identity-api/);
    const { lead } = clientOf({ address: `localhost:${here.port}` });
    await expect(lead.getLead({})).rejects.toMatchObject({ code: 14 });
  });

  test("shows the own certificate to servers that ask for one", async () => {
    const { port } = await serve({}, { credentials: secure(authority, { clients: true }), at: "localhost:0" });
    expect(await outcome(port, filesOf(authority.cert, authority.issue()).files)).toBe("served");
    expect(await outcome(port, filesOf(authority.cert).files)).toMatch(/^14 /);
    expect(await outcome(port, filesOf(authority.cert, newAuthority().issue()).files)).toMatch(/^14 /);
  });

  test("a new connection is made with what the files hold by then, and with the last good ones while they are replaced", async () => {
    const next = newAuthority("next authority");
    const { files, put } = filesOf(authority.cert);
    const source = openTlsSource(files);
    put("ca.crt", next.cert.slice(0, 100));
    expect(source().ca?.toString()).toBe(authority.cert);
    const { port, server } = await serve({}, { credentials: secure(authority), at: "localhost:0" });
    const { lead } = clientOf({ address: `localhost:${port}`, tls: source });
    expect((await lead.getLead({})).lead?.leadId).toBe("l");
    server.forceShutdown();
    put("ca.crt", next.cert);
    await serve({}, { credentials: secure(next), at: `localhost:${port}` });
    expect((await lead.getLead({})).lead?.leadId).toBe("l");
  });

  test("files that cannot work are refused with everything that is wrong", () => {
    const { files } = filesOf("nothing", authority.issue());
    expect(() => openTlsSource({ ...files, keyFile: "" })).toThrow(/stands alone.*ca\.crt holds no certificate/);
    expect(() => openTlsSource({ ...files, caFile: "" })).toThrow(/authorities it trusts/);
  });
});

describe("a name with several addresses", () => {
  test("has its calls go round them; one that is gone is passed over, one that is new is found", async () => {
    const counts: Record<string, number> = {};
    const at = async (host: string, port: number) =>
      serve(
        {
          getLead: (_, done) => {
            counts[host] = (counts[host] ?? 0) + 1;
            done(null, {});
          },
        },
        { at: `${host}:${port}` },
      );
    const first = await at("127.0.0.1", 0);
    await at("127.0.0.2", first.port);
    let addresses = ["127.0.0.1", "127.0.0.2"];
    const connections = openConnections({
      ...{ host: "leads.example", port: String(first.port), tls: null, lookEveryMs: 50 },
      addresses: async () => addresses,
    });
    closing.push(connections.close);
    const call = async () => {
      const stream = await connections.request(
        "POST",
        "/marketing.lead.v1.LeadService/GetLead",
        { "content-type": "application/grpc" },
        {},
      );
      expect(stream.session?.socket.remotePort).toBe(first.port);
      stream.on("error", () => undefined).end(Buffer.alloc(5));
      await new Promise((done) => stream.on("close", done).resume());
    };
    for (let i = 0; i < 6; i += 1) await call();
    expect(counts).toEqual({ "127.0.0.1": 3, "127.0.0.2": 3 });
    first.server.forceShutdown();
    await expect.poll(async () => call().then(() => counts["127.0.0.2"]), patient).toBeGreaterThan(6);
    await at("127.0.0.3", first.port);
    addresses = ["127.0.0.2", "127.0.0.3"];
    await expect.poll(async () => call().then(() => counts["127.0.0.3"] ?? 0), patient).toBeGreaterThan(2);
    expect(counts["127.0.0.1"]).toBe(3);
  });

  test("that is not known is UNAVAILABLE", async () => {
    const { lead } = clientOf({ address: "dns:///leads.invalid:50054" });
    await expect(lead.getLead({})).rejects.toMatchObject({ code: 14, message: expect.stringContaining("leads.invalid:50054") });
  });
});
