import type { Redis } from "ioredis";
import type { RedisCommand } from "./command.ts";

/**
 * KEYS[1] is the key of the tenant's checkpoint, ARGV[1] the value it must have ("" = absent), ARGV[2] its new value. Then follow the
 * commands, each as the number of its words and the words. Returns nil when they were applied, otherwise the checkpoint's actual value.
 * `HSETMAX key field n` sets the field unless it holds a greater number.
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

/**
 * Applies the commands and moves the checkpoint in one script. Returns null, or the checkpoint's value when it was not the expected one;
 * nothing is applied then.
 */
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
