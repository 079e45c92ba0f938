import { create } from "@bufbuild/protobuf";
import { createClient, createRouterTransport } from "@connectrpc/connect";
import { CampaignService, CreateCampaignRequestSchema } from "@marketing/protos/campaign/v1/campaign_service";
import { beforeEach, expect, test } from "vitest";
import { requestIds } from "./requestIds.ts";

const seen: string[] = [];
const client = createClient(
  CampaignService,
  createRouterTransport(
    ({ service }) =>
      service(CampaignService, {
        createCampaign: ({ requestId }) => {
          seen.push(requestId);
          return {};
        },
        listCampaigns: (request) => {
          seen.push(String("requestId" in request));
          return {};
        },
      }),
    { transport: { interceptors: [requestIds] } },
  ),
);
beforeEach(() => {
  seen.length = 0;
});

test("every command without a request id gets one of its own; a given one stays", async () => {
  await client.createCampaign({});
  await client.createCampaign({});
  await client.createCampaign({ requestId: "mine" });
  expect(seen.slice(0, 2)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(new Set(seen).size).toBe(3);
  expect(seen[2]).toBe("mine");
});

test("the caller's message stays as it is, so that sending it again is another command", async () => {
  const message = create(CreateCampaignRequestSchema, { name: "x" });
  await client.createCampaign(message);
  await client.createCampaign(message);
  expect(message.requestId).toBe("");
  expect(new Set(seen).size).toBe(2);
});

test("a query has none", async () => {
  await client.listCampaigns({});
  expect(seen).toEqual(["false"]);
});
