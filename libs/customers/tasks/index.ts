import { findDuplicates, type Answer, type Duplicates } from '#analytics';
import { bookOf } from './book.js';
import { knowledgeIndex } from './knowledge.js';
import { alikeCustomers, basketRules, productNeighbours } from './lines.js';
import { assignToSegments } from './segment-assign.js';
import { findSegments } from './segments.js';
import { keywordsTask, learnClasses, learnMood, themesTask } from './texts.js';

export interface DuplicatesInput {
  readonly records: readonly Readonly<Record<string, string | null>>[];
  readonly fields: readonly { readonly name: string; readonly weight: number }[];
  readonly threshold: number;
}

const duplicates = ({ records, fields, threshold }: DuplicatesInput): Answer<Duplicates> => findDuplicates(records, { fields, threshold });

/** What may take long, by name: pure functions of plain input, for a thread beside the event loop. */
export const CUSTOMER_TASKS = {
  'customers.book': bookOf,
  'customers.rules': basketRules,
  'customers.neighbours': productNeighbours,
  'customers.alike': alikeCustomers,
  'customers.segments': findSegments,
  'customers.assign': assignToSegments,
  'customers.themes': themesTask,
  'customers.keywords': keywordsTask,
  'customers.classes': learnClasses,
  'customers.mood': learnMood,
  'customers.knowledge': knowledgeIndex,
  'customers.duplicates': duplicates,
} as const;

export type CustomerTasks = typeof CUSTOMER_TASKS;
