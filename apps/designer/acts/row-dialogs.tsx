import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { keyOf } from '../api/use-answer.js';
import { type ObjectShape, useObjects } from '../fields/index.js';
import { Dialog } from '../ui/dialog.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { ActContent, useActTitle } from './act-content.js';
import { runOf } from './facts.js';
import type { RowStore } from './row-store.js';
import { type ActDialog, type ActRecord, type ActScope, ActsProvider } from './scope.js';
import { type Chart, chartOf } from './stages.js';
import { useChart } from './use-chart.js';
import { useMoves } from './use-moves.js';

/** What does not move anything needs no stages. */
const NO_STAGES: Chart = chartOf({ format: 'millrace/1', key: '', object: '', title: { en: '' }, initial: '', states: {} });

interface Props {
  readonly store: RowStore;
  readonly dialog: ActDialog;
}

/** The dialog that the focused row asked for. The focus goes back to the row. */
export function RowDialogs({ store, dialog }: Props) {
  const record = recordOf(dialog);
  const objects = useObjects();
  const shape = objects?.find(({ key }) => record === null || key === record.object);
  return shape === undefined ? null : <Shaped key={record?.id ?? ''} store={store} dialog={dialog} record={record} shape={shape} />;
}

function Shaped({ store, dialog, record, shape }: Props & { readonly record: ActRecord | null; readonly shape: ObjectShape }) {
  const narrowed = useStore(store, ({ pipeline }) => pipeline);
  const title = useActTitle({ shape })(dialog);
  const run = record === null ? undefined : (narrowed !== null && runOf(record, narrowed)) || goingRun(record);
  const isMoving = dialog.kind === 'move' || dialog.kind === 'fill';
  const { chart, error, retry } = useChart(isMoving && run !== undefined ? run : null);
  const known = isMoving && run !== undefined ? chart : NO_STAGES;
  const close = (): void => store.setState({ dialog: null });
  return (
    <Dialog onClose={close} title={title} size={440} centered={false} yOffset="10dvh">
      {error !== null ? (
        <ProblemState error={error} retry={retry} />
      ) : known === undefined ? (
        <LateSkeleton lines={3} height={40} />
      ) : (
        <Acting store={store} dialog={dialog} pipeline={run?.pipeline ?? ''} shape={shape} chart={known} onClose={close} />
      )}
    </Dialog>
  );
}

interface ActingProps extends Props, Pick<ActScope, 'pipeline' | 'shape' | 'chart'> {
  readonly onClose: () => void;
}

function Acting({ store, dialog, pipeline, shape, chart, onClose }: ActingProps) {
  const client = useQueryClient();
  const scope = useMemo((): ActScope => ({ pipeline, shape, chart, cache: cacheOf(client), screen: screenOf(store) }), [pipeline, shape, chart, client, store]);
  return (
    <ActsProvider value={scope}>
      <Content dialog={dialog} onClose={onClose} />
    </ActsProvider>
  );
}

function Content({ dialog, onClose }: { readonly dialog: ActDialog; readonly onClose: () => void }) {
  return <ActContent dialog={dialog} moves={useMoves()} onClose={onClose} />;
}

function recordOf(dialog: ActDialog): ActRecord | null {
  if (dialog.kind === 'due') return null;
  return 'record' in dialog ? dialog.record : (dialog.records[0] ?? null);
}

/** The run that a move is about: one that still goes on, else the last. */
const goingRun = ({ runs }: ActRecord): ActRecord['runs'][number] | undefined => runs.find(({ endedAt }) => endedAt === null) ?? runs.at(-1);

const TOUCHED = ['listRecords', 'getRecord', 'summarise', 'listTasks', 'timeline'] as const;

/** Rows are not moved about before the engine has answered: they are asked again. */
const cacheOf = (client: QueryClient): ActScope['cache'] => ({
  place: () => undefined,
  countMove: () => undefined,
  recount: () => undefined,
  refresh: async () => {
    await Promise.all(TOUCHED.map((name) => client.invalidateQueries({ queryKey: keyOf(name) })));
  },
});

const screenOf = (store: RowStore): ActScope['screen'] => ({
  ask: (dialog) => store.setState({ dialog }),
  say: (said) => store.setState({ said }),
  wait: () => undefined,
  slideBack: () => undefined,
  focus: (focusNext) => store.setState({ focusNext }),
  clearSelection: () => undefined,
});
