import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import { expect, test } from "vitest";
import { repeats, waitAfter } from "./repeats.ts";
import { requestIds } from "./requestIds.ts";

/** A service whose first calls fail with these codes. */
const failing = (codes: Code[]) => {
  const seen: Array<{ name: string; requestId: string }> = [];
  let streams = 0;
  const stumble = () => {
    const code = codes.shift();
    if (code !== undefined) throw new ConnectError("no", code);
  };
  const transport = createRouterTransport(
    ({ service }) => {
      service(CampaignService, {
        createCampaign: ({ name, requestId }) => {
          seen.push({ name, requestId });
          stumble();
          return {};
        },
        watchCampaigns: async function* ({ campaignIds }) {
          streams += 1;
          stumble();
          yield { update: { campaignId: campaignIds[0]! } };
          stumble();
        },
      });
      service(TrackingService, {
        trackStream: async function* (requests) {
          streams += 1;
          for await (const { batchId } of requests) {
            stumble();
            yield { batchId };
          }
        },
      });
    },
    { transport: { interceptors: [requestIds, repeats] } },
  );
  const [campaign, tracking] = [createClient(CampaignService, transport), createClient(TrackingService, transport)];
  return { campaign, tracking, seen, streams: () => streams };
};

test("UNAVAILABLE is tried again, four times at most, as one command", async () => {
  const { campaign, seen } = failing([Code.Unavailable, Code.Unavailable, Code.Unavailable, Code.Unavailable]);
  await expect(campaign.createCampaign({ name: "x" })).rejects.toMatchObject({ code: Code.Unavailable });
  expect(seen).toHaveLength(4);
  expect(new Set(seen.map(({ requestId }) => requestId)).size).toBe(1);
  expect(seen[0]!.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([Code.Aborted, Code.ResourceExhausted, Code.DeadlineExceeded, Code.Internal])("code %i is not", async (code) => {
  const { campaign, seen } = failing([code]);
  await expect(campaign.createCampaign({ name: "x" })).rejects.toMatchObject({ code });
  expect(seen).toHaveLength(1);
});

test("not beyond the deadline, nor once the caller has given up", async () => {
  const away = () => Array.from({ length: 4 }, () => Code.Unavailable);
  const late = failing(away());
  await expect(late.campaign.createCampaign({}, { timeoutMs: 60 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
  const given = new AbortController();
  const left = failing(away());
  setTimeout(() => given.abort(), 20);
  await expect(left.campaign.createCampaign({}, { signal: given.signal })).rejects.toMatchObject({ code: Code.Canceled });
  expect([late.seen.length, left.seen.length]).toEqual([expect.toSatisfy((n: number) => n < 3), 1]);
});

test("a stream of answers is repeated until the first one", async () => {
  const { campaign, streams } = failing([Code.Unavailable]);
  const got: unknown[] = [];
  for await (const { update } of campaign.watchCampaigns({ campaignIds: ["c"] })) got.push(update?.campaignId);
  expect([got, streams()]).toEqual([["c"], 2]);
});

test("a stream of requests of which some were taken is not", async () => {
  const { tracking, streams } = failing([Code.Unavailable]);
  const batches = async function* () {
    for (const batchId of ["a", "b"]) yield { batchId };
  };
  await expect(async () => {
    for await (const _ of tracking.trackStream(batches()));
  }).rejects.toMatchObject({ code: Code.Unavailable });
  expect(streams()).toBe(1);
});

test("the wait grows threefold to two seconds, half of it by chance", () => {
  expect([1, 2, 3, 4].map((attempt) => waitAfter(attempt, 1))).toEqual([100, 300, 900, 2_000]);
  expect([1, 2, 3, 4].map((attempt) => waitAfter(attempt, 0))).toEqual([50, 150, 450, 1_000]);
});
