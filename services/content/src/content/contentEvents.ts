export const contentTypes = ["blog", "social", "email", "ad_copy", "landing_page"] as const;
export type ContentType = (typeof contentTypes)[number];

export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json };
export type Metadata = { readonly [key: string]: Json };

/** What a version says, without the text itself: that is written once, in a stream of its own, and named by the version that brought it. */
export interface VersionText {
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

interface Of {
  readonly contentId: string;
  /** ms since 1970 */
  readonly at: number;
}
interface OfVersion extends Of {
  readonly version: number;
}

/** Events of the stream `content-<id>`. */
export type ContentEvent =
  | {
      readonly type: "content_created";
      readonly data: OfVersion &
        VersionText & {
          readonly contentType: ContentType;
          readonly generatedBy: string | null;
          readonly campaignId: string | null;
          readonly model: string | null;
          readonly promptHash: string | null;
        };
    }
  | { readonly type: "content_edited"; readonly data: OfVersion & VersionText & { readonly restoredFrom: number | null } }
  | { readonly type: "campaign_assigned"; readonly data: Of & { readonly campaignId: string | null } }
  | { readonly type: "content_submitted"; readonly data: OfVersion }
  | { readonly type: "content_approved"; readonly data: OfVersion & { readonly comment: string } }
  | { readonly type: "content_rejected"; readonly data: OfVersion & { readonly reason: string } }
  | { readonly type: "publication_scheduled"; readonly data: OfVersion & { readonly scheduledFor: number } }
  | { readonly type: "schedule_cancelled"; readonly data: Of & { readonly reason: string } }
  | {
      readonly type: "content_published";
      readonly data: OfVersion & {
        readonly contentType: ContentType;
        readonly title: string | null;
        readonly campaignId: string | null;
        readonly slug: string | null;
        readonly language: string;
        readonly firstPublishedAt: number;
        readonly scheduled: boolean;
      };
    }
  | { readonly type: "content_unpublished"; readonly data: OfVersion & { readonly reason: string } }
  | { readonly type: "content_archived"; readonly data: Of };

/** The one event of the stream `text-<id>-<version>`. */
export interface TextWritten {
  readonly type: "text_written";
  readonly data: { readonly contentId: string; readonly version: number; readonly text: string };
}

/** Events of the stream `slug-<slug>`. */
export interface SlugEvent {
  readonly type: "slug_reserved" | "slug_released";
  readonly data: { readonly contentId: string };
}

export const contentStream = (contentId: string): string => `content-${contentId}`;
export const textStream = (contentId: string, version: number): string => `text-${contentId}-${version}`;
export const slugStream = (slug: string): string => `slug-${slug}`;
