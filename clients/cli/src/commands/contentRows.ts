import { ContentState, ContentType } from "@marketing/protos/content/v1/content_service";
import { type Content, type ContentVersion, clockOf, isoOf, wordOf } from "../api.ts";
import { ratio } from "./campaignRows.ts";
import { type Listed, oneLine, type Shown } from "./show.ts";

export const contentTypes = ["blog", "social", "email", "ad_copy", "landing_page"] as const;

export const contents: Shown<Content> = {
  none: "nothing in the library",
  columns: [
    { title: "content" },
    { title: "type" },
    { title: "title", max: 44 },
    { title: "state" },
    { title: "version" },
    { title: "by", max: 20 },
    { title: "served" },
    { title: "engaged", align: "right" },
    { title: "published (UTC)" },
  ],
  row: (c) => [
    c.contentId,
    wordOf(ContentType, c.contentType),
    c.title,
    wordOf(ContentState, c.state),
    c.version,
    c.generatedBy,
    Number(c.served),
    ratio(c.performanceScore) ?? "",
    clockOf(c.publishedAt),
  ],
  detail: (c) => [
    ["content", c.contentId],
    ["type", wordOf(ContentType, c.contentType)],
    ["title", c.title],
    ["state", wordOf(ContentState, c.state) + (c.rejectionReason === "" ? "" : ` (rejected: ${c.rejectionReason})`)],
    ["version", `${c.version} of ${c.latestVersion}${c.publishedVersion === 0 ? "" : `, published is ${c.publishedVersion}`}`],
    ["language", c.language],
    ["by", c.generatedBy],
    ["campaign", c.campaignName || c.campaignId],
    ["slug", c.slug],
    ["metadata", oneLine(c.metadata)],
    ["served", Number(c.served)],
    ["engaged", `${c.engaged}${c.performanceScore === undefined ? "" : `, ${ratio(c.performanceScore)}`}`],
    ["created", clockOf(c.createdAt)],
    ["scheduled", clockOf(c.scheduledFor)],
    ["published", clockOf(c.publishedAt)],
  ],
  plain: (c) => ({
    content_id: c.contentId,
    content_type: wordOf(ContentType, c.contentType),
    title: c.title,
    state: wordOf(ContentState, c.state),
    version: c.version,
    latest_version: c.latestVersion,
    published_version: c.publishedVersion,
    language: c.language,
    generated_by: c.generatedBy,
    campaign_id: c.campaignId,
    metadata: c.metadata ?? {},
    slug: c.slug,
    served: Number(c.served),
    engaged: Number(c.engaged),
    performance_score: c.performanceScore ?? null,
    created_at: isoOf(c.createdAt),
    published_at: isoOf(c.publishedAt),
    scheduled_for: isoOf(c.scheduledFor),
  }),
};

export const contentVersions: Listed<ContentVersion> = {
  columns: [
    { title: "version" },
    { title: "title", max: 50 },
    { title: "words" },
    { title: "created (UTC)" },
    { title: "by", max: 30 },
    { title: "published" },
  ],
  row: (v) => [v.version, v.title, v.wordCount, clockOf(v.createdAt), v.createdBy, v.published],
  plain: (v) => ({ version: v.version, title: v.title, words: v.wordCount, created_at: isoOf(v.createdAt), published: v.published }),
};
