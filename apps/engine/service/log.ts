import { type DestinationStream, type Logger, pino } from 'pino';
import type { EngineConfig } from '../config/config.js';

/** JSON lines on stderr. What is secret by name never gets in, whoever logs it. */
export function createLog(level: EngineConfig['logLevel'], to?: DestinationStream): Logger {
  const secret = ['password', 'token', 'secret', 'key', 'authorization', 'cookie', 'passwordHash', 'envelope'];
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
      serializers: { err: pino.stdSerializers.err },
    },
    to ?? pino.destination({ dest: 2, sync: false }),
  );
}
