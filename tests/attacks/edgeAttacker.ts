/**
 * An attacker in a process of its own, so that what it costs itself slows nobody's measurement: `edgeAttacker.ts PORT KEY ATTACK`. Prints a
 * line each time all it wants to do at once is under way, and goes on until it is killed.
 */
import { type ClientHttp2Session, constants } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { status } from "@grpc/grpc-js";
import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { prefixOf, type RawCall, rawCall, rawSession } from "@marketing/shared/grpc/fixtures/rawCalls";
import { loadService } from "@marketing/shared/grpc/proto";

const [port, key, attack] = process.argv.slice(2) as [string, string, keyof typeof attacks];
const rpcs = loadService("marketing.tracking.v1", "TrackingService");
const path = (rpc: string) => rpcs[rpc]!.path;
/** A request on the wire. */
const messageOf = (rpc: string, request: object): Buffer => {
  const bytes = rpcs[rpc]!.requestSerialize(request);
  return Buffer.concat([prefixOf(bytes.length), bytes]);
};
const withKey = { authorization: `Bearer ${key}` };
const body = Buffer.alloc(3_900_000);
const sessions: ClientHttp2Session[] = [];
const session = (i: number): ClientHttp2Session => {
  const at = i % 10;
  if (!sessions[at] || sessions[at].destroyed) sessions[at] = rawSession(Number(port));
  return sessions[at];
};
const outcomes: Record<string, number> = {};
const seen = async ({ over }: RawCall): Promise<void> => {
  const end = await over;
  outcomes[`${end.status}`] = (outcomes[`${end.status}`] ?? 0) + 1;
};
const under = (): unknown => process.stdout.write(`${JSON.stringify(outcomes)}\n`);

/** So many at once, again and again when the last is over. */
const volleys = async (count: number, one: (i: number) => RawCall): Promise<never> => {
  for (;;) {
    const all = Promise.all(Array.from({ length: count }, (_, i) => seen(one(i))));
    await sleep(100);
    under();
    await all;
    await sleep(200);
  }
};
/** So many at once, the next as many when those are over; a stream that stays open is ended. */
const storms = async (count: number, one: (i: number) => RawCall): Promise<never> => {
  for (;;) {
    const calls = Array.from({ length: count }, (_, i) => one(i));
    const all = Promise.all(calls.map(seen));
    under();
    await Promise.race([all, sleep(2_000)]);
    for (const { stream } of calls) if (!stream.closed) stream.close(constants.NGHTTP2_CANCEL);
    await all;
  }
};
const ask = (i: number, rpc: string, headers: Readonly<Record<string, string>>, request: object = {}): RawCall => {
  const call = rawCall(session(i), path(rpc), headers);
  call.stream.end(messageOf(rpc, request));
  return call;
};
const halfSent = (i: number, headers: Readonly<Record<string, string>>): RawCall => {
  const call = rawCall(session(i), path("TrackEvents"), headers);
  call.stream.write(prefixOf(4_000_000));
  call.stream.write(body);
  return call;
};
const batch = { events: Array.from({ length: 20 }, (_, i) => ({ eventName: "noise", userId: `u${i}` })) };

const largeBatch = (i: number) => ({ events: Array.from({ length: 500 }, (_, j) => ({ eventName: "noise", userId: `u${i}-${j}` })) });

const attacks = {
  /** Streams that nothing ever happens on; those that are refused are tried again when they were told to. */
  idleStreams: async () => {
    const open = async (i: number): Promise<never> => {
      for (;;) {
        await seen(ask(i, "Subscribe", withKey));
        await sleep(5_000 + Math.random() * 30_000);
      }
    };
    void Promise.all(Array.from({ length: 2_000 }, (_, i) => open(i)));
    while ((outcomes[status.RESOURCE_EXHAUSTED] ?? 0) < 1_900) await sleep(50);
    for (;;) {
      under();
      await sleep(1_000);
    }
  },
  /** A hundred streams that each replay all that the tenant ever had, and begin again. */
  replays: async () => {
    const replay = async (i: number): Promise<never> => {
      for (;;) await seen(ask(i, "Subscribe", withKey));
    };
    void Promise.all(Array.from({ length: 100 }, (_, i) => replay(i)));
    for (;;) {
      await sleep(500);
      under();
    }
  },
  /** A hundred streams of batches, each sent when the last was answered. */
  floods: async () => {
    const flood = async (i: number): Promise<never> => {
      for (;;) {
        const call = rawCall(session(i), path("TrackStream"), withKey);
        call.stream.on("data", () => call.stream.write(messageOf("TrackStream", batch)));
        call.stream.write(messageOf("TrackStream", batch));
        await seen(call);
      }
    };
    void Promise.all(Array.from({ length: 100 }, (_, i) => flood(i)));
    for (;;) {
      await sleep(500);
      under();
    }
  },
  /** As many large batches at once as a tenant may have under way, and more that wait. */
  batches: () => volleys(100, (i) => ask(i, "TrackEvents", withKey, largeBatch(i))),
  /** Two thousand streams at once: most are refused, and all are opened again. */
  openings: () => storms(2_000, (i) => ask(i, "Subscribe", withKey)),
  /** Two thousand reads of a position that no event has. */
  aheadOfLog: () => storms(2_000, (i) => ask(i, "ListEvents", withKey, { minPosition: Number.MAX_SAFE_INTEGER - 1 })),
  wrongKeys: () => volleys(200, (i) => ask(i, "ListEvents", { authorization: `Bearer ${generateApiKey().apiKey}` })),
  noKeys: () => volleys(200, (i) => ask(i, "ListEvents", {})),
  halfSentWithoutKey: () => volleys(200, (i) => halfSent(i, {})),
  halfSentWithKey: () => volleys(200, (i) => halfSent(i, withKey)),
  reads: () => volleys(500, (i) => ask(i, "CountEvents", withKey)),
};
await attacks[attack]();
