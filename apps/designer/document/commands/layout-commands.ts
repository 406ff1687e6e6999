import type { PipelineDocument } from '#pipeline';
import { withPositions, type Placement } from '../tree/placement.js';
import { done, type Outcome } from './outcome.js';

export interface SetLayout {
  readonly kind: 'layout.set';
  /** By state id; `null` forgets where a state was put, so that the automatic layout may place it. */
  readonly positions: Readonly<Record<string, Placement | null>>;
}

export type LayoutCommand = SetLayout;

export const setLayout = (document: PipelineDocument, { positions }: SetLayout): Outcome => done(withPositions(document, positions));
