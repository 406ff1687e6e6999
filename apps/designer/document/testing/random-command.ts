import type { PipelineDocument, StateKind } from '#pipeline';
import { fragmentOf } from '../clipboard/fragment.js';
import type { Command } from '../commands/command.js';
import type { ActionList } from '../tree/actions.js';
import { freshId } from '../tree/fresh-id.js';
import { ROOT, treeOf } from '../tree/state-tree.js';
import { readSlot, slotsOf, type Slot, type TransitionPlace } from '../tree/transitions.js';
import type { Dice } from './dice.js';

const KINDS: readonly StateKind[] = ['atomic', 'compound', 'parallel', 'final', 'history'];
const NOWHERE: TransitionPlace = { state: 'none', slot: { kind: 'always' }, index: 0 };

/** A command that fits the document more often than not; of every kind. */
export function randomCommand(document: PipelineDocument, dice: Dice): Command {
  const tree = treeOf(document);
  const ids = [...tree.entries.keys()].filter((id) => id !== ROOT);
  const id = (): string => dice.one(ids) ?? '';
  const any = (): string => (dice.below(4) === 0 ? ROOT : id());
  const places = [...tree.entries.values()].flatMap(({ id: state, state: owner }) =>
    slotsOf(owner).flatMap((slot) => readSlot(owner, slot).map((_, index): TransitionPlace => ({ state, slot, index }))),
  );
  const place = (): TransitionPlace => dice.one(places) ?? NOWHERE;
  const slot = (): Slot =>
    dice.one<Slot>([
      { kind: 'on', event: 'go' },
      { kind: 'on', event: 'new' },
      { kind: 'always' },
      { kind: 'after' },
      { kind: 'done' },
      { kind: 'invoke-done', invoke: 0 },
    ]) as Slot;
  const list = (): ActionList => (dice.below(2) ? { kind: 'transition', place: place() } : { kind: dice.below(2) ? 'entry' : 'exit', state: id() });
  const kind = (): StateKind => dice.one(KINDS) as StateKind;
  const makers: readonly (() => Command)[] = [
    () => ({ kind: 'state.add', id: freshId(document, 'New state'), parent: any(), stateKind: kind(), index: dice.below(3), position: { x: 4, y: 8 } }),
    () => ({ kind: 'state.remove', ids: dice.some(ids, 3) }),
    () => ({ kind: 'state.rename', id: id(), to: dice.below(5) ? freshId(document, `re ${dice.below(9)}`) : id() }),
    () => ({ kind: 'state.set', id: id(), values: { title: { en: 'T' }, probability: 0.5, description: null } }),
    () => ({ kind: 'state.change-kind', id: any(), to: kind() }),
    () => ({ kind: 'state.move', ids: dice.some(ids, 3), parent: any(), index: dice.below(4) }),
    () => ({ kind: 'state.duplicate', ids: dice.some(ids, 3), offset: { x: 40, y: 40 } }),
    () => ({ kind: 'initial.set', parent: any(), initial: id() }),
    () => ({ kind: 'transition.add', state: any(), slot: slot(), transition: { target: id(), requires: ['b'] } }),
    () => ({
      kind: 'transition.change',
      place: place(),
      values: { title: { en: 'X' }, when: null, requires: dice.below(2) ? [] : ['b'], target: dice.below(2) ? id() : null },
    }),
    () => ({ kind: 'transition.remove', places: places.length > 0 ? dice.some(places, 3) : [NOWHERE] }),
    () => ({ kind: 'transition.reorder', place: place(), to: dice.below(3) }),
    () => ({ kind: 'transition.retarget', place: place(), target: dice.below(4) ? id() : [id(), id()] }),
    () => ({ kind: 'transition.move', place: place(), state: id(), slot: slot() }),
    () => ({
      kind: 'edge.insert-state',
      place: place(),
      id: freshId(document, 'Between'),
      stateKind: dice.below(2) ? 'atomic' : 'compound',
      title: { en: 'Between' },
    }),
    () => ({ kind: 'edge.insert-step', place: place(), action: { do: 'note.add', with: { text: 'x' } } }),
    () => ({ kind: 'action.add', list: list(), action: { do: 'note.add', with: { text: 'y' } }, index: 0 }),
    () => ({ kind: 'action.change', list: list(), index: 0, values: { if: dice.below(2) ? null : { var: 'record.a' } } }),
    () => ({ kind: 'action.remove', list: list(), index: 0 }),
    () => ({ kind: 'action.move', list: list(), index: 0, into: list(), to: 0 }),
    () => ({ kind: 'invoke.add', state: id(), invoke: { id: `new-${dice.below(3)}`, step: 'approval.ask' } }),
    () => ({ kind: 'invoke.change', state: id(), index: 0, values: { with: { x: 1 } } }),
    () => ({ kind: 'invoke.remove', state: id(), index: 0 }),
    () => ({ kind: 'layout.set', positions: { [id()]: { x: 12, y: 16 }, [id()]: null } }),
    () => ({ kind: 'note.add', note: { text: 'n', x: 0, y: 0, width: 100, height: 80, color: 'blue' } }),
    () => ({ kind: 'note.change', index: 0, values: { text: 'm' } }),
    () => ({ kind: 'note.remove', indexes: [0] }),
    () => ({ kind: 'pipeline.set', values: { title: { en: 'P' }, description: dice.below(2) ? { en: 'D' } : null } }),
    () => ({ kind: 'field.set', name: dice.one(['a', 'c']) as string, field: dice.below(2) ? null : { type: 'text', title: { en: 'F' } } }),
    () => ({ kind: 'field.reorder', name: 'b', to: 0 }),
    () => ({ kind: 'variable.set', name: 'v', variable: dice.below(2) ? null : { type: 'number' } }),
    () => ({ kind: 'roles.set', roles: dice.below(2) ? ['manager', 'sales'] : ['sales', 'agent'] }),
    () => ({ kind: 'role.rename', from: 'sales', to: dice.below(2) ? 'seller' : 'manager' }),
    () => ({ kind: 'event.rename', from: 'go', to: dice.below(2) ? 'back' : 'gone' }),
    () => ({ kind: 'document.replace', document: { ...document, title: { en: 'Replaced' } } }),
    () => ({ kind: 'fragment.paste', fragment: fragmentOf(document, dice.some(ids, 3)), parent: any(), offset: { x: 20, y: 20 } }),
    () => ({ kind: 'batch', commands: [makers[dice.below(makers.length - 1)]?.() as Command, { kind: 'pipeline.set', values: { title: { en: 'B' } } }] }),
  ];
  return (dice.one(makers) as () => Command)();
}
