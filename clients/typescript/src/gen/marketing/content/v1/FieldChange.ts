// Original file: protos/marketing/content/v1/content_service.proto


export interface FieldChange {
  /**
   * "title", "language", "metadata.seo.title", …
   */
  'field'?: (string);
  /**
   * As JSON; empty = it was not there.
   */
  'before'?: (string);
  'after'?: (string);
}

export interface FieldChange__Output {
  /**
   * "title", "language", "metadata.seo.title", …
   */
  'field': (string);
  /**
   * As JSON; empty = it was not there.
   */
  'before': (string);
  'after': (string);
}
