/**
 * One Redis command; its keys are made with `key(...)`. Besides Redis' own commands the script knows `["HSETMAX", key, field, number]`,
 * which sets a field unless it holds a greater number.
 */
export type RedisCommand = readonly [command: string, key: string, ...args: ReadonlyArray<string | number>];
