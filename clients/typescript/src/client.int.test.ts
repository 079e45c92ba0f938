import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Server, ServerCredentials, type ServerUnaryCall, type ServerWritableStream, type sendUnaryData } from "@grpc/grpc-js";
import { CampaignStatus, CampaignType } from "@marketing/protos/campaign/v1/campaign_service";
import { invalidField } from "@marketing/shared/base/errors";
import { loadService } from "@marketing/shared/grpc/proto";
import { toServiceError } from "@marketing/shared/grpc/status";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMarketingClient, type MarketingClient, RpcError, UnknownAddress } from "./client.ts";
import { collect, listAll } from "./paging.ts";

type Message = Record<string, unknown>;

const seen: Array<{ request: Message; metadata: Record<string, unknown> }> = [];
let failures: number[] = [];
let streaming = 0;
let server: Server;
let client: MarketingClient;

const failure = (code: number) => Object.assign(new Error("no"), { code, details: "no" });

const answers: Record<string, (request: Message) => object> = {
  CreateCampaign: (request) => {
    if (request.name === "bad") throw toServiceError(invalidField("config.channels", "unknown channel", "BAD_CHANNEL"), "campaign", "r");
    return {
      campaign: { campaignId: "c1", name: request.name, config: request.config, createdAt: { seconds: 1 } },
      version: 1,
      position: 7,
    };
  },
  ListCampaigns: (request) => {
    const first = Number(request.pageToken || 0);
    const campaigns = Array.from({ length: Math.min(Number(request.pageSize), 4) }, (_, i) => ({ campaignId: String(first + i) }));
    return { campaigns, nextPageToken: first + 4 < 12 ? String(first + 4) : "" };
  },
};

beforeAll(async () => {
  const definition = loadService("marketing.campaign.v1", "CampaignService");
  server = new Server();
  const handler = (name: string) => (call: ServerUnaryCall<Message, object>, done: sendUnaryData<object>) => {
    seen.push({ request: call.request, metadata: call.metadata.getMap() });
    const code = failures.shift();
    if (code !== undefined) return code === 0 ? undefined : done(failure(code));
    try {
      done(null, answers[name]!(call.request));
    } catch (error) {
      done(error as Error);
    }
  };
  const endless = (call: ServerWritableStream<Message, object>) => {
    streaming += 1;
    let position = 0;
    const timer = setInterval(() => call.write({ position: ++position, update: { campaignId: "c", at: { seconds: position } } }), 5);
    call.on("cancelled", () => {
      clearInterval(timer);
      streaming -= 1;
    });
  };
  server.addService(
    definition,
    Object.fromEntries(Object.entries(definition).map(([rpc, method]) => [rpc, method.responseStream ? endless : handler(rpc)])),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, at) => (error === null ? resolve(at) : reject(error)));
  });
  client = createMarketingClient({ addresses: { campaign: `127.0.0.1:${port}` }, apiKey: "mk_key", tenantId: "t1", deadlineMs: 5_000 });
});
afterAll(() => {
  client.close();
  server.forceShutdown();
});
beforeEach(() => {
  seen.length = 0;
  failures = [];
});

test("a call carries key and tenant, and gives dates and plain JSON", async () => {
  const config = { channels: ["email"] };
  const { campaign, position } = await client.campaign.createCampaign({ name: "Spring", type: CampaignType.AD, config });
  expect(campaign).toMatchObject({ campaignId: "c1", name: "Spring", config });
  expect([timestampDate(campaign!.createdAt!), campaign!.startedAt]).toEqual([new Date(1_000), undefined]);
  expect(position).toBe(7n);
  expect(seen[0]!.metadata).toMatchObject({ authorization: "Bearer mk_key", "x-tenant-id": "t1" });
  expect(seen[0]!.request).toMatchObject({ type: "CAMPAIGN_TYPE_AD" });
});

test("while a service is away a command is repeated under one request id, which is made when none is given", async () => {
  failures = [14, 14];
  await client.campaign.createCampaign({ name: "x" });
  expect(seen).toHaveLength(3);
  const ids = new Set(seen.map(({ request }) => request.requestId));
  expect(ids.size).toBe(1);
  expect([...ids][0]).toMatch(/^[0-9a-f-]{36}$/);
  seen.length = 0;
  await client.campaign.createCampaign({ name: "x", requestId: "mine" });
  await client.campaign.createCampaign({ name: "x" });
  expect(seen[0]!.request.requestId).toBe("mine");
  expect(ids.has(seen[1]!.request.requestId)).toBe(false);
});

test("failures are RpcErrors with code, reason and every violation; only UNAVAILABLE is repeated", async () => {
  const error = await client.campaign.createCampaign({ name: "bad" }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(RpcError);
  expect(error).toMatchObject({ code: 3, reason: "BAD_CHANNEL", violations: [{ field: "config.channels" }] });
  failures = [10];
  await expect(client.campaign.createCampaign({ name: "x" })).rejects.toMatchObject({ code: 10, reason: "ABORTED" });
  expect(seen).toHaveLength(2);
});

test("a call that is not answered ends at its deadline, or when it is given up", async () => {
  failures = [0, 0];
  await expect(client.campaign.createCampaign({ name: "x" }, { timeoutMs: 100 })).rejects.toMatchObject({ code: 4 });
  const given = new AbortController();
  setTimeout(() => given.abort(), 50);
  await expect(client.campaign.createCampaign({ name: "x" }, { signal: given.signal })).rejects.toMatchObject({ code: 1 });
});

test("pages are fetched as they are taken, to the limit", async () => {
  const all = await collect(listAll(client.campaign.listCampaigns, { status: CampaignStatus.ACTIVE }, "campaigns"));
  expect(all.map(({ campaignId }) => Number(campaignId))).toEqual(Array.from({ length: 12 }, (_, i) => i));
  seen.length = 0;
  const some = await collect(listAll(client.campaign.listCampaigns, {}, "campaigns", { limit: 5 }));
  expect([some.length, seen.length]).toEqual([5, 2]);
});

test("a stream is a loop; leaving it ends the call", async () => {
  const times: Array<Date | undefined> = [];
  for await (const { update } of client.campaign.watchCampaigns({})) {
    times.push(update?.at && timestampDate(update.at));
    if (times.length === 3) break;
  }
  expect(times).toEqual([new Date(1_000), new Date(2_000), new Date(3_000)]);
  await expect.poll(() => streaming).toBe(0);
});

test("what cannot work says so before anything is sent", async () => {
  expect(() => client.lead).toThrow(UnknownAddress);
  expect(client.services).toEqual(["campaign"]);
  // @ts-expect-error no such field
  await expect(client.campaign.createCampaign({ nmae: "x" })).rejects.toThrow(/no field nmae/);
  expect(seen).toHaveLength(0);
});
