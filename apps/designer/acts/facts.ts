import type { Field, ObjectShape } from '../fields/index.js';
import type { ActRecord } from './scope.js';

export const runOf = (record: ActRecord, pipeline: string): ActRecord['runs'][number] | undefined => record.runs.find((run) => run.pipeline === pipeline);

/** The priority that records of the object have, where they have one. */
export const priorityField = (shape: ObjectShape): Field | null => shape.fields.find(({ name, type }) => name === 'priority' && type === 'choice') ?? null;
