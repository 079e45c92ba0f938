import type { NewEvent } from "@marketing/shared/base/event";
import type { ContentEvent, VersionEvent } from "./events.ts";
import { type ContentType, slugOf, type Version } from "./version.ts";

export type LifecycleState = "draft" | "in_review" | "approved" | "published" | "archived";

/** Where a content is in its life: what decisions are made on, and what its row in the library shows. Times are ms since 1970. */
export interface Lifecycle {
  readonly contentId: string;
  readonly contentType: ContentType;
  readonly generatedBy: string | null;
  readonly campaignId: string | null;
  readonly model: string | null;
  readonly promptHash: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly state: LifecycleState;
  /** The newest. */
  readonly version: number;
  readonly language: string;
  readonly slug: string | null;
  readonly approvedVersion: number | null;
  readonly publishedVersion: number | null;
  readonly publishedSlug: string | null;
  readonly publishedAt: number | null;
  readonly firstPublishedAt: number | null;
  readonly scheduledFor: number | null;
  readonly rejectionReason: string | null;
}

export interface ContentState {
  /** Null = there is no such content. */
  readonly lifecycle: Lifecycle | null;
  /** `versions[n - 1]` is version n. */
  readonly versions: ReadonlyArray<Version>;
  /** `writers[n - 1]` wrote what version n says beyond the version that was approved last before it: who called, as the metadata of events name him. */
  readonly writers: ReadonlyArray<ReadonlyArray<string>>;
}
export const initialContent: ContentState = { lifecycle: null, versions: [], writers: [] };

/** The slugs a content holds: the newest version's and the published one's. */
export const slugsOf = (c: Pick<Lifecycle, "state" | "slug" | "publishedSlug"> | null): ReadonlySet<string> =>
  new Set(c === null || c.state === "archived" ? [] : [c.slug, c.publishedSlug].filter((slug) => slug !== null));

/** Folded by the read table, too, so that what is decided on and what is shown cannot differ. Null before the content is created. */
export const evolveLifecycle = (before: Lifecycle | null, { type, data }: ContentEvent): Lifecycle => {
  if (type === "content_created")
    return {
      contentId: data.contentId,
      contentType: data.contentType,
      generatedBy: data.generatedBy,
      campaignId: data.campaignId,
      model: data.model,
      promptHash: data.promptHash,
      createdAt: data.at,
      updatedAt: data.at,
      state: "draft",
      version: data.version,
      language: data.language,
      slug: slugOf(data.metadata),
      approvedVersion: null,
      publishedVersion: null,
      publishedSlug: null,
      publishedAt: null,
      firstPublishedAt: null,
      scheduledFor: null,
      rejectionReason: null,
    };
  if (before === null) throw new TypeError(`${type} of ${data.contentId} comes before its creation`);
  const c = { ...before, updatedAt: data.at };
  switch (type) {
    case "content_edited": {
      const edited = { version: data.version, language: data.language, slug: slugOf(data.metadata) };
      return { ...c, ...edited, state: "draft", scheduledFor: null, rejectionReason: null };
    }
    case "campaign_assigned":
      return { ...c, campaignId: data.campaignId };
    case "content_submitted":
      return { ...c, state: "in_review", rejectionReason: null };
    case "content_approved":
      return { ...c, state: "approved", approvedVersion: data.version };
    case "content_rejected":
      return { ...c, state: "draft", rejectionReason: data.reason };
    case "publication_scheduled":
      return { ...c, scheduledFor: data.scheduledFor };
    case "schedule_cancelled":
      return { ...c, scheduledFor: null };
    case "content_published": {
      const published = { publishedVersion: data.version, publishedSlug: data.slug, publishedAt: data.at };
      return { ...c, ...published, state: "published", firstPublishedAt: data.firstPublishedAt, scheduledFor: null };
    }
    case "content_unpublished": {
      const state = c.state !== "published" ? c.state : c.approvedVersion === c.version ? "approved" : "draft";
      return { ...c, state, publishedVersion: null, publishedSlug: null, publishedAt: null };
    }
    case "content_archived":
      return { ...c, state: "archived", publishedVersion: null, publishedSlug: null, publishedAt: null, scheduledFor: null };
  }
};

/** Of the version that the event makes. A restored one is also by those who wrote the old one. */
const writersOf = (
  { lifecycle, writers }: ContentState,
  { type, data, metadata }: VersionEvent & Pick<NewEvent, "metadata">,
): ReadonlyArray<string> => {
  const restored = type === "content_edited" ? data.restoredFrom : null;
  const newestApproved = lifecycle !== null && lifecycle.approvedVersion === lifecycle.version;
  const before = restored !== null ? writers[restored - 1] : newestApproved ? [] : writers.at(-1);
  return [...new Set([...(before ?? []), ...(metadata?.actor ? [metadata.actor] : [])])];
};

export const evolve = (state: ContentState, event: ContentEvent & Pick<NewEvent, "metadata">): ContentState => {
  const lifecycle = evolveLifecycle(state.lifecycle, event);
  if (event.type !== "content_created" && event.type !== "content_edited") return { ...state, lifecycle };
  const { title, metadata, language, textHash, textVersion, sizeBytes } = event.data;
  const version = { title, metadata, language, textHash, textVersion, sizeBytes };
  return { lifecycle, versions: [...state.versions, version], writers: [...state.writers, writersOf(state, event)] };
};
