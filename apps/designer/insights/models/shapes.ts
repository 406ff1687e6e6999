import type { Answer } from '../../api/operations.js';

export type Model = Answer<'listModels'>['items'][number];
export type Version = Answer<'getModelVersion'>;
