import type { EventLog } from "@marketing/shared/log/eventLog";
import { type ContentState, contentDecider } from "./content.ts";
import { type ContentEvent, type SlugEvent, slugStream } from "./contentEvents.ts";
import { slugsOf } from "./standing.ts";

/** Who holds a slug, as its stream says, and the version at which it says so. */
export interface SlugReservation {
  readonly slug: string;
  readonly holder: string | null;
  readonly version: number;
}

export const loadReservation = async (log: EventLog, tenantId: string, slug: string): Promise<SlugReservation> => {
  const events = await log.readStreamAll(tenantId, slugStream(slug));
  const last = events.at(-1);
  return { slug, holder: last?.type === "slug_reserved" ? last.data.contentId : null, version: last?.version ?? 0 };
};

/** What the new events mean for the slugs: new ones are reserved, those nobody needs any more given back, in the same append. */
export const reservationsFor = (
  contentId: string,
  before: ContentState,
  events: ReadonlyArray<ContentEvent>,
  wanted: SlugReservation | null,
): ReadonlyArray<{ streamId: string; expected: number | "stream-exists"; events: ReadonlyArray<SlugEvent> }> => {
  const held = slugsOf(before.standing);
  const holds = slugsOf(events.reduce(contentDecider.evolve, before).standing);
  const data = { contentId };
  const taken = [...holds].filter((slug) => !held.has(slug));
  const given = [...held].filter((slug) => !holds.has(slug));
  return [
    ...taken.map((slug) => ({
      streamId: slugStream(slug),
      // not looked up means that the content changed meanwhile: refused as a conflict, and looked up then
      expected: wanted?.slug === slug ? wanted.version : 0,
      events: [{ type: "slug_reserved" as const, data }],
    })),
    ...given.map((slug) => ({
      streamId: slugStream(slug),
      expected: "stream-exists" as const,
      events: [{ type: "slug_released" as const, data }],
    })),
  ];
};
