import type { JsonObject } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { CampaignStatus, CampaignType } from "@marketing/protos/campaign/v1/campaign_service";
import { expectTypeOf, test } from "vitest";
import type { MarketingClient } from "./client.ts";
import type { EventName, EventOf } from "./events.ts";

type Answered<Call extends (...args: never[]) => unknown> = Awaited<ReturnType<Call>>;

test("an answer holds timestamps, plain JSON, bigint for int64, and enums", () => {
  type User = NonNullable<Answered<MarketingClient["identity"]["getUser"]>["user"]>;
  expectTypeOf<User["createdAt"]>().toEqualTypeOf<Timestamp | undefined>();
  expectTypeOf<User["traits"]>().toEqualTypeOf<JsonObject | undefined>();
  expectTypeOf<User["version"]>().toEqualTypeOf<bigint>();
  expectTypeOf<User["churnRisk"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<User>().not.toHaveProperty("_churnRisk");
  type Campaign = NonNullable<Answered<MarketingClient["campaign"]["getCampaign"]>["campaign"]>;
  expectTypeOf<typeof CampaignStatus.ACTIVE>().toExtend<Campaign["status"]>();
  expectTypeOf<Campaign["status"]>().toEqualTypeOf<CampaignStatus>();
  type Diff = Answered<MarketingClient["content"]["diffVersions"]>;
  expectTypeOf<Diff["fields"][number]["field"]>().toEqualTypeOf<string>();
  type Roi = Answered<MarketingClient["campaign"]["getRoi"]>;
  expectTypeOf<Roi["events"]>().toEqualTypeOf<{ [key: string]: bigint }>();
});

test("a request takes the same, and nothing that is not in the contract", () => {
  type Given = Parameters<MarketingClient["campaign"]["createCampaign"]>[0];
  expectTypeOf<{ name: "x"; type: CampaignType; config: { channels: ["email"] }; budgetMicros: 5n }>().toExtend<Given>();
  expectTypeOf<NonNullable<Given["type"]>>().not.toExtend<string>();
  expectTypeOf<{ type: "CAMPAIGN_TYPE_NONE" }>().not.toExtend<Given>();
  type Schedule = Parameters<MarketingClient["campaign"]["scheduleCampaign"]>[0];
  expectTypeOf<{ startAt: Timestamp }>().toExtend<Schedule>();
  expectTypeOf<{ startAt: Date }>().not.toExtend<Schedule>();
});

test("streams are async iterables", () => {
  expectTypeOf<ReturnType<MarketingClient["task"]["claimTasks"]>>().toExtend<AsyncIterable<object>>();
  expectTypeOf<ReturnType<MarketingClient["tracking"]["trackStream"]>>().toExtend<AsyncIterable<{ batchId: string }>>();
});

test("an event's type tells what its data is", () => {
  type Converted = EventOf<"lead", "LeadConverted">;
  expectTypeOf<Converted["data"]["convertedAt"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Converted["data"]["valueMicros"]>().toEqualTypeOf<string>();
  expectTypeOf<EventOf<"tracking">["data"]["properties"]>().toEqualTypeOf<JsonObject | undefined>();
  expectTypeOf<"TenantSettings">().not.toExtend<EventName<"identity">>();
});
