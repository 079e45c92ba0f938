// Original file: protos/marketing/lead/v1/lead_service.proto

export const OnExisting = {
  ON_EXISTING_UNSPECIFIED: 'ON_EXISTING_UNSPECIFIED',
  /**
   * Only what is blank; the default.
   */
  ON_EXISTING_FILL: 'ON_EXISTING_FILL',
  /**
   * What the file says wins, but never by an empty cell.
   */
  ON_EXISTING_OVERWRITE: 'ON_EXISTING_OVERWRITE',
  ON_EXISTING_IGNORE: 'ON_EXISTING_IGNORE',
} as const;

export type OnExisting =
  | 'ON_EXISTING_UNSPECIFIED'
  | 0
  /**
   * Only what is blank; the default.
   */
  | 'ON_EXISTING_FILL'
  | 1
  /**
   * What the file says wins, but never by an empty cell.
   */
  | 'ON_EXISTING_OVERWRITE'
  | 2
  | 'ON_EXISTING_IGNORE'
  | 3

export type OnExisting__Output = typeof OnExisting[keyof typeof OnExisting]
