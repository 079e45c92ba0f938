import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { status as Code } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { type Authority, type Issued, newAuthority } from "@marketing/tests/support/certificates";
import { patience, stretched } from "@marketing/tests/support/patience";
import { type ClientOptions, createClient } from "@marketing/tests/support/rpcClient";
import { protoPath } from "grpc-health-check";
import { afterEach, describe, expect, it } from "vitest";
import { echoClient, startEcho } from "./fixtures/echo.ts";
import { Health } from "./health.ts";
import { loaderOptions } from "./proto.ts";
import { openClientTls, openServerTls } from "./tls.ts";
import type { ServerTlsConfig } from "./tlsConfig.ts";
import type { TlsFiles } from "./tlsFiles.ts";

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const everyMs = 20;
const authority = newAuthority();

/** A directory as the kubelet mounts a Secret: the files are links through `..data`, which is swapped whole. */
const mount = (pair?: Issued, ca?: string) => {
  const root = mkdtempSync(join(tmpdir(), "marketing-tls-"));
  closing.push(() => rmSync(root, { recursive: true }));
  let version = 0;
  const put = (name: string, text: string, directory = "..data") => writeFileSync(join(root, directory, name), text);
  const swap = (next?: Issued, nextCa?: string) => {
    version += 1;
    mkdirSync(join(root, `..${version}`));
    if (next) put("tls.crt", next.cert, `..${version}`);
    if (next) put("tls.key", next.key, `..${version}`);
    if (nextCa !== undefined) put("ca.crt", nextCa, `..${version}`);
    symlinkSync(`..${version}`, join(root, "..next"));
    renameSync(join(root, "..next"), join(root, "..data"));
  };
  swap(pair, ca);
  for (const name of ["tls.crt", "tls.key", "ca.crt"]) symlinkSync(`..data/${name}`, join(root, name));
  const files: TlsFiles = {
    certFile: pair ? join(root, "tls.crt") : "",
    keyFile: pair ? join(root, "tls.key") : "",
    caFile: ca === undefined ? "" : join(root, "ca.crt"),
  };
  return { files, root, swap, put };
};

const serve = async (files: TlsFiles, clientAuth: ServerTlsConfig["clientAuth"] = "none", options = {}) => {
  const health = new Health();
  const tls = openServerTls({ ...files, clientAuth }, { health, everyMs })!;
  const server = await startEcho({ credentials: tls.credentials, health, healthAddress: "127.0.0.1:0", ...options });
  closing.push(tls.stop, () => server.close({ graceMs: 100 }));
  const noted = () => health.dependencies.find(({ name }) => name === "certificate")!;
  return { server, noted };
};

const call = async (port: number, files: TlsFiles | null, options: Partial<ClientOptions> = {}): Promise<string> => {
  const tls = files && openClientTls(files, { everyMs });
  const client = echoClient(port, {
    address: `localhost:${port}`,
    deadlineMs: patience,
    ...(tls && { credentials: tls.credentials }),
    ...options,
  });
  try {
    await client.call("Slow", { ms: 0 });
    return "served";
  } catch (error) {
    return `${Code[(error as { code: number }).code]} ${(error as Error).message}`;
  } finally {
    client.close();
    tls?.stop();
  }
};

/** The serial number that a new connection is shown. */
const shown = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const { cert, key } = authority.issue();
    const options = { port, host: "127.0.0.1", servername: "localhost", ca: authority.cert, cert, key, ALPNProtocols: ["h2"] };
    const socket = connectTls(options, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.on("error", reject);
  });

describe("a server with TLS", () => {
  it("serves those who trust its authority, and nobody in plain text or for another name", async () => {
    const { server } = await serve(mount(authority.issue()).files);
    const elsewhere = await serve(mount(authority.issue({ names: ["identity-api.marketing"] })).files);
    const trusting = mount(undefined, authority.cert).files;
    const answers = await Promise.all([
      call(server.port, trusting),
      call(server.port, mount(undefined, newAuthority().cert).files),
      call(server.port, null),
      call(elsewhere.server.port, trusting),
    ]);
    expect(answers).toEqual([
      "served",
      expect.stringMatching(/^UNAVAILABLE .*certificate/),
      expect.stringMatching(/^UNAVAILABLE/),
      expect.stringMatching(/^UNAVAILABLE .*altnames.*identity-api/),
    ]);
  });

  it("that asks for certificates turns away callers without one, and with one of an unknown or a dismissed authority", async () => {
    const [old, next] = [newAuthority("old authority"), newAuthority("new authority")];
    const lying = mount(authority.issue(), old.cert);
    const { server } = await serve(lying.files, "require");
    const as = (issuer: Authority) => call(server.port, mount(issuer.issue(), authority.cert).files);
    const nameless = () => call(server.port, mount(undefined, authority.cert).files);
    const refused = expect.stringMatching(/^UNAVAILABLE/);
    expect(await Promise.all([as(old), as(next), nameless()])).toEqual(["served", refused, refused]);
    lying.put("ca.crt", old.cert + next.cert);
    await expect.poll(() => as(next)).toBe("served");
    expect(await Promise.all([as(old), nameless()])).toEqual(["served", refused]);
    lying.put("ca.crt", next.cert);
    await expect.poll(() => as(old)).toEqual(refused);
    expect(await as(next)).toBe("served");
  });

  it("answers health, and nothing else, on the plaintext port", async () => {
    const { server } = await serve(mount(authority.issue()).files, "none");
    const address = `127.0.0.1:${server.healthPort}`;
    const contract = loadSync(protoPath, loaderOptions);
    const health = createClient({ address, contract, package: "grpc.health.v1", service: "Health" });
    closing.push(health.close);
    const check = async (service: string) => (await health.call("Check", { service })).status;
    expect([await check("liveness"), await check("readiness")]).toEqual(["SERVING", "SERVING"]);
    server.health.set("postgres", false);
    expect([await check("liveness"), await check("readiness")]).toEqual(["SERVING", "NOT_SERVING"]);
    expect(await call(server.healthPort!, null)).toMatch(/^UNIMPLEMENTED/);
    const closed = server.close({ noticeMs: 300 });
    expect(await check("readiness")).toBe("NOT_SERVING");
    await closed;
    await expect(health.call("Check", { service: "" }, { deadlineMs: 500 })).rejects.toMatchObject({ code: expect.any(Number) });
  });
});

describe("files that are replaced", () => {
  it("are used by new connections while 2,000 calls go on, of which none fails", async () => {
    const [first, second] = [authority.issue(), authority.issue()];
    const lying = mount(first, authority.cert);
    const { server } = await serve(lying.files, "require", { maxConnectionAgeMs: stretched(300) });
    const failures: string[] = [];
    let done = 0;
    const caller = async () => {
      const mine = mount(authority.issue(), authority.cert);
      const tls = openClientTls(mine.files, { everyMs });
      for (let round = 0; round < 10; round += 1) {
        const client = echoClient(server.port, { address: `localhost:${server.port}`, credentials: tls.credentials });
        const calls = Array.from({ length: 25 }, () => client.call("Slow", { ms: 1 }, { deadlineMs: patience }));
        for (const outcome of await Promise.allSettled(calls)) {
          if (outcome.status === "rejected") failures.push(outcome.reason.message);
          done += 1;
        }
        client.close();
        mine.swap(authority.issue(), authority.cert);
      }
      tls.stop();
    };
    const calling = Promise.all(Array.from({ length: 8 }, caller));
    const serials: string[] = [];
    for (let n = 1; done < 1_900; n += 1) {
      lying.swap(n % 2 === 0 ? first : second, authority.cert);
      await sleep(5 * everyMs);
      serials.push(await shown(server.port));
    }
    await calling;
    expect(failures).toEqual([]);
    expect(done).toBe(2_000);
    expect(serials.length).toBeGreaterThan(4);
    expect(new Set(serials)).toEqual(new Set([first.serialNumber, second.serialNumber]));
  });

  it("and do not fit together leave the last good pair in use, and are noted, until they do", async () => {
    const [first, second] = [authority.issue(), authority.issue()];
    const lying = mount(first);
    const { server, noted } = await serve(lying.files);
    expect([await shown(server.port), noted().ok]).toEqual([first.serialNumber, true]);
    for (const [name, text, problem] of [
      ["tls.crt", second.cert, /tls\.key is not the key of .*tls\.crt/],
      ["tls.crt", second.cert.slice(0, 200), /tls\.crt holds no certificate/],
      ["tls.key", "", /tls\.crt holds no certificate; .*tls\.key holds no private key/],
    ] as const) {
      lying.put(name, text);
      await expect.poll(() => noted().detail).toMatch(problem);
      expect([await shown(server.port), noted().ok]).toEqual([first.serialNumber, false]);
    }
    lying.put("tls.crt", second.cert);
    lying.put("tls.key", second.key);
    await expect.poll(noted).toMatchObject({ ok: true, detail: expect.stringContaining(second.serialNumber) });
    expect(await shown(server.port)).toBe(second.serialNumber);
  });

  it("are said to be at their end, and not only once they are", async () => {
    const hours = (n: number) => new Date(Date.now() + n * 3_600_000);
    const { noted } = await serve(mount(authority.issue({ from: hours(-20), to: hours(1) })).files);
    expect(noted().ok).toBe(false);
    const soon = await serve(mount(authority.issue({ to: new Date(Date.now() + 2_000) })).files);
    await expect.poll(() => soon.noted().detail).toMatch(/expired on/);
  });
});

it("a configuration that cannot work is refused with everything that is wrong with it", () => {
  const good = mount(authority.issue(), authority.cert);
  const other = mount(authority.issue({ to: new Date(Date.now() - 1_000) }), "nothing");
  const none = { certFile: "", keyFile: "", caFile: "", clientAuth: "none" } as const;
  expect(openServerTls(none)).toBeNull();
  const refusals: ReadonlyArray<[Partial<ServerTlsConfig>, RegExp]> = [
    [{ certFile: "/absent/tls.crt", keyFile: "/absent/tls.key" }, /\/absent\/tls\.crt cannot be read: ENOENT; \/absent\/tls\.key cannot/],
    [{ ...good.files, keyFile: "" }, /tls\.crt stands alone/],
    [
      { ...other.files, keyFile: good.files.keyFile, clientAuth: "require" },
      /expired on .*is not the key of.*ca\.crt holds no certificate/,
    ],
    [{ ...good.files, caFile: "", clientAuth: "require" }, /GRPC_TLS_CLIENT_AUTH=require needs GRPC_TLS_CA_FILE/],
    [{ clientAuth: "require" }, /need GRPC_TLS_CERT_FILE and GRPC_TLS_KEY_FILE; .*needs GRPC_TLS_CA_FILE/],
  ];
  for (const [change, message] of refusals) expect(() => openServerTls({ ...none, ...change })).toThrow(message);
  expect(() => openClientTls({ ...good.files, caFile: "" })).toThrow(/authorities it trusts/);
});
