import type { PipelineDocument } from '#pipeline';
import { applyCommand, type Command, type GraphModel, type Placement } from '../../document/index.js';
import { mergeLayout, type Sizes } from '../../document/placement/index.js';
import { sizesOf } from '../scene/sizes.js';
import { makeRoom } from './make-room.js';
import type { Point } from './elk-graph.js';

export type Positions = Readonly<Record<string, Placement>>;

/** Ids of the states that nobody placed. */
export const unplacedIn = (graph: GraphModel): readonly string[] => graph.nodes.filter(({ position }) => position === null).map(({ id }) => id);

/**
 * The positions to set so that an automatic layout takes effect. `new`: only states without a position get one, and those that would
 * then lie under a grown one make room. `all`: everything anew.
 */
export function tidied(graph: GraphModel, automatic: ReadonlyMap<string, Point>, which: 'new' | 'all'): Positions {
  const sizes = sizesOf(graph);
  const positions = mergeLayout(graph.document, automatic, { keep: which === 'new' ? 'placed' : 'none', sizes });
  return { ...positions, ...roomFor(withPositions(graph.document, positions), sizes) };
}

const roomFor = (document: PipelineDocument, sizes: Sizes): Positions => makeRoom(document, sizes);

/** The document with positions set; itself when they cannot be. */
export function withPositions(document: PipelineDocument, positions: Positions): PipelineDocument {
  const outcome = applyCommand(document, { kind: 'layout.set', positions });
  return outcome.ok ? outcome.value : document;
}

/** The command together with positions that were shown but not yet in the document, so that nothing jumps. */
export function withShown(positions: Positions | null, command: Command): Command {
  if (positions === null || Object.keys(positions).length === 0) return command;
  const text = command.kind === 'batch' && command.text ? { text: command.text } : {};
  return { kind: 'batch', commands: [{ kind: 'layout.set', positions }, command], ...text };
}
