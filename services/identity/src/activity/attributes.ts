import { type Properties, pageOf } from "./pageView.ts";

// Under what circumstances something was done, by a closed list of values: an unknown one is left out, since it could be anything.

/** By the value as tracking gives it, "device desktop". */
const labels = (kind: string, names: string): ReadonlyMap<unknown, string> =>
  new Map(names.split(" ").map((name) => [name, `${kind} ${name}`]));
const devices = labels("device", "desktop mobile tablet tv console wearable");
const channels = labels("channel", "browser mobile server");
const media = labels("medium", "email cpc ppc paid social organic referral display affiliate sms push video print direct retargeting");

/** "device desktop", "channel browser": known ones alone. */
export const deviceLabel = (device: unknown): string | undefined => devices.get(device);
export const channelLabel = (channel: unknown): string | undefined => channels.get(channel);
/** "medium email": utm_medium, as a property or in the page's address. */
export const mediumLabel = (properties: Properties): string | undefined => {
  let given = properties.utm_medium;
  if (given === undefined) {
    const page = pageOf(properties);
    if (page?.includes("utm_medium=")) given = /[?&]utm_medium=([\w-]{1,20})/.exec(page)?.[1];
  }
  return typeof given === "string" ? media.get(given.toLowerCase()) : undefined;
};
