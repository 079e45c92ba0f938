import { type ContentEvent, contentStream } from "./content/contentEvents.ts";
import { type DocumentEvent, type DocumentPut, documentStream } from "./knowledge/knowledgeEvents.ts";
import { type PerformanceChanged, totalsStream } from "./performance/performance.ts";
import { type PolicySet, policyStream } from "./policy/policy.ts";

const at = Date.UTC(2026, 4, 4, 9, 30);
const contentId = "018f6a2b-b000-7000-8000-00000000000b";
const documentId = "018f6a2b-d000-7000-8000-00000000000f";
const campaignId = "018f6a2b-6000-7000-8000-000000000006";
const textHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const text = {
  title: "Five engines",
  metadata: { seo: { slug: "five-engines" } },
  language: "en",
  textHash,
  textVersion: 1,
  sizeBytes: 1_930,
};
const of = { contentId, at };
const first = { ...of, version: 1 };
const document: DocumentPut["data"] = {
  ...{ documentId, version: 2, title: "Pricing", uri: "https://engines.example/pricing", tags: ["plans"], language: "en" },
  source: "web_scraped",
  category: "product_docs",
  format: "html",
  ...{ lastUpdated: at, textHash, textVersion: 2, sizeBytes: 5_200, at },
};

const contents: ReadonlyArray<ContentEvent> = [
  {
    type: "content_created",
    data: { ...first, ...text, contentType: "blog", generatedBy: "writer-1", campaignId, model: "template", promptHash: null },
  },
  { type: "content_edited", data: { ...of, version: 2, ...text, restoredFrom: 1 } },
  { type: "campaign_assigned", data: { ...of, campaignId } },
  { type: "content_submitted", data: first },
  { type: "content_approved", data: { ...first, comment: "fine" } },
  { type: "content_rejected", data: { ...first, reason: "no source for the numbers" } },
  { type: "publication_scheduled", data: { ...first, scheduledFor: at + 86_400_000 } },
  { type: "schedule_cancelled", data: { ...of, reason: "cancelled" } },
  {
    type: "content_published",
    data: {
      ...{ ...first, contentType: "blog", title: "Five engines", campaignId, slug: "five-engines", language: "en" },
      ...{ firstPublishedAt: at, scheduled: true },
    },
  },
  { type: "content_unpublished", data: { ...first, reason: "outdated" } },
  { type: "content_archived", data: of },
];

/** An event of every type that is published, with its stream: for the examples in docs/ and for tests. */
export const publishSamples: ReadonlyArray<readonly [string, ContentEvent | PerformanceChanged | DocumentEvent | PolicySet]> = [
  ...contents.map((event) => [contentStream(contentId), event] as const),
  [totalsStream(contentId), { type: "performance_changed", data: { contentId, version: 1, served: 100, engaged: 40 } }],
  [documentStream(documentId), { type: "document_put", data: document }],
  [documentStream(documentId), { type: "document_deleted", data: { documentId, version: 2, at } }],
  [policyStream, { type: "policy_set", data: { contentType: "blog", approvalRequired: false } }],
];
