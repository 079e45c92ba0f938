import { type ContentEvent, type TextWritten, textStream } from "./contentEvents.ts";

/** The text that a new version brings, for a stream of its own, so that nobody reads it who only asks where a content stands. */
export const textOf = (
  events: ReadonlyArray<ContentEvent>,
  text: string | null,
): ReadonlyArray<{ streamId: string; expected: "no-stream"; events: ReadonlyArray<TextWritten> }> =>
  events.flatMap((e) => {
    if (text === null || (e.type !== "content_created" && e.type !== "content_edited") || e.data.textVersion !== e.data.version) return [];
    const { contentId, version } = e.data;
    return [
      {
        streamId: textStream(contentId, version),
        expected: "no-stream" as const,
        events: [{ type: "text_written" as const, data: { contentId, version, text } }],
      },
    ];
  });
