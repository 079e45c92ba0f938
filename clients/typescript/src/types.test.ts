import { expectTypeOf, test } from "vitest";
import type { MarketingClient } from "./client.ts";
import type { EventOf } from "./events.ts";
import type { JsonObject, JsonValue } from "./types.ts";

type Answered<Call extends (...args: never[]) => unknown> = Awaited<ReturnType<Call>>;

test("an answer holds dates, plain JSON, text for int64 and enums", () => {
  type User = NonNullable<Answered<MarketingClient["identity"]["getUser"]>["user"]>;
  expectTypeOf<User["createdAt"]>().toEqualTypeOf<Date | null>();
  expectTypeOf<User["traits"]>().toEqualTypeOf<JsonObject | null>();
  expectTypeOf<User["version"]>().toEqualTypeOf<string>();
  expectTypeOf<User["churnRisk"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<User>().not.toHaveProperty("_churnRisk");
  type Change = Answered<MarketingClient["identity"]["getUserHistory"]>["traitChanges"][number];
  expectTypeOf<Change["oldValue"]>().toEqualTypeOf<JsonValue | null>();
  type Campaign = NonNullable<Answered<MarketingClient["campaign"]["getCampaign"]>["campaign"]>;
  expectTypeOf<Campaign["status"]>().extract<"CAMPAIGN_STATUS_ACTIVE">().toEqualTypeOf<"CAMPAIGN_STATUS_ACTIVE">();
  expectTypeOf<Campaign["status"]>().toExtend<string>();
  type Diff = Answered<MarketingClient["content"]["diffVersions"]>;
  expectTypeOf<Diff["fields"][number]["field"]>().toEqualTypeOf<string>();
  type Roi = Answered<MarketingClient["campaign"]["getRoi"]>;
  expectTypeOf<Roi["events"]>().toEqualTypeOf<{ readonly [key: string]: string }>();
});

test("a request takes the same, and nothing that is not in the contract", () => {
  type Given = Parameters<MarketingClient["campaign"]["createCampaign"]>[0];
  expectTypeOf<{ name: "x"; type: "CAMPAIGN_TYPE_AD"; config: { channels: ["email"] }; budgetMicros: 5n }>().toExtend<Given>();
  expectTypeOf<Given["type"]>().not.toExtend<number>();
  expectTypeOf<{ type: "CAMPAIGN_TYPE_NONE" }>().not.toExtend<Given>();
  type Schedule = Parameters<MarketingClient["campaign"]["scheduleCampaign"]>[0];
  expectTypeOf<Schedule["startAt"]>().toEqualTypeOf<Date | null | undefined>();
});

test("streams are async generators", () => {
  expectTypeOf<ReturnType<MarketingClient["task"]["claimTasks"]>>().toExtend<AsyncIterable<object>>();
  expectTypeOf<ReturnType<MarketingClient["tracking"]["trackStream"]>>().toExtend<AsyncIterable<{ batchId: string }>>();
});

test("an event's type tells what its data is", () => {
  type Converted = EventOf<"lead", "LeadConverted">;
  expectTypeOf<Converted["data"]["convertedAt"]>().toEqualTypeOf<Date | null>();
  expectTypeOf<Converted["data"]["valueMicros"]>().toEqualTypeOf<string>();
  expectTypeOf<EventOf<"tracking">["data"]["properties"]>().toEqualTypeOf<JsonObject | null>();
});
