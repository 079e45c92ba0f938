// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

export interface Creative {
  /**
   * 1 to 100 characters, once in the list.
   */
  'variantId'?: (string);
  /**
   * UUID of a piece of content; empty = none.
   */
  'contentId'?: (string);
  'contentVersion'?: (number);
  /**
   * 1 to 100; all together make 100.
   */
  'weight'?: (number);
  /**
   * Headline, text, image and so on, as the platform needs them.
   */
  'data'?: (_google_protobuf_Struct | null);
}

export interface Creative__Output {
  /**
   * 1 to 100 characters, once in the list.
   */
  'variantId': (string);
  /**
   * UUID of a piece of content; empty = none.
   */
  'contentId': (string);
  'contentVersion': (number);
  /**
   * 1 to 100; all together make 100.
   */
  'weight': (number);
  /**
   * Headline, text, image and so on, as the platform needs them.
   */
  'data': (_google_protobuf_Struct__Output | null);
}
