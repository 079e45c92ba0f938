import type { Redis } from "ioredis";
import type { RedisCommand } from "./command.ts";

/**
 * KEYS[1] is the tenant's checkpoint; ARGV[1] what it must hold ("" = absent), ARGV[2] what it becomes, then every command as its length
 * and its words. Answers nil when applied, else what the checkpoint holds. HSETMAX key field n: set unless a greater number is there.
 */
const script = `
local held = redis.call('GET', KEYS[1]) or ''
if held ~= ARGV[1] then return held end
local i = 3
while i <= #ARGV do
  local n = tonumber(ARGV[i])
  if ARGV[i + 1] == 'HSETMAX' then
    local old = tonumber(redis.call('HGET', ARGV[i + 2], ARGV[i + 3]) or '')
    if not old or tonumber(ARGV[i + 4]) > old then redis.call('HSET', ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]) end
  else
    redis.call(unpack(ARGV, i + 1, i + n))
  end
  i = i + n + 1
end
redis.call('SET', KEYS[1], ARGV[2])
return false`;

declare module "ioredis" {
  interface Redis {
    applyBatch(checkpoint: string, expected: string, next: string, ...words: ReadonlyArray<string | number>): Promise<string | null>;
  }
}

/** Applies the commands and moves the checkpoint at once. Returns null, or what the checkpoint holds when it is not as expected. */
export const applyBatch = (
  redis: Redis,
  checkpoint: string,
  expected: string,
  next: string,
  commands: ReadonlyArray<RedisCommand>,
): Promise<string | null> => {
  if (!redis.applyBatch) redis.defineCommand("applyBatch", { numberOfKeys: 1, lua: script });
  const words: (string | number)[] = [];
  for (const command of commands) {
    words.push(command.length);
    for (const word of command) words.push(word);
  }
  return redis.applyBatch(checkpoint, expected, next, ...words);
};
