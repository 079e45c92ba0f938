import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { expect, test } from "vitest";
import { interceptorsFor, platformTransport } from "./platformTransport.ts";

const limits: Array<number | undefined> = [];
let watching = 0;
const inner = createRouterTransport(
  ({ service }) => {
    service(CampaignService, {
      getCampaign: ({ campaignId }, { timeoutMs }) => {
        limits.push(timeoutMs());
        if (campaignId === "none") throw new ConnectError("no campaign has that id", Code.NotFound);
        return {};
      },
      watchCampaigns: async function* ({ campaignIds }, { timeoutMs, signal }) {
        limits.push(timeoutMs());
        watching += 1;
        signal.addEventListener("abort", () => {
          watching -= 1;
        });
        for (;;) {
          yield {};
          if (campaignIds.includes("none")) throw new ConnectError("gone", Code.NotFound);
        }
      },
    });
    service(TrackingService, {
      trackStream: async function* (requests) {
        for await (const { batchId } of requests) yield { batchId };
      },
    });
  },
  { transport: { interceptors: interceptorsFor({}) } },
);
const transport = platformTransport(inner, { deadlineMs: 5_000 });
const [campaign, tracking] = [createClient(CampaignService, transport), createClient(TrackingService, transport)];

test("a unary call has a time limit, its own or the client's; a stream has none", async () => {
  await campaign.getCampaign({});
  await campaign.getCampaign({}, { timeoutMs: 700 });
  for await (const _ of campaign.watchCampaigns({})) break;
  expect(limits[0]).toBeGreaterThan(4_000);
  expect(limits[1]).toBeLessThanOrEqual(700);
  expect(limits[2]).toBeUndefined();
});

test("every failure is an RpcError, of streams too", async () => {
  await expect(campaign.getCampaign({ campaignId: "none" })).rejects.toMatchObject({ name: "RpcError", code: 5, reason: "NOT_FOUND" });
  await expect(async () => {
    for await (const _ of campaign.watchCampaigns({ campaignIds: ["none"] }));
  }).rejects.toMatchObject({ name: "RpcError", code: 5 });
});

test("leaving the loop ends the call, and so does the signal", async () => {
  for await (const _ of campaign.watchCampaigns({})) break;
  await expect.poll(() => watching).toBe(0);
  const given = new AbortController();
  await expect(async () => {
    for await (const _ of campaign.watchCampaigns({}, { signal: given.signal })) given.abort();
  }).rejects.toMatchObject({ name: "RpcError", code: 1 });
  await expect.poll(() => watching).toBe(0);
});

test("a field that the contract does not have is a TypeError, in a stream's requests too", async () => {
  // @ts-expect-error no such field
  await expect(campaign.getCampaign({ id: "x" })).rejects.toThrow(TypeError);
  const wrong = async function* () {
    yield { batchId: "a" };
    yield { batch: "b" };
  };
  const answered: string[] = [];
  await expect(async () => {
    for await (const { batchId } of tracking.trackStream(wrong())) answered.push(batchId);
  }).rejects.toThrow(/no field batch\b/);
  expect(answered).toEqual(["a"]);
});

test("what a caller's requests throw comes out as it was thrown, and they are closed when the call ends", async () => {
  const broken = async function* () {
    yield { batchId: "a" };
    throw new RangeError("the file is torn");
  };
  await expect(async () => {
    for await (const _ of tracking.trackStream(broken()));
  }).rejects.toThrow(RangeError);
  let closed = false;
  const endless = async function* () {
    try {
      for (let n = 0; ; n += 1) yield { batchId: String(n) };
    } finally {
      closed = true;
    }
  };
  for await (const { batchId } of tracking.trackStream(endless())) if (batchId === "3") break;
  await expect.poll(() => closed).toBe(true);
});
