import { randomBytes } from "node:crypto";
import { ChannelCredentials, Client, status as Code, Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { echoClient, startEcho, tenant } from "./fixtures/echo.ts";
import type { RunningServer } from "./server.ts";

let server: RunningServer;
let raw: Client;
const metadata = new Metadata();
metadata.set("authorization", "Bearer all");

beforeAll(async () => {
  server = await startEcho({ maxMessageBytes: 64 * 1024 });
  raw = new Client(`127.0.0.1:${server.port}`, ChannelCredentials.createInsecure(), { "grpc.max_send_message_length": -1 });
});
afterAll(async () => {
  raw.close();
  await server.close({ graceMs: 100 });
});

const send = (bytes: Buffer): Promise<number> =>
  new Promise((resolve) => {
    const options = { deadline: Date.now() + 60_000 };
    raw.makeUnaryRequest(
      "/marketing.echo.v1.EchoService/Echo",
      (b: Buffer) => b,
      (b) => b,
      bytes,
      metadata,
      options,
      (error) => resolve(error?.code ?? Code.OK),
    );
  });

const field = (number: number, bytes: Buffer): Buffer => {
  const length: number[] = [];
  for (let n = bytes.length; ; n >>>= 7) {
    length.push(n > 127 ? (n & 127) | 128 : n);
    if (n <= 127) break;
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
};
const valid = Buffer.concat([field(1, Buffer.from(tenant)), Buffer.from([0x30, 5])]);

/** Struct in Value in Struct …: fields["a"] = { struct_value: … }, `depth` times. */
const nested = (depth: number): Buffer => {
  let struct: Buffer = Buffer.alloc(0);
  for (let i = 0; i < depth; i++) struct = field(1, Buffer.concat([field(1, Buffer.from("a")), field(2, field(5, struct))]));
  return struct;
};

const kinds: Record<string, (i: number) => Buffer> = {
  random: (i) => randomBytes(i % 300),
  truncated: (i) => valid.subarray(0, 1 + (i % 37)),
  // In the tag's field number or the length; the wire library overlooks a wrong wire type where the bytes fit.
  flipped: (i) => {
    const bytes = Buffer.from(valid);
    bytes[i % 2]! ^= 1 << (3 + (i % 5));
    return bytes;
  },
  wrongTypes: (i) => Buffer.concat([Buffer.from([(1 << 3) | (i % 8)]), randomBytes(12)]),
  deep: (i) => Buffer.concat([valid, field(3, nested(9 + (i % 200)))]),
  badUtf8: () => Buffer.concat([field(1, Buffer.from([0xff, 0xfe, 0xc0, 0x80])), field(2, Buffer.from([0xed, 0xa0, 0x80]))]),
  nul: () => Buffer.concat([valid, field(8, Buffer.from("a\0b"))]),
  proto: () =>
    Buffer.concat([
      valid,
      field(3, field(1, Buffer.concat([field(1, Buffer.from("__proto__")), field(2, field(5, nested(12)))]))),
      field(8, Buffer.from("\0")),
    ]),
  hugeLength: () => Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 1]),
  manyItems: () => Buffer.concat([valid, ...Array.from({ length: 2_000 }, () => field(4, Buffer.alloc(0)))]),
};

it("10,000 malformed requests each get a clear code and crash nothing", { timeout: 180_000 }, async () => {
  const codes: Record<string, Record<string, number>> = {};
  const names = Object.keys(kinds);
  const work = async (worker: number) => {
    for (let i = worker; i < 10_000; i += 50) {
      const name = names[i % names.length]!;
      const code = await send(kinds[name]!(Math.floor(i / names.length)));
      codes[name] ??= {};
      codes[name][Code[code]!] = (codes[name][Code[code]!] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 50 }, (_, worker) => work(worker)));
  for (const [name, found] of Object.entries(codes)) expect(Object.keys(found), name).toEqual(["INVALID_ARGUMENT"]);
  expect(
    Object.values(codes)
      .flatMap((found) => Object.values(found))
      .reduce((a, b) => a + b),
  ).toBe(10_000);
  const client = echoClient(server.port);
  expect(await client.call("Echo", { userId: tenant })).toMatchObject({ userId: tenant });
  client.close();
});

it("what is too large is refused as such", async () => {
  for (const size of [65 * 1024, 1_000_000]) expect(await send(field(8, randomBytes(size)))).toBe(Code.RESOURCE_EXHAUSTED);
  expect(await send(valid)).toBe(Code.OK);
});
