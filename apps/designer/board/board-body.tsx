import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { Button } from '@mantine/core';
import { IconFileImport, IconLayoutKanban, IconPlus } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { Page } from '../ui/page.js';
import { BoardDialogs } from './board-dialogs.js';
import { BoardTools } from './board-tools.js';
import { BulkBar } from './bulk-bar.js';
import { CardMenu } from './card-menu.js';
import { Column } from './column.js';
import { OutcomeBars } from './outcome-bars.js';
import { pastMoment } from './past/past-moment.js';
import { useBoard, useScope } from './scope.js';
import { sumsByStage, total } from './sums.js';
import { boardTexts } from './texts.js';
import { isCard, useDrag } from './use-drag.js';
import { useLiveBoard } from './use-live-board.js';
import { useMinute } from './use-minute.js';
import { useMoves } from '../acts/use-moves.js';
import styles from './board.module.css';

const PastBoard = lazy(async () => ({ default: (await import('./past/past-board.js')).PastBoard }));

/** The screen: tools, columns, and what floats above them. */
export function BoardBody() {
  const t = useTexts(boardTexts);
  const { title, chart, amount, cache, selection } = useScope();
  const moves = useMoves();
  useDrag(moves);
  useLiveBoard();
  const summary = useAnswer('summarise', cache.summaryQuestion(), { keepsPrevious: true });
  const sums = sumsByStage(summary.data?.groups ?? [], chart.stages, amount && `sum:${amount.name}`);
  const open = total(chart.stages.filter(({ outcome }) => outcome === null).map(({ id }) => sums.get(id) ?? { count: 0, amounts: [] }));
  const isNarrowed = selection.filter !== undefined || selection.q !== undefined;
  const { at } = useSearch({ from: '/inside/boards/$pipeline' });
  const past = pastMoment(at, useMinute());
  const isEmpty = summary.data !== undefined && !isNarrowed && summary.data.groups.length === 0;
  return (
    <Page title={title} width="full">
      <div className={styles.screen} data-uncounted={summary.data === undefined || undefined}>
        {chart.stages.length === 0 ? (
          <EmptyState icon={IconLayoutKanban} title={t('noStages')} hint={t('noStagesHint')} />
        ) : isEmpty ? (
          <NothingYet />
        ) : (
          <>
            <BoardTools open={open} />
            {past === null ? (
              <Columns moves={moves} sums={sums} />
            ) : (
              <Suspense>
                <PastBoard at={past} />
              </Suspense>
            )}
          </>
        )}
        <CardMenu />
        <BoardDialogs moves={moves} />
        <Said />
      </div>
    </Page>
  );
}

function Columns({ moves, sums }: { readonly moves: ReturnType<typeof useMoves>; readonly sums: ReturnType<typeof sumsByStage> }) {
  const { chart } = useScope();
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (scroller.current === null) return;
    return autoScrollForElements({ element: scroller.current, canScroll: ({ source }) => isCard(source.data), getAllowedAxis: () => 'horizontal' });
  }, []);
  return (
    <div className={styles.stand}>
      <div ref={scroller} className={styles.columns}>
        {chart.stages.map((stage, place) => (
          <Column key={stage.id} stage={stage} place={place} moves={moves} sum={sums.get(stage.id) ?? { count: 0, amounts: [] }} />
        ))}
      </div>
      <OutcomeBars />
      <BulkBar />
    </div>
  );
}

function NothingYet() {
  const t = useTexts(boardTexts);
  const may = useMay();
  const { shape, store } = useScope();
  const action = may('record.write') && (
    <div className={styles.row}>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => store.setState({ dialog: { kind: 'create' } })}>
        {t('create', { object: shape.title })}
      </Button>
      {may('import.run') && (
        <Button
          renderRoot={(props) => <Link to="/import" search={{ object: shape.key }} {...props} />}
          variant="default"
          leftSection={<IconFileImport size={16} aria-hidden />}
        >
          {t('importCsv')}
        </Button>
      )}
    </div>
  );
  return <EmptyState icon={IconLayoutKanban} title={t('emptyBoard')} hint={t('emptyBoardHint')} action={action} />;
}

/** Reads results to screen readers. */
function Said() {
  const said = useBoard((state) => state.said);
  return (
    <p role="status" className="unseen">
      {said}
    </p>
  );
}
