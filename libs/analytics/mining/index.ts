export { chartConformance, type AllowedMoves, type ChartConformance, type MoveDeviation } from './chart-conformance.js';
export { directlyFollows, type ActivityNode, type DirectlyFollows, type FollowsEdge } from './directly-follows.js';
export type { Durations } from './durations.js';
export { eventLogOf, eventLogOfColumns, type EventColumns, type EventLog, type LogEvent, type Trace } from './event-log.js';
export { tokenReplay, type Conformance, type NetTransition, type PetriNet, type ReplayedCase } from './token-replay.js';
export { reworkOf, variantsOf, type Rework, type Variant } from './variants.js';
