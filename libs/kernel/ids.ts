import type { Brand } from './brand.js';

export type WorkspaceId = Brand<string, 'WorkspaceId'>;
export type RecordId = Brand<string, 'RecordId'>;
export type RunId = Brand<string, 'RunId'>;
export type TaskId = Brand<string, 'TaskId'>;
export type PersonId = Brand<string, 'PersonId'>;
/** `<run id>.<seq>.<n>`: the n-th effect of a journal row; stable, so it is also the idempotency key of the work. */
export type EffectId = Brand<string, 'EffectId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

const uuidParser =
  <Id extends string>() =>
  (text: unknown): Id | null =>
    isUuid(text) ? (text as Id) : null;

/** Ids are lower-case UUIDs (version 7 when made here); anything else gives `null`. */
export const parseWorkspaceId = uuidParser<WorkspaceId>();
export const parseRecordId = uuidParser<RecordId>();
export const parseRunId = uuidParser<RunId>();
export const parseTaskId = uuidParser<TaskId>();
export const parsePersonId = uuidParser<PersonId>();

/** Id of the n-th effect that journal row `seq` of a run asked for. */
export const effectId = (run: RunId, seq: number, n: number): EffectId => `${run}.${seq}.${n}` as EffectId;
export const runOfEffect = (effect: EffectId): RunId => effect.slice(0, 36) as RunId;
