import {
  ContentApprovedSchema,
  ContentArchivedSchema,
  ContentCampaignChangedSchema,
  ContentChangedSchema,
  ContentCreatedSchema,
  ContentPublishedSchema,
  ContentRejectedSchema,
  ContentScheduleCancelledSchema,
  ContentScheduledSchema,
  ContentSubmittedSchema,
  ContentUnpublishedSchema,
} from "@marketing/protos/content/v1/content_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import { type ContentType, type OfContent, type OfVersion, sample, type Version } from "./version.ts";

interface Creation extends OfVersion, Version {
  readonly contentType: ContentType;
  readonly generatedBy: string | null;
  readonly campaignId: string | null;
  readonly model: string | null;
  readonly promptHash: string | null;
}

interface Publication extends OfVersion {
  readonly contentType: ContentType;
  readonly title: string | null;
  readonly campaignId: string | null;
  readonly slug: string | null;
  readonly language: string;
  readonly firstPublishedAt: number;
  readonly scheduled: boolean;
}

/**
 * Stream `content-<id>`. Times are milliseconds since 1970. The texts themselves are in streams of their own (textStream.ts), which stay inside
 * the service: a message of the bus ends at 1 MB, and whoever wants a text asks GetContent.
 */
export const contentEvents = defineEvents(
  {
    content_created: event<Creation>({
      version: 1,
      public: shape("content.created", ContentCreatedSchema, (d) => ({
        contentId: d.contentId,
        contentType: d.contentType,
        title: d.title ?? undefined,
        language: d.language,
        generatedBy: d.generatedBy ?? undefined,
        campaignId: d.campaignId ?? undefined,
        createdAt: isoTime(d.at),
      })),
      sample: {
        ...sample.version,
        ...sample.written,
        contentType: "blog",
        generatedBy: "writer-1",
        campaignId: sample.campaignId,
        model: "template",
        promptHash: null,
      },
    }),
    content_edited: event<OfVersion & Version & { readonly restoredFrom: number | null }>({
      version: 1,
      public: shape("content.changed", ContentChangedSchema, (d) => ({
        contentId: d.contentId,
        version: d.version,
        title: d.title ?? undefined,
        restoredFrom: d.restoredFrom ?? undefined,
        timestamp: isoTime(d.at),
      })),
      sample: { ...sample.content, version: 2, ...sample.written, restoredFrom: 1 },
    }),
    campaign_assigned: event<OfContent & { readonly campaignId: string | null }>({
      version: 1,
      public: shape("content.campaign-changed", ContentCampaignChangedSchema, (d) => ({
        contentId: d.contentId,
        campaignId: d.campaignId ?? undefined,
        timestamp: isoTime(d.at),
      })),
      sample: { ...sample.content, campaignId: sample.campaignId },
    }),
    content_submitted: event<OfVersion>({
      version: 1,
      public: shape("content.submitted", ContentSubmittedSchema, ({ contentId, version, at }) => ({
        contentId,
        version,
        timestamp: isoTime(at),
      })),
      sample: sample.version,
    }),
    content_approved: event<OfVersion & { readonly comment: string }>({
      version: 1,
      public: shape("content.approved", ContentApprovedSchema, ({ contentId, version, comment, at }) => ({
        contentId,
        version,
        comment,
        timestamp: isoTime(at),
      })),
      sample: { ...sample.version, comment: "fine" },
    }),
    content_rejected: event<OfVersion & { readonly reason: string }>({
      version: 1,
      public: shape("content.rejected", ContentRejectedSchema, ({ contentId, version, reason, at }) => ({
        contentId,
        version,
        reason,
        timestamp: isoTime(at),
      })),
      sample: { ...sample.version, reason: "no source for the numbers" },
    }),
    publication_scheduled: event<OfVersion & { readonly scheduledFor: number }>({
      version: 1,
      public: shape("content.scheduled", ContentScheduledSchema, ({ contentId, version, scheduledFor }) => ({
        contentId,
        version,
        scheduledFor: isoTime(scheduledFor),
      })),
      sample: { ...sample.version, scheduledFor: sample.content.at + 86_400_000 },
    }),
    schedule_cancelled: event<OfContent & { readonly reason: string }>({
      version: 1,
      public: shape("content.schedule-cancelled", ContentScheduleCancelledSchema, ({ contentId, reason, at }) => ({
        contentId,
        reason,
        timestamp: isoTime(at),
      })),
      sample: { ...sample.content, reason: "cancelled" },
    }),
    content_published: event<Publication>({
      version: 1,
      public: shape("content.published", ContentPublishedSchema, (d) => ({
        contentId: d.contentId,
        version: d.version,
        contentType: d.contentType,
        title: d.title ?? undefined,
        campaignId: d.campaignId ?? undefined,
        slug: d.slug ?? undefined,
        language: d.language,
        publishedAt: isoTime(d.at),
        firstPublishedAt: isoTime(d.firstPublishedAt),
        scheduled: d.scheduled,
      })),
      sample: {
        ...sample.version,
        contentType: "blog",
        title: "Five engines",
        campaignId: sample.campaignId,
        slug: "five-engines",
        language: "en",
        firstPublishedAt: sample.content.at,
        scheduled: true,
      },
    }),
    content_unpublished: event<OfVersion & { readonly reason: string }>({
      version: 1,
      public: shape("content.unpublished", ContentUnpublishedSchema, ({ contentId, version, reason, at }) => ({
        contentId,
        version,
        reason,
        timestamp: isoTime(at),
      })),
      sample: { ...sample.version, reason: "outdated" },
    }),
    content_archived: event<OfContent>({
      version: 1,
      public: shape("content.archived", ContentArchivedSchema, ({ contentId, at }) => ({ contentId, timestamp: isoTime(at) })),
      sample: sample.content,
    }),
  },
  { sampleStream: `content-${sample.content.contentId}` },
);
export type ContentEvent = EventOf<typeof contentEvents>;
/** The events that make a new version. */
export type VersionEvent = Extract<ContentEvent, { readonly type: "content_created" | "content_edited" }>;
