import * as world from "./catalog.ts";

/** What happened, at the true time; how it was delivered is decided afterwards. */
export interface Call {
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly type: string };
}

export interface Device {
  readonly anonymousId: string;
  readonly agent: string;
  readonly ip: string;
  readonly mobileApp: boolean;
}

export const contextOf = (device: Device, sessionId: string | null) => ({
  ip: device.ip,
  userAgent: device.agent,
  library: device.mobileApp ? { name: "analytics-swift", version: "1.7.3" } : { name: "analytics.js", version: "2.11.1" },
  ...(device.mobileApp && { device: { manufacturer: "Apple", model: "iPhone16,2", type: "ios" }, os: { name: "iOS", version: "18.6" } }),
  ...(sessionId !== null && { sessionId }),
});

const ids = (device: Device, userId: string | null) => ({ anonymousId: device.anonymousId, ...(userId !== null && { userId }) });

export const pageCall = (
  at: number,
  device: Device,
  userId: string | null,
  sessionId: string | null,
  page: { readonly path: string; readonly title: string },
  source: world.TrafficSource | null,
  messageId: string,
  referrer = "",
): Call => {
  const context = {
    ...contextOf(device, sessionId),
    page: { path: page.path, url: world.site + page.path, title: page.title, ...(referrer !== "" && { referrer }) },
    ...(source?.campaign !== undefined && { campaign: source.campaign }),
  };
  return { at, body: { type: "page", messageId, ...ids(device, userId), name: page.title, context } };
};

export const appPage = (at: number, device: Device, userId: string, sessionId: string, path: string, messageId: string): Call =>
  pageCall(at, device, userId, sessionId, { path, title: "Harborline" }, null, messageId);

export const track = (
  at: number,
  device: Device,
  userId: string | null,
  sessionId: string,
  event: string,
  properties: object,
  messageId: string,
): Call => ({
  at,
  body: { type: "track", messageId, ...ids(device, userId), event, properties, context: contextOf(device, sessionId) },
});

/** Sent by the product's own servers: nobody was there, and no clock is wrong. */
export const server = (at: number, userId: string, event: string, properties: object, messageId: string): Call => ({
  at,
  body: {
    type: "track",
    messageId,
    userId,
    event,
    properties,
    channel: "server",
    context: { library: { name: "analytics-node", version: "2.3.0" }, active: false },
  },
});
