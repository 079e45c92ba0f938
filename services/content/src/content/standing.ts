import type { ContentEvent, ContentType, Metadata } from "./contentEvents.ts";

export type State = "draft" | "in_review" | "approved" | "published" | "archived";

/** Where a content stands: what decides, and what its row in the library shows. Times are ms since 1970. */
export interface Standing {
  readonly contentId: string;
  readonly contentType: ContentType;
  readonly generatedBy: string | null;
  readonly campaignId: string | null;
  readonly model: string | null;
  readonly promptHash: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly state: State;
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

/** metadata.seo.slug; what else may stand there is none. */
export const slugOf = (metadata: Metadata): string | null => {
  const seo = metadata.seo;
  const slug = typeof seo === "object" && seo !== null && !Array.isArray(seo) ? (seo as Metadata).slug : null;
  return typeof slug === "string" && slug !== "" ? slug : null;
};

/** The slugs a content holds: the newest version's and the published one's. */
export const slugsOf = (s: Pick<Standing, "state" | "slug" | "publishedSlug"> | null): ReadonlySet<string> =>
  new Set(s === null || s.state === "archived" ? [] : [s.slug, s.publishedSlug].filter((slug) => slug !== null));

/** Also the read table's fold: what decides and what is shown cannot differ. Null before the content is created. */
export const evolveStanding = (standing: Standing | null, event: ContentEvent): Standing => {
  const { type, data } = event;
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
  if (standing === null) throw new TypeError(`${type} of ${data.contentId} comes before its creation`);
  const s = { ...standing, updatedAt: data.at };
  switch (type) {
    case "content_edited": {
      const text = { version: data.version, language: data.language, slug: slugOf(data.metadata) };
      return { ...s, ...text, state: "draft", scheduledFor: null, rejectionReason: null };
    }
    case "campaign_assigned":
      return { ...s, campaignId: data.campaignId };
    case "content_submitted":
      return { ...s, state: "in_review", rejectionReason: null };
    case "content_approved":
      return { ...s, state: "approved", approvedVersion: data.version };
    case "content_rejected":
      return { ...s, state: "draft", rejectionReason: data.reason };
    case "publication_scheduled":
      return { ...s, scheduledFor: data.scheduledFor };
    case "schedule_cancelled":
      return { ...s, scheduledFor: null };
    case "content_published": {
      const published = { publishedVersion: data.version, publishedSlug: data.slug, publishedAt: data.at };
      return { ...s, ...published, state: "published", firstPublishedAt: data.firstPublishedAt, scheduledFor: null };
    }
    case "content_unpublished": {
      const state = s.state !== "published" ? s.state : s.approvedVersion === s.version ? "approved" : "draft";
      return { ...s, state, publishedVersion: null, publishedSlug: null, publishedAt: null };
    }
    case "content_archived":
      return { ...s, state: "archived", publishedVersion: null, publishedSlug: null, publishedAt: null, scheduledFor: null };
  }
};
