import type { EventTracked } from "./event/trackedEvent.ts";

const at = Date.UTC(2026, 4, 4, 9, 30);
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const data: EventTracked = {
  ...{ userId, externalId: "ada", anonymousId: "visitor-17", eventName: "Pricing Viewed", properties: { plan: "pro", seats: 5 } },
  ...{ timestamp: at, receivedAt: at + 1_200, sessionId: "018f6a2b-5000-7000-8000-000000000005" },
  ...{ ipAddress: "203.0.113.0", userAgent: "Mozilla/5.0", channel: "browser", device: "desktop", browser: "Firefox", os: "Linux" },
  ...{ country: "DE", messageId: "m-4711", warnings: ["timestamp_in_future"] },
};

/** An event of every type that is published, with its stream: for the examples in docs/ and for tests. */
export const publishSamples: ReadonlyArray<readonly [string, { readonly type: "event_tracked"; readonly data: EventTracked }]> = [
  [`visitor-${userId}`, { type: "event_tracked", data }],
];
