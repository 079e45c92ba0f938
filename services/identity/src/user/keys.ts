/** A user, or an id that was merged into one. */
export interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}
export const keyOf = ({ tenantId, userId }: UserKey): string => tenantId + userId;
export const distinct = <K extends UserKey>(keys: ReadonlyArray<K>): ReadonlyArray<K> => [
  ...new Map(keys.map((k) => [keyOf(k), k])).values(),
];

/** Two columns to unnest. */
export const keysAsColumns = (keys: ReadonlyArray<UserKey>): [tenantIds: string[], userIds: string[]] => [
  keys.map((k) => k.tenantId),
  keys.map((k) => k.userId),
];
