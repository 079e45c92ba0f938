import type { JsonObject } from "@marketing/shared/base/json";

export const contentTypes = ["blog", "social", "email", "ad_copy", "landing_page"] as const;
export type ContentType = (typeof contentTypes)[number];

/** The caller's own data about a text. What stands in `seo`, `word_count` and `reading_time` means something to this service (text.ts). */
export type Metadata = JsonObject;

/** What a version says, without the text itself: that is written once, in a stream of its own, and named by the version that brought it. */
export interface Version {
  readonly title: string | null;
  readonly metadata: Metadata;
  /** ISO 639-1 */
  readonly language: string;
  /** sha256 of the text, hex; null = no text. */
  readonly textHash: string | null;
  /** The version that brought the text; null = no text. */
  readonly textVersion: number | null;
  /** Of UTF-8. */
  readonly sizeBytes: number;
}

/** What every event of a content says. */
export interface OfContent {
  readonly contentId: string;
  /** ms since 1970 */
  readonly at: number;
}
/** The same of an event that concerns one of its versions. */
export interface OfVersion extends OfContent {
  readonly version: number;
}

/** metadata.seo.slug; anything but a non-empty string there is no slug. */
export const slugOf = (metadata: Metadata): string | null => {
  const seo = metadata.seo;
  const slug = typeof seo === "object" && seo !== null && !Array.isArray(seo) ? (seo as Metadata).slug : null;
  return typeof slug === "string" && slug !== "" ? slug : null;
};

const content: OfContent = { contentId: "018f6a2b-b000-7000-8000-00000000000b", at: Date.UTC(2026, 4, 4, 9, 30) };
const version: OfVersion = { ...content, version: 1 };
const written: Version = {
  title: "Five engines",
  metadata: { seo: { slug: "five-engines" } },
  language: "en",
  textHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  textVersion: 1,
  sizeBytes: 1_930,
};
/** One content, for the examples of the documentation. */
export const sample = { content, version, written, campaignId: "018f6a2b-6000-7000-8000-000000000006" };
