import { UserError } from '#kernel';
import type { RedisOptions } from 'bullmq';
import { Redis } from 'ioredis';

const CONNECT_WITHIN_MS = 3_000;
/** BullMQ needs it for its scripts. */
const OLDEST = [6, 2] as const;

/** A client that fails at once while Redis is away and goes on trying to come back. */
export function redisClient(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_WITHIN_MS,
    retryStrategy: (tries) => Math.min(100 * tries, 2_000),
  });
  client.on('error', () => undefined); // 'close' tells; the error says no more
  return client;
}

/** How processors connect: they wait for Redis as long as it takes. */
export const patientOptions = (client: Redis): RedisOptions =>
  ({ ...client.options, lazyConnect: false, enableOfflineQueue: true, maxRetriesPerRequest: null }) as RedisOptions;

/** What was found out about a Redis; `null` = it does not tell. */
export interface RedisFacts {
  readonly version: string | null;
  readonly policy: string | null;
}

export async function redisFacts(client: Redis): Promise<RedisFacts> {
  const info = await client.info('server');
  const policy = await client.config('GET', 'maxmemory-policy').then(
    (answer) => (answer as string[])[1] ?? null,
    () => null, // a managed Redis may refuse the question
  );
  return { version: /redis_version:(\S+)/.exec(info)?.[1] ?? null, policy };
}

/** Throws UserError `redis.evicts` or `redis.version` when wake-ups cannot live there. */
export function assertUsable({ version, policy }: RedisFacts): void {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (version !== null && (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])))
    throw new UserError('conflict', {
      code: 'redis.version',
      at: '/REDIS_URL',
      text: {
        en: `Redis ${version} is too old: ${OLDEST.join('.')} or newer is needed.`,
        'zh-CN': `Redis ${version} 版本过旧：需要 ${OLDEST.join('.')} 或更新版本。`,
      },
      got: version,
    });
  if (policy !== null && policy !== 'noeviction')
    throw new UserError('conflict', {
      code: 'redis.evicts',
      at: '/REDIS_URL',
      text: {
        en: `This Redis throws keys away when memory is short (maxmemory-policy ${policy}): wake-ups would vanish. Set maxmemory-policy to noeviction.`,
        'zh-CN': `此 Redis 在内存不足时会丢弃键（maxmemory-policy 为 ${policy}），唤醒消息会丢失。请将 maxmemory-policy 设为 noeviction。`,
      },
      got: policy,
      expected: 'noeviction',
    });
}
