import { ContentStateSchema, ContentTypeSchema } from "@marketing/protos/content/v1/content_service";
import type { Violation } from "@marketing/shared/base/errors";
import { isUuid } from "@marketing/shared/base/ids";
import {
  checked,
  decoder,
  enumOf,
  jsonObject,
  number,
  optional,
  optionalEnumOf,
  text,
  timestamp,
  uuid,
} from "@marketing/shared/grpc/schema";
import { maxTextBytes, seoProblems } from "./text.ts";
import { contentTypes, type Metadata } from "./version.ts";

/** Fields of requests that only this service has. */

export const contentType = enumOf(ContentTypeSchema, contentTypes);
const atMostBytes = (value: string): string | null =>
  value.length > maxTextBytes / 3 && Buffer.byteLength(value) > maxTextBytes ? `must have at most ${maxTextBytes} bytes` : null;
export const title = text(500, 0);
/** Of a request with such a body, on the wire: more than it may be, so that one somewhat too long is told which field it is. */
export const bodyRequestBytes = 8 * 1024 * 1024;
/** At most 5 MiB of UTF-8. */
export const body = checked(text(maxTextBytes, 0), atMostBytes);
export const nonEmptyBody = checked(text(maxTextBytes), atMostBytes);
export const metadata = jsonObject({ depth: 10, maxBytes: 65_536 });
export const language = checked(text(3), (value) => (/^[a-z]{2,3}$/.test(value) ? null : "must be an ISO 639-1 code in lower case"));
export const version = (min: number) =>
  checked(number({ min, max: 2_147_483_647 }), (value) => (Number.isInteger(value) ? null : "must be an integer"));

/** What contents are listed and searched by. */
export const contentFilterFields = {
  contentType: optionalEnumOf(ContentTypeSchema, contentTypes),
  state: optionalEnumOf(ContentStateSchema, ["draft", "in_review", "approved", "published", "archived"]),
  campaignId: optional(uuid),
  generatedBy: optional(text(50)),
  language: optional(language),
  createdFrom: optional(timestamp),
  createdUntil: optional(timestamp),
  metadataContains: optional(metadata),
};

/** Empty metadata are contained in all, so they filter nothing. */
export const containsOrNull = <M extends object>(value: M | null): M | null =>
  value === null || Object.keys(value).length === 0 ? null : value;

const decodeMetadata = decoder(metadata);

/** What is wrong with metadata.seo. Where the metadata as such cannot be read, their schema says so. */
export const seoRules = (raw: { readonly metadata?: unknown }): ReadonlyArray<Violation> => {
  if (typeof raw.metadata !== "object" || raw.metadata === null) return [];
  let metadata: Metadata;
  try {
    metadata = decodeMetadata(raw.metadata);
  } catch {
    return [];
  }
  return seoProblems(metadata);
};

/** The campaign of an update: its id, or the empty text where the content shall belong to none. */
export const campaignRules = ({ campaignId }: { readonly campaignId?: unknown }): ReadonlyArray<Violation> =>
  typeof campaignId === "string" && campaignId !== "" && !isUuid(campaignId)
    ? [{ field: "campaign_id", description: "must be a UUID, or empty" }]
    : [];
