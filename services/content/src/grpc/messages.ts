import { toStruct, toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { Outcome } from "../content/contentCommands.ts";
import { type ContentType, contentTypes } from "../content/contentEvents.ts";
import type { VersionRow } from "../content/contentQueries.ts";
import type { ContentRow } from "../content/contentRow.ts";
import type { Line } from "../diff/lines.ts";
import type { Policies } from "../policy/policy.ts";

/** What the rest of the service knows, as the messages of content_service.proto. */

const enumOf = (prefix: string, value: string): string => `${prefix}_${value.toUpperCase()}`;
const time = (ms: number | null) => (ms === null ? null : toTimestamp(new Date(ms)));
const score = (value: string | null): { performanceScore: number } | undefined =>
  value === null ? undefined : { performanceScore: Number(value) };

/** What a version says, in the place of what the newest says. */
export interface Shown {
  readonly version: number;
  readonly title: string | null;
  readonly metadata: object;
  readonly language: string;
  readonly content?: string | null;
}

export const contentMessage = (r: ContentRow, shown: Shown = r) => ({
  contentId: r.content_id,
  contentType: enumOf("CONTENT_TYPE", r.content_type),
  title: shown.title ?? "",
  content: shown.content ?? "",
  metadata: toStruct(shown.metadata),
  ...score(r.performance_score),
  generatedBy: r.generated_by ?? "",
  campaignId: r.campaign_id ?? "",
  createdAt: toTimestamp(r.created_at),
  publishedAt: toTimestampOrNull(r.published_at),
  campaignName: r.campaign_name ?? "",
  language: shown.language,
  state: enumOf("CONTENT_STATE", r.state),
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

/** The answer of a command: the content as it is decided now, without its text and what only the library knows. */
export const answer = ({ state, version, position }: Outcome) => {
  const s = state.standing!;
  const newest = state.versions.at(-1)!;
  return {
    content: {
      contentId: s.contentId,
      contentType: enumOf("CONTENT_TYPE", s.contentType),
      title: newest.title ?? "",
      metadata: toStruct(newest.metadata),
      generatedBy: s.generatedBy ?? "",
      campaignId: s.campaignId ?? "",
      createdAt: time(s.createdAt),
      publishedAt: time(s.publishedAt),
      language: newest.language,
      state: enumOf("CONTENT_STATE", s.state),
      version: s.version,
      latestVersion: s.version,
      publishedVersion: s.publishedVersion ?? 0,
      firstPublishedAt: time(s.firstPublishedAt),
      scheduledFor: time(s.scheduledFor),
      slug: s.slug ?? "",
      updatedAt: time(s.updatedAt),
      rejectionReason: s.rejectionReason ?? "",
      model: s.model ?? "",
      promptHash: s.promptHash ?? "",
      streamVersion: version,
    },
    version,
    position,
  };
};

export const versionMessage = (v: VersionRow, publishedVersion: number | null) => ({
  contentId: v.content_id,
  version: v.version,
  title: v.title ?? "",
  sizeBytes: v.size_bytes,
  metadata: toStruct(v.metadata),
  language: v.language,
  wordCount: Number((v.metadata as { word_count?: number }).word_count ?? 0),
  readingTime: Number((v.metadata as { reading_time?: number }).reading_time ?? 0),
  createdAt: toTimestamp(v.created_at),
  createdBy: v.created_by,
  restoredFrom: v.restored_from ?? 0,
  served: v.served,
  engaged: v.engaged,
  ...score(v.performance_score),
  published: v.version === publishedVersion,
});

export const lineMessage = ({ kind, text, from, to }: Line) => ({
  kind: enumOf("DIFF_KIND", kind),
  text,
  fromLine: from,
  toLine: to,
});

export const policyMessages = (policies: Policies) =>
  contentTypes.map((type: ContentType) => ({ contentType: enumOf("CONTENT_TYPE", type), approvalRequired: policies[type] }));
