import type { Write } from "@marketing/shared/command/execute";
import { defineEvents, event } from "@marketing/shared/log/defineEvents";
import type { ContentEvent } from "./events.ts";

/** The one event of the stream `text-<id>-<version>`. */
export const textEvents = defineEvents({
  text_written: event<{ readonly contentId: string; readonly version: number; readonly text: string }>({ version: 1 }),
});

export const textStream = (contentId: string, version: number): string => `text-${contentId}-${version}`;

/** The text that a new version brings goes into a stream of its own, so that nobody reads it who only wants to decide. */
export const textWrites = (events: ReadonlyArray<ContentEvent>, text: string | null): ReadonlyArray<Write> =>
  events.flatMap(({ type, data }) => {
    if (text === null || (type !== "content_created" && type !== "content_edited") || data.textVersion !== data.version) return [];
    const { contentId, version } = data;
    const written = { type: "text_written", data: { contentId, version, text } };
    return [{ streamId: textStream(contentId, version), expected: "no-stream" as const, events: [written] }];
  });
