// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ColumnMapping as _marketing_lead_v1_ColumnMapping, ColumnMapping__Output as _marketing_lead_v1_ColumnMapping__Output } from '../../../marketing/lead/v1/ColumnMapping.ts';
import type { OnExisting as _marketing_lead_v1_OnExisting, OnExisting__Output as _marketing_lead_v1_OnExisting__Output } from '../../../marketing/lead/v1/OnExisting.ts';

export interface ImportLeadsRequest {
  /**
   * Names the import; 1 to 100 characters. The same id again goes on with it.
   */
  'importId'?: (string);
  /**
   * 0, 1, 2 … A page sent again answers with its first result and changes nothing; another content under its number is refused.
   */
  'page'?: (number);
  /**
   * RFC 4180: at most 5,000 rows. Separated by comma, semicolon or tab, as the header shows.
   */
  'csv'?: (string);
  /**
   * Names of the columns where the page has no header line, as from the second page on.
   */
  'header'?: (string)[];
  /**
   * Empty = by their names: those known become fields, the others properties. Otherwise columns not named here are left out.
   */
  'mapping'?: (_marketing_lead_v1_ColumnMapping)[];
  /**
   * For rows without one.
   */
  'defaultSource'?: (string);
  'onExisting'?: (_marketing_lead_v1_OnExisting);
  /**
   * This page is the last.
   */
  'final'?: (boolean);
}

export interface ImportLeadsRequest__Output {
  /**
   * Names the import; 1 to 100 characters. The same id again goes on with it.
   */
  'importId': (string);
  /**
   * 0, 1, 2 … A page sent again answers with its first result and changes nothing; another content under its number is refused.
   */
  'page': (number);
  /**
   * RFC 4180: at most 5,000 rows. Separated by comma, semicolon or tab, as the header shows.
   */
  'csv': (string);
  /**
   * Names of the columns where the page has no header line, as from the second page on.
   */
  'header': (string)[];
  /**
   * Empty = by their names: those known become fields, the others properties. Otherwise columns not named here are left out.
   */
  'mapping': (_marketing_lead_v1_ColumnMapping__Output)[];
  /**
   * For rows without one.
   */
  'defaultSource': (string);
  'onExisting': (_marketing_lead_v1_OnExisting__Output);
  /**
   * This page is the last.
   */
  'final': (boolean);
}
