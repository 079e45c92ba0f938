import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { CreateAdCampaignRequestSchema } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { CreateCampaignRequestSchema, ScheduleCampaignRequestSchema } from "@marketing/protos/campaign/v1/campaign_service";
import { GetTimelineRequestSchema } from "@marketing/protos/tracking/v1/tracking_service";
import { expect, test } from "vitest";
import { checkFields } from "./unknownFields.ts";

test("what the message has is taken, at any depth, and any name inside a Struct", () => {
  checkFields(CreateCampaignRequestSchema, { name: "x", config: { nmae: [{ any: 1 }] }, budgetMicros: undefined });
  checkFields(CreateAdCampaignRequestSchema, { creatives: [{ variantId: "a", data: { headline: "x" } }] });
  checkFields(ScheduleCampaignRequestSchema, { startAt: timestampFromDate(new Date()) });
  checkFields(GetTimelineRequestSchema, { person: { id: { case: "userId", value: "u" } } });
  checkFields(GetTimelineRequestSchema, { person: { id: { case: undefined } } });
  checkFields(CreateCampaignRequestSchema, create(CreateCampaignRequestSchema, { name: "x" }));
});

test("what it does not have is named", () => {
  expect(() => checkFields(CreateCampaignRequestSchema, { nmae: "x" })).toThrow(/^the message has no field nmae: .*\bname\b/);
  expect(() => checkFields(CreateAdCampaignRequestSchema, { creatives: [{ wieght: 1 }] })).toThrow(/no field wieght/);
  expect(() => checkFields(GetTimelineRequestSchema, { person: { userId: "u" } })).toThrow(/no field userId: id/);
  expect(() => checkFields(GetTimelineRequestSchema, { person: { id: { case: "email" } } })).toThrow(/userId, externalId, anonymousId/);
});

test("a Date is no Timestamp: it would be sent as 1970", () => {
  expect(() => checkFields(ScheduleCampaignRequestSchema, { startAt: new Date() })).toThrow(/startAt takes a Timestamp.*timestampFromDate/);
});
