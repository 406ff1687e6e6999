import { inLocale, UserError } from '#kernel';
import { hostOf } from '../connection.js';
import { environment } from '../environment.js';
import { fine, type Diagnosis } from './diagnosis.js';

/** What carries wake-ups: the process itself, or the Redis of REDIS_URL, which is loaded and asked then only. */
export async function queue(): Promise<Diagnosis> {
  const { redisUrl } = environment();
  if (redisUrl === undefined) return fine('queue', { en: 'Wake-ups run in the process; nothing to install', 'zh-CN': '唤醒机制在进程内运行，无需安装' });
  const { assertUsable, redisClient, redisFacts } = await import('../../engine/queues/redis.js');
  const client = redisClient(redisUrl);
  try {
    await client.connect();
    const facts = await redisFacts(client);
    assertUsable(facts);
    const { version, policy } = facts;
    const where = hostOf(redisUrl);
    if (policy !== null)
      return fine('queue', {
        en: `Redis ${version} at ${where} keeps what it is given (${policy})`,
        'zh-CN': `Redis ${version}（${where}）不会淘汰数据（${policy}）`,
      });
    return {
      name: 'queue',
      state: 'warning',
      text: { en: `Redis ${version} at ${where} does not tell its maxmemory-policy`, 'zh-CN': `Redis ${version}（${where}）未提供 maxmemory-policy` },
      fix: { en: 'See to it that it is noeviction.', 'zh-CN': '请确认其为 noeviction。' },
    };
  } catch (error) {
    return unfit(error, hostOf(redisUrl));
  } finally {
    client.disconnect();
  }
}

/** A Redis that is away is no error: work goes on by the sweeper. One that would lose wake-ups is: the engine refuses it. */
function unfit(error: unknown, where: string): Diagnosis {
  if (error instanceof UserError) {
    const { text } = error.problems[0];
    return { name: 'queue', state: 'error', text: { en: inLocale(text, 'en'), 'zh-CN': inLocale(text, 'zh-CN') } };
  }
  return {
    name: 'queue',
    state: 'warning',
    text: { en: `Redis at ${where} does not answer`, 'zh-CN': `${where} 上的 Redis 无响应` },
    fix: {
      en: 'Work goes on without it, each piece up to a second later; check REDIS_URL.',
      'zh-CN': '没有它也能继续工作，每项至多延迟一秒；请检查 REDIS_URL。',
    },
  };
}
