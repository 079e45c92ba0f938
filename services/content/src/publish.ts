import { publisher, type Shape } from "@marketing/shared/bus/publisher";
import { scoreOf } from "./performance/performance.ts";

const iso = (ms: number | null | undefined): string | undefined =>
  ms === null || ms === undefined ? undefined : new Date(ms).toISOString();
/** Protobuf JSON leaves an unset field out. */
const some = <A>(value: A | null | undefined): A | undefined => value ?? undefined;

/** The texts (text_written) stay inside: a message of the bus ends at 1 MB, and whoever wants one asks GetContent. */
const shapes: Readonly<Record<string, Shape>> = {
  content_created: [
    "content",
    "created",
    "ContentCreated",
    ({ data: d }) => ({
      contentId: d.contentId,
      contentType: d.contentType,
      title: some(d.title),
      language: d.language,
      generatedBy: some(d.generatedBy),
      campaignId: some(d.campaignId),
      createdAt: iso(d.at),
    }),
  ],
  content_edited: [
    "content",
    "changed",
    "ContentChanged",
    ({ data: d }) => ({
      contentId: d.contentId,
      version: d.version,
      title: some(d.title),
      restoredFrom: some(d.restoredFrom),
      timestamp: iso(d.at),
    }),
  ],
  campaign_assigned: [
    "content",
    "campaign-changed",
    "ContentCampaignChanged",
    ({ data: d }) => ({ contentId: d.contentId, campaignId: some(d.campaignId), timestamp: iso(d.at) }),
  ],
  content_submitted: [
    "content",
    "submitted",
    "ContentSubmitted",
    ({ data: d }) => ({ contentId: d.contentId, version: d.version, timestamp: iso(d.at) }),
  ],
  content_approved: [
    "content",
    "approved",
    "ContentApproved",
    ({ data: d }) => ({ contentId: d.contentId, version: d.version, comment: d.comment, timestamp: iso(d.at) }),
  ],
  content_rejected: [
    "content",
    "rejected",
    "ContentRejected",
    ({ data: d }) => ({ contentId: d.contentId, version: d.version, reason: d.reason, timestamp: iso(d.at) }),
  ],
  publication_scheduled: [
    "content",
    "scheduled",
    "ContentScheduled",
    ({ data: d }) => ({ contentId: d.contentId, version: d.version, scheduledFor: iso(d.scheduledFor) }),
  ],
  schedule_cancelled: [
    "content",
    "schedule-cancelled",
    "ContentScheduleCancelled",
    ({ data: d }) => ({ contentId: d.contentId, reason: d.reason, timestamp: iso(d.at) }),
  ],
  content_published: [
    "content",
    "published",
    "ContentPublished",
    ({ data: d }) => ({
      contentId: d.contentId,
      version: d.version,
      contentType: d.contentType,
      title: some(d.title),
      campaignId: some(d.campaignId),
      slug: some(d.slug),
      language: d.language,
      publishedAt: iso(d.at),
      firstPublishedAt: iso(d.firstPublishedAt),
      scheduled: d.scheduled,
    }),
  ],
  content_unpublished: [
    "content",
    "unpublished",
    "ContentUnpublished",
    ({ data: d }) => ({ contentId: d.contentId, version: d.version, reason: d.reason, timestamp: iso(d.at) }),
  ],
  content_archived: ["content", "archived", "ContentArchived", ({ data: d }) => ({ contentId: d.contentId, timestamp: iso(d.at) })],
  performance_changed: [
    "content",
    "performance-changed",
    "ContentPerformanceChanged",
    ({ data: d }) => ({
      contentId: d.contentId,
      version: d.version,
      served: String(d.served),
      engaged: String(d.engaged),
      performanceScore: some(scoreOf(d.served, d.engaged)),
    }),
  ],
  document_put: [
    "knowledge",
    "document-put",
    "KnowledgeDocumentPut",
    ({ data: d }) => ({
      documentId: d.documentId,
      version: d.version,
      title: some(d.title),
      uri: some(d.uri),
      source: d.source,
      category: d.category,
      tags: d.tags,
      language: d.language,
      lastUpdated: iso(d.lastUpdated),
      timestamp: iso(d.at),
    }),
  ],
  document_deleted: [
    "knowledge",
    "document-deleted",
    "KnowledgeDocumentDeleted",
    ({ data: d }) => ({ documentId: d.documentId, version: d.version, timestamp: iso(d.at) }),
  ],
  policy_set: [
    "policy",
    "changed",
    "ContentPolicyChanged",
    ({ data: d }) => ({ contentType: d.contentType, approvalRequired: d.approvalRequired }),
  ],
};

export const { publish, types: publicTypes } = publisher("content", shapes);
