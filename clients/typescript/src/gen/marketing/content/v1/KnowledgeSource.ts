// Original file: protos/marketing/content/v1/knowledge_service.proto

export const KnowledgeSource = {
  KNOWLEDGE_SOURCE_UNSPECIFIED: 'KNOWLEDGE_SOURCE_UNSPECIFIED',
  KNOWLEDGE_SOURCE_DOCUMENT: 'KNOWLEDGE_SOURCE_DOCUMENT',
  KNOWLEDGE_SOURCE_WEB_SCRAPED: 'KNOWLEDGE_SOURCE_WEB_SCRAPED',
  KNOWLEDGE_SOURCE_USER_GENERATED: 'KNOWLEDGE_SOURCE_USER_GENERATED',
} as const;

export type KnowledgeSource =
  | 'KNOWLEDGE_SOURCE_UNSPECIFIED'
  | 0
  | 'KNOWLEDGE_SOURCE_DOCUMENT'
  | 1
  | 'KNOWLEDGE_SOURCE_WEB_SCRAPED'
  | 2
  | 'KNOWLEDGE_SOURCE_USER_GENERATED'
  | 3

export type KnowledgeSource__Output = typeof KnowledgeSource[keyof typeof KnowledgeSource]
