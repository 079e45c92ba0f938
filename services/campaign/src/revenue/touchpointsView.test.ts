import { ExactNumber } from "@marketing/shared/base/exactNumber";
import { expect, test } from "vitest";
import { campaignKeyOf } from "./touchpointsView.ts";

test("what names a campaign has room in its column: some letters are longer in lower case", () => {
  expect(campaignKeyOf({ utm_campaign: " Spring ", campaign_id: "" })).toBe("spring");
  expect(campaignKeyOf({ utm_campaign: 20261110 })).toBe("20261110");
  expect(campaignKeyOf({ campaign_id: new ExactNumber("120210000000000017"), utm_campaign: "spring" })).toBe("120210000000000017");
  expect(campaignKeyOf({ campaign_id: 0, utm_campaign: "spring" })).toBe("spring");
  expect(campaignKeyOf({ utm_campaign: "X".repeat(255) })).toBe("x".repeat(255));
  expect(campaignKeyOf({ utm_campaign: "\u{1f600}".repeat(255) })).toBe("\u{1f600}".repeat(255));
  for (const utm_campaign of ["\u{1f600}".repeat(256), "x".repeat(256), "\u0130".repeat(200), " ", true, [5]])
    expect(campaignKeyOf({ utm_campaign })).toBeNull();
});
