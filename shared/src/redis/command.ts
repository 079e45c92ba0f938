/**
 * One Redis command; keys are written with `key(...)`. Beside Redis' own commands the script knows `["HSETMAX", key, field, number]`: set
 * unless a greater number is there.
 */
export type RedisCommand = readonly [command: string, key: string, ...args: ReadonlyArray<string | number>];
