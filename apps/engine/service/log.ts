import { hostname } from 'node:os';
import { TransientError, UserError } from '#kernel';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { EngineConfig } from '../config/config.js';

/**
 * JSON lines on stderr: each with the process, a stable `event` and the ids it is about. What is secret by name never
 * gets in, whoever logs it, and of an error only what holds no values.
 */
export function createLog(level: EngineConfig['logLevel'], to?: DestinationStream): Logger {
  const secret = ['password', 'token', 'secret', 'key', 'authorization', 'cookie', 'passwordHash', 'envelope'];
  return pino(
    {
      level,
      base: { pid: process.pid, host: hostname() },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
      serializers: { err: (error: unknown) => describeError(error) },
    },
    to ?? pino.destination({ dest: 2, sync: false }),
  );
}

/** Causes of causes that are told. */
const DEEPEST = 3;
/** PostgreSQL's classes of errors whose text repeats the data: data exception, integrity constraint violation. */
const REPEATS_DATA = /^2[23]/;

interface DescribedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly at: readonly string[];
  readonly cause?: DescribedError;
}

function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', at: [] };
  const code = codeOf(error);
  const repeatsData = error instanceof UserError || error instanceof SyntaxError || (code !== undefined && REPEATS_DATA.test(code));
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    message: repeatsData ? '[hidden]' : error.message,
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** What kind of error it is, in one word: of a UserError its code, of the database its SQLSTATE. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof TransientError && error.cause !== undefined ? codeOf(error.cause) : undefined;
}
