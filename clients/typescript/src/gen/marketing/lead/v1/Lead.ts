// Original file: protos/marketing/lead/v1/lead_service.proto

import type { LeadStatus as _marketing_lead_v1_LeadStatus, LeadStatus__Output as _marketing_lead_v1_LeadStatus__Output } from '../../../marketing/lead/v1/LeadStatus.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface Lead {
  /**
   * UUID
   */
  'leadId'?: (string);
  /**
   * As given; empty = none. One lead in the tenant whatever its case.
   */
  'email'?: (string);
  /**
   * E.164 where it can be read as such, else as given.
   */
  'phone'?: (string);
  'name'?: (string);
  'company'?: (string);
  'jobTitle'?: (string);
  /**
   * Where the lead first came from; never changes.
   */
  'source'?: (string);
  /**
   * 0..1; absent = not scored yet.
   */
  'score'?: (number | string);
  /**
   * Sales-ready: by the score's threshold or by a person.
   */
  'qualified'?: (boolean);
  'status'?: (_marketing_lead_v1_LeadStatus);
  /**
   * What people gave, and under `enrichment.<namespace>` {provider, at, data} what providers say.
   */
  'properties'?: (_google_protobuf_Struct | null);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  'lastContacted'?: (_google_protobuf_Timestamp | null);
  'convertedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The person in identity, once known; UUID.
   */
  'userId'?: (string);
  /**
   * Where they came from last.
   */
  'lastSource'?: (string);
  /**
   * The campaign of the first touch; UUID or empty.
   */
  'campaignId'?: (string);
  /**
   * "threshold", "manual" or empty.
   */
  'qualifiedBy'?: (string);
  /**
   * Of the model that made the score: its name, and its version where it is the tenant's.
   */
  'scoreModel'?: (string);
  'scoreModelVersion'?: (number | string | Long);
  'scoredAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Millionths of a unit of `currency`; of the conversion.
   */
  'valueMicros'?: (number | string | Long);
  /**
   * ISO 4217.
   */
  'currency'?: (string);
  /**
   * The campaign that the conversion names.
   */
  'conversionCampaignId'?: (string);
  'lostReason'?: (string);
  /**
   * Every lead merged into this one, directly or not.
   */
  'mergedLeadIds'?: (string)[];
  /**
   * As it was given.
   */
  'phoneRaw'?: (string);
  /**
   * Version of the lead's stream, for expected_version.
   */
  'version'?: (number | string | Long);
  '_score'?: "score";
}

export interface Lead__Output {
  /**
   * UUID
   */
  'leadId': (string);
  /**
   * As given; empty = none. One lead in the tenant whatever its case.
   */
  'email': (string);
  /**
   * E.164 where it can be read as such, else as given.
   */
  'phone': (string);
  'name': (string);
  'company': (string);
  'jobTitle': (string);
  /**
   * Where the lead first came from; never changes.
   */
  'source': (string);
  /**
   * 0..1; absent = not scored yet.
   */
  'score'?: (number);
  /**
   * Sales-ready: by the score's threshold or by a person.
   */
  'qualified': (boolean);
  'status': (_marketing_lead_v1_LeadStatus__Output);
  /**
   * What people gave, and under `enrichment.<namespace>` {provider, at, data} what providers say.
   */
  'properties': (_google_protobuf_Struct__Output | null);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  'lastContacted': (_google_protobuf_Timestamp__Output | null);
  'convertedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The person in identity, once known; UUID.
   */
  'userId': (string);
  /**
   * Where they came from last.
   */
  'lastSource': (string);
  /**
   * The campaign of the first touch; UUID or empty.
   */
  'campaignId': (string);
  /**
   * "threshold", "manual" or empty.
   */
  'qualifiedBy': (string);
  /**
   * Of the model that made the score: its name, and its version where it is the tenant's.
   */
  'scoreModel': (string);
  'scoreModelVersion': (string);
  'scoredAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Millionths of a unit of `currency`; of the conversion.
   */
  'valueMicros': (string);
  /**
   * ISO 4217.
   */
  'currency': (string);
  /**
   * The campaign that the conversion names.
   */
  'conversionCampaignId': (string);
  'lostReason': (string);
  /**
   * Every lead merged into this one, directly or not.
   */
  'mergedLeadIds': (string)[];
  /**
   * As it was given.
   */
  'phoneRaw': (string);
  /**
   * Version of the lead's stream, for expected_version.
   */
  'version': (string);
  '_score'?: "score";
}
