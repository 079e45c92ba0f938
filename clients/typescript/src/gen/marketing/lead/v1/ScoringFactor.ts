// Original file: protos/marketing/lead/v1/lead_service.proto

import type { FactorKind as _marketing_lead_v1_FactorKind, FactorKind__Output as _marketing_lead_v1_FactorKind__Output } from '../../../marketing/lead/v1/FactorKind.ts';
import type { ValueWeight as _marketing_lead_v1_ValueWeight, ValueWeight__Output as _marketing_lead_v1_ValueWeight__Output } from '../../../marketing/lead/v1/ValueWeight.ts';

export interface ScoringFactor {
  /**
   * Unique in the model.
   */
  'name'?: (string);
  'kind'?: (_marketing_lead_v1_FactorKind);
  /**
   * 0 to 1; those of a model add up to at most 1.
   */
  'weight'?: (number | string);
  'values'?: (_marketing_lead_v1_ValueWeight)[];
  /**
   * Of a value that is there and not among `values`.
   */
  'other'?: (number | string);
  /**
   * Of a value that is not there.
   */
  'missing'?: (number | string);
  /**
   * Of FACTOR_KIND_PROPERTY.
   */
  'property'?: (string);
  /**
   * Of FACTOR_KIND_ACTIVITY: points at which half of the weight is reached; more than 0.
   */
  'saturation'?: (number | string);
}

export interface ScoringFactor__Output {
  /**
   * Unique in the model.
   */
  'name': (string);
  'kind': (_marketing_lead_v1_FactorKind__Output);
  /**
   * 0 to 1; those of a model add up to at most 1.
   */
  'weight': (number);
  'values': (_marketing_lead_v1_ValueWeight__Output)[];
  /**
   * Of a value that is there and not among `values`.
   */
  'other': (number);
  /**
   * Of a value that is not there.
   */
  'missing': (number);
  /**
   * Of FACTOR_KIND_PROPERTY.
   */
  'property': (string);
  /**
   * Of FACTOR_KIND_ACTIVITY: points at which half of the weight is reached; more than 0.
   */
  'saturation': (number);
}
