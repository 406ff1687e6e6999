export type { AnalysisWork } from './analysis-work.js';
export { BasketInsights } from './basket-insights.js';
export { CustomerBooks, type BookWish } from './customer-book.js';
export { CustomerInsights } from './customer-insights.js';
export { CustomerProfiles } from './customer-profile.js';
export type { Offer } from './offers.js';
export { Duplicates } from './duplicates.js';
export { type Habit, type HabitReads, type NextAction, NextActions } from './next-actions.js';
export type {
  CustomerKind,
  DistinctPairs,
  DuplicateObject,
  Holding,
  KnowledgeRow,
  LineColumns,
  ProductRow,
  PurchaseAsk,
  PurchaseColumns,
  PurchaseReads,
  PurchaseState,
  TextObject,
  TextReads,
  TextRow,
  ValueFits,
} from './ports.js';
export type { Membership, NumberReads, SegmentDefinition, SegmentResult, SegmentSetRow, SegmentStore, SegmentVersionRow } from './segment-ports.js';
export { SegmentSource } from './segment-rows.js';
export { SegmentSets, type WholeSet } from './segment-sets.js';
export { SegmentTraining } from './segment-training.js';
export { CUSTOMER_TASKS, type CustomerTasks } from './tasks/index.js';
export type { KeptModel } from './tasks/segments.js';
export { TextInsights } from './text-insights.js';
