// Original file: protos/marketing/content/v1/knowledge_service.proto

export const DocumentFormat = {
  /**
   * As TEXT.
   */
  DOCUMENT_FORMAT_UNSPECIFIED: 'DOCUMENT_FORMAT_UNSPECIFIED',
  DOCUMENT_FORMAT_TEXT: 'DOCUMENT_FORMAT_TEXT',
  DOCUMENT_FORMAT_MARKDOWN: 'DOCUMENT_FORMAT_MARKDOWN',
  /**
   * Scripts, styles and navigation are not part of what it says. Malformed HTML is read as browsers do.
   */
  DOCUMENT_FORMAT_HTML: 'DOCUMENT_FORMAT_HTML',
} as const;

export type DocumentFormat =
  /**
   * As TEXT.
   */
  | 'DOCUMENT_FORMAT_UNSPECIFIED'
  | 0
  | 'DOCUMENT_FORMAT_TEXT'
  | 1
  | 'DOCUMENT_FORMAT_MARKDOWN'
  | 2
  /**
   * Scripts, styles and navigation are not part of what it says. Malformed HTML is read as browsers do.
   */
  | 'DOCUMENT_FORMAT_HTML'
  | 3

export type DocumentFormat__Output = typeof DocumentFormat[keyof typeof DocumentFormat]
