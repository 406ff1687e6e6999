import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect } from 'react';
import type { BoardRecord } from './pages.js';
import { useScope } from './scope.js';
import type { Moving } from '../acts/use-moves.js';

const CARD = Symbol('card of a board');

/** What a card gives to the drag. */
export const dragData = (record: BoardRecord, stage: string): Record<string | symbol, unknown> => ({ [CARD]: true, record, stage });
export const isCard = (data: Record<string | symbol, unknown>): boolean => data[CARD] === true;

const held = (data: Record<string | symbol, unknown>) => ({ record: data['record'] as BoardRecord, stage: data['stage'] as string });

/** Follows a card while it is held: asks what it may do, and hands it over where it is let go. */
export function useDrag(moves: Moving): void {
  const { store } = useScope();
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => isCard(source.data),
        onDragStart: ({ source }) => {
          const { record, stage } = held(source.data);
          store.setState({ held: { record, stage, moves: null } });
          const show = (known: Awaited<ReturnType<Moving['explain']>>): void => {
            const now = store.getState().held;
            if (now?.record.id === record.id) store.setState({ held: { ...now, moves: known } });
          };
          // Not explained: every column stays as it is, and the engine decides at the drop.
          moves.explain(record).then(show, () => undefined);
        },
        onDrop: ({ source, location }) => {
          const { record, stage } = held(source.data);
          const onto = location.current.dropTargets[0]?.data['stage'];
          const known = store.getState().held?.moves ?? null;
          store.setState({ held: null });
          if (typeof onto !== 'string' || onto === stage) return;
          if (known !== null) moves.drop(record, known, onto);
          else
            void moves.explain(record).then(
              (late) => moves.drop(record, late, onto),
              () => undefined,
            );
        },
      }),
    [store, moves],
  );
}
