import type { MarketingClient } from "@marketing/client";
import { ConsentChannel, ConsentStatus, LeftOutReason, SuppressionKind } from "@marketing/protos/identity/v1/consent_service";
import { type Answered, clockOf, isoOf, wordOf } from "../api.ts";
import { choiceOf, stringOf, type Values } from "../args.ts";
import { usageError } from "../exitCodes.ts";
import { grouped } from "../terminal/table.ts";
import type { Listed } from "./show.ts";

type Api = MarketingClient["consent"];
type Consent = Answered<Api["getConsents"]>["consents"][number];
type Suppression = Answered<Api["listSuppressions"]>["suppressions"][number];
type LeftOut = Answered<Api["countAudience"]>["leftOut"][number];

export const channels = ["email", "sms", "ads", "push"] as const;

const plainConsent = (c: Consent) => ({
  ...{ channel: wordOf(ConsentChannel, c.channel), purpose: c.purpose, status: wordOf(ConsentStatus, c.status), at: isoOf(c.at) },
  ...{ source: c.source, wording_version: c.wordingVersion, proof: c.proof ?? null, user_id: c.userId },
});

export const consents: Listed<Consent> = {
  none: "nothing was ever said: they may not be addressed",
  columns: [
    ...[{ title: "channel" }, { title: "purpose" }, { title: "status" }, { title: "said (UTC)" }, { title: "source", max: 40 }],
    ...[{ title: "wording" }, { title: "of" }],
  ],
  row: (c) => [
    ...[wordOf(ConsentChannel, c.channel), c.purpose, wordOf(ConsentStatus, c.status), clockOf(c.at), c.source],
    ...[c.wordingVersion, c.userId || "the address"],
  ],
  plain: plainConsent,
};

export const consentEntries: Listed<Answered<Api["listConsents"]>["entries"][number]> = {
  ...consents,
  row: ({ consent }) => consents.row(consent!),
  plain: ({ consent, position }) => ({ ...plainConsent(consent!), position: Number(position) }),
};

export const suppressions: Listed<Suppression> = {
  none: "nothing is suppressed",
  columns: [{ title: "kind" }, { title: "value", max: 64 }, { title: "added (UTC)" }, { title: "reason", max: 60 }],
  row: (s) => [wordOf(SuppressionKind, s.kind), s.value, clockOf(s.addedAt), s.reason],
  plain: (s) => ({ kind: wordOf(SuppressionKind, s.kind), value: s.value, reason: s.reason, added_at: isoOf(s.addedAt) }),
};

/** --channel and what it is for. */
export const channelOf = (values: Values) => {
  const channel = choiceOf(values, "channel", ConsentChannel, channels);
  if (channel === undefined) throw usageError(`it takes --channel: ${channels.join(", ")}`);
  return channel;
};

/** `--addressable email:newsletter`; absent gives undefined. */
export const addressableOf = (values: Values) => {
  const given = stringOf(values, "addressable");
  if (given === undefined) return undefined;
  const [channel, purpose, ...more] = given.split(":");
  if (!purpose || more.length > 0)
    throw usageError(`--addressable takes CHANNEL:PURPOSE, as email:newsletter, not ${JSON.stringify(given)}`);
  return { channel: choiceOf({ addressable: channel }, "addressable", ConsentChannel, channels)!, purpose };
};

/** "left out: 3 withdrawn, 2 no_consent", with the most of them first. */
export const leftOutOf = (leftOut: ReadonlyMap<string, number>): string => {
  const by = [...leftOut].sort((a, b) => b[1] - a[1]).map(([reason, people]) => `${grouped(people)} ${reason}`);
  return by.length === 0 ? "nobody was left out" : `left out: ${by.join(", ")}`;
};

/** Adds what a page says to what the pages before said. */
export const addLeftOut = (to: Map<string, number>, leftOut: ReadonlyArray<LeftOut>): void => {
  for (const { reason, people } of leftOut) {
    const word = wordOf(LeftOutReason, reason);
    to.set(word, (to.get(word) ?? 0) + Number(people));
  }
};
