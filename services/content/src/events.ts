import { createCodec } from "@marketing/shared/log/codec";

/** Every event this service ever stores. */
export const contentEvents = createCodec({
  content_created: { version: 1 },
  content_edited: { version: 1 },
  campaign_assigned: { version: 1 },
  content_submitted: { version: 1 },
  content_approved: { version: 1 },
  content_rejected: { version: 1 },
  publication_scheduled: { version: 1 },
  schedule_cancelled: { version: 1 },
  content_published: { version: 1 },
  content_unpublished: { version: 1 },
  content_archived: { version: 1 },
  text_written: { version: 1 },
  slug_reserved: { version: 1 },
  slug_released: { version: 1 },
  policy_set: { version: 1 },
  performance_counted: { version: 1 },
  performance_changed: { version: 1 },
  campaign_named: { version: 1 },
  campaign_purged: { version: 1 },
  document_put: { version: 1 },
  document_text_written: { version: 1 },
  document_deleted: { version: 1 },
});
