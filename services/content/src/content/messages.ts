import {
  type ContentSchema,
  ContentStateSchema,
  ContentTypeSchema,
  type ContentVersionSchema,
} from "@marketing/protos/content/v1/content_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toStruct, toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { HandledContent } from "./commands.ts";
import type { ContentRow } from "./rows.ts";
import type { VersionRow } from "./versionQueries.ts";

const timestampOrNull = (ms: number | null) => (ms === null ? null : toTimestamp(new Date(ms)));
const numberOrNull = (value: string | null) => (value === null ? null : Number(value));

/** What a version says, in the place of what the newest says. */
export interface ShownVersion {
  readonly version: number;
  readonly title: string | null;
  readonly metadata: object;
  readonly language: string;
  readonly content?: string | null;
}

export const contentMessage = (r: ContentRow, shown: ShownVersion = r): Outgoing<typeof ContentSchema> => ({
  contentId: r.content_id,
  contentType: enumName(ContentTypeSchema, r.content_type),
  title: shown.title ?? "",
  content: shown.content ?? "",
  metadata: toStruct(shown.metadata),
  performanceScore: numberOrNull(r.performance_score),
  generatedBy: r.generated_by ?? "",
  campaignId: r.campaign_id ?? "",
  createdAt: toTimestamp(r.created_at),
  publishedAt: toTimestampOrNull(r.published_at),
  campaignName: r.campaign_name ?? "",
  language: shown.language,
  state: enumName(ContentStateSchema, r.state),
  version: shown.version,
  latestVersion: r.version,
  publishedVersion: r.published_version ?? 0,
  firstPublishedAt: toTimestampOrNull(r.first_published_at),
  scheduledFor: toTimestampOrNull(r.scheduled_for),
  served: r.served,
  engaged: r.engaged,
  slug: (shown.version === r.published_version ? r.published_slug : r.slug) ?? "",
  updatedAt: toTimestamp(r.updated_at),
  rejectionReason: r.rejection_reason ?? "",
  model: r.model ?? "",
  promptHash: r.prompt_hash ?? "",
  streamVersion: r.stream_version,
});

/** A content as a command has left it, without its text and without what only the library knows. */
const contentOfState = ({ state, version }: HandledContent): Outgoing<typeof ContentSchema> => {
  const c = state.lifecycle!;
  const newest = state.versions.at(-1)!;
  return {
    contentId: c.contentId,
    contentType: enumName(ContentTypeSchema, c.contentType),
    title: newest.title ?? "",
    content: "",
    metadata: toStruct(newest.metadata),
    performanceScore: null,
    generatedBy: c.generatedBy ?? "",
    campaignId: c.campaignId ?? "",
    createdAt: timestampOrNull(c.createdAt),
    publishedAt: timestampOrNull(c.publishedAt),
    campaignName: "",
    language: newest.language,
    state: enumName(ContentStateSchema, c.state),
    version: c.version,
    latestVersion: c.version,
    publishedVersion: c.publishedVersion ?? 0,
    firstPublishedAt: timestampOrNull(c.firstPublishedAt),
    scheduledFor: timestampOrNull(c.scheduledFor),
    served: 0,
    engaged: 0,
    slug: c.slug ?? "",
    updatedAt: timestampOrNull(c.updatedAt),
    rejectionReason: c.rejectionReason ?? "",
    model: c.model ?? "",
    promptHash: c.promptHash ?? "",
    streamVersion: version,
  };
};

/** What every command about a content answers. */
export const contentAnswer = (handled: HandledContent) => ({
  content: contentOfState(handled),
  version: handled.version,
  position: handled.position,
});

export const versionMessage = (v: VersionRow, publishedVersion: number | null): Outgoing<typeof ContentVersionSchema> => ({
  contentId: v.content_id,
  version: v.version,
  title: v.title ?? "",
  sizeBytes: v.size_bytes,
  metadata: toStruct(v.metadata),
  language: v.language,
  wordCount: Number(v.metadata.word_count ?? 0),
  readingTime: Number(v.metadata.reading_time ?? 0),
  createdAt: toTimestamp(v.created_at),
  createdBy: v.created_by,
  restoredFrom: v.restored_from ?? 0,
  served: v.served,
  engaged: v.engaged,
  performanceScore: numberOrNull(v.performance_score),
  published: v.version === publishedVersion,
});
