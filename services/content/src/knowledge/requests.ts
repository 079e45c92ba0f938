import { DocumentFormatSchema, KnowledgeCategorySchema, KnowledgeSourceSchema } from "@marketing/protos/content/v1/knowledge_service";
import { checked, enumOf, list, optional, optionalEnumOf, text, timestamp } from "@marketing/shared/grpc/schema";
import { language } from "../content/requests.ts";
import { categories, formats, sources } from "./events.ts";
import { isLink } from "./link.ts";

/** Fields of requests about what can be retrieved. */

export const source = enumOf(KnowledgeSourceSchema, sources);
export const category = enumOf(KnowledgeCategorySchema, categories);
export const optionalFormat = optionalEnumOf(DocumentFormatSchema, formats);
export const tags = list(text(100), 50);
export const uri = checked(text(2_000), (value) => (isLink(value) ? null : "must be an absolute http, https or mailto URI"));

/** What documents are listed by, and passages retrieved by. */
export const knowledgeFilterFields = {
  source: optionalEnumOf(KnowledgeSourceSchema, sources),
  category: optionalEnumOf(KnowledgeCategorySchema, categories),
  tags,
  language: optional(language),
  updatedFrom: optional(timestamp),
};

/** An empty list filters nothing. */
export const filledOrNull = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> | null => (values.length === 0 ? null : values);
