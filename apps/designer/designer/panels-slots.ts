import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type Slot = ComponentType | LazyExoticComponent<ComponentType>;

/**
 * The panels around the canvas. Each is a component without properties that reads `useDesigner` and fills the slot it is given: it
 * scrolls itself. What is `null` is not shown, and neither is the way to it. Give each by `lazy(() => import('../panels/...'))`.
 */
export interface PanelSlots {
  /** Steps to drag or click, in the left column as a tab beside the outline. What is dragged is set by `carryStep`. */
  readonly palette: Slot | null;
  /** Right column, 320 px, in mode `edit`: what is selected (`place`, else `selection`, else the pipeline). */
  readonly inspector: Slot | null;
  /** Below the canvas: brings its own header line with the counts and opens and closes itself. */
  readonly problems: Slot | null;
  /** Right column in mode `simulate`; lights the canvas by `setLit`. */
  readonly simulation: Slot | null;
  /** The whole room below the banner in mode `review`, publish dialog included. */
  readonly review: Slot | null;
  /** The whole room below the banner in mode `history`. */
  readonly versions: Slot | null;
}

export const PANELS: PanelSlots = {
  palette: lazy(() => import('../panels/palette/palette.js')),
  inspector: lazy(() => import('../panels/inspector/inspector.js')),
  problems: lazy(() => import('../panels/problems/problems.js')),
  simulation: lazy(() => import('../panels/simulation/simulation.js')),
  review: lazy(() => import('../panels/review/review.js')),
  versions: lazy(() => import('../panels/review/versions.js')),
};
