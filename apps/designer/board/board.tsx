import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ActScope, ActsProvider } from '../acts/scope.js';
import type { ObjectShape } from '../fields/index.js';
import { BoardBody } from './board-body.js';
import { BoardCache } from './board-cache.js';
import { type BoardStore, clearSelected, createBoardStore, markReturned, setPending } from './board-store.js';
import { amountField } from './card-facts.js';
import { type BoardScope, ScopeProvider } from './scope.js';
import { DEFAULT_SORT } from './sort.js';
import type { Chart } from '../acts/stages.js';

interface Props {
  readonly pipeline: string;
  readonly title: string;
  readonly shape: ObjectShape;
  readonly chart: Chart;
}

/** Ties the address, the query cache and the board's own state together for everything below. */
export function Board({ pipeline, title, shape, chart }: Props) {
  const { filter, q, sort = DEFAULT_SORT } = useSearch({ from: '/inside/boards/$pipeline' });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [store] = useState(createBoardStore);
  const scope = useMemo((): BoardScope => {
    const amount = amountField(shape);
    const selection = { filter, q, sort };
    const cache = new BoardCache(client, { pipeline, object: shape.key, stages: chart.stages, amount: amount?.name ?? null, selection });
    const hrefOf = (id: string): string => `/records/${encodeURIComponent(shape.key)}/${id}`;
    const open = (id: string): void => void navigate({ to: '/records/$object/$id', params: { object: shape.key, id } });
    return { pipeline, title, shape, chart, amount, selection, store, cache, screen: screenOf(store), hrefOf, open };
  }, [client, navigate, store, pipeline, title, shape, chart, filter, q, sort]);
  return (
    <ScopeProvider value={scope}>
      <ActsProvider value={scope}>
        <BoardBody />
      </ActsProvider>
    </ScopeProvider>
  );
}

/** Acts show themselves by the board's own state. A card that is dragged keeps the focus where it is. */
const screenOf = (store: BoardStore): ActScope['screen'] => ({
  ask: (dialog) => store.setState({ dialog }),
  say: (said) => store.setState({ said }),
  wait: (id, isPending) => setPending(store, id, isPending),
  slideBack: (id) => markReturned(store, id),
  focus: (id) => store.setState({ focusNext: store.getState().held === null ? id : null }),
  clearSelection: () => clearSelected(store),
});
