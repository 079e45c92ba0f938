import type { Write } from "@marketing/shared/command/execute";
import { type Claim, unclaimed, uniqueClaims } from "@marketing/shared/command/uniqueClaims";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { ContentEvent } from "./events.ts";
import { type ContentState, evolve, slugsOf } from "./state.ts";

interface Holder {
  readonly contentId: string;
}
/** Stream `slug-<slug>`. */
export const slugEvents = defineEvents({
  slug_reserved: event<Holder>({ version: 1 }),
  slug_released: event<Holder>({ version: 1 }),
});

/** A slug belongs to one content of a tenant. */
export const slugClaims = uniqueClaims<EventOf<typeof slugEvents>>({
  streamId: (slug) => `slug-${slug}`,
  taken: (contentId) => ({ type: "slug_reserved", data: { contentId } }),
  given: (contentId) => ({ type: "slug_released", data: { contentId } }),
  holderOf: ({ type, data }) => (type === "slug_reserved" ? data.contentId : null),
});

/** What the new events mean for the slugs: new ones are reserved, those that are no longer needed are released, in the same append. */
export const slugWrites = (
  contentId: string,
  before: ContentState,
  events: ReadonlyArray<ContentEvent>,
  wanted: Claim | null,
): ReadonlyArray<Write> => {
  const held = slugsOf(before.lifecycle);
  const needed = slugsOf(events.reduce(evolve, before).lifecycle);
  const reserved = [...needed].filter((slug) => !held.has(slug));
  const released = [...held].filter((slug) => !needed.has(slug));
  return [
    // a slug that was not looked up means that the content has changed meanwhile: the append is refused, and the next attempt looks it up
    ...reserved.map((slug) => slugClaims.take(wanted?.value === slug ? wanted : unclaimed(slug), contentId)),
    ...released.map((slug) => slugClaims.give(slug, contentId)),
  ];
};
