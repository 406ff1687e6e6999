import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { usePersonName } from '../fields/index.js';
import { useTexts } from '../i18n/texts.js';
import { BoardCard } from './board-card.js';
import { type CardFacts, cardFacts, cardHeight } from './card-facts.js';
import { focusNeighbour } from './focus-neighbour.js';
import type { BoardRecord } from './pages.js';
import { useBoard, useScope } from './scope.js';
import type { Stage } from '../acts/stages.js';
import { boardTexts } from './texts.js';
import type { ColumnData } from './use-column.js';
import { isCard } from './use-drag.js';
import { useMinute } from './use-minute.js';
import type { Moving } from '../acts/use-moves.js';
import styles from './board.module.css';

const GAP = 8;
const OVERSCAN = 4;
/** Rows before the end at which the next page is asked for. */
const AHEAD = 15;

interface Props {
  readonly stage: Stage;
  readonly place: number;
  readonly data: ColumnData;
  readonly records: readonly BoardRecord[];
  readonly moves: Moving;
}

/** The cards of a column; only those in sight are drawn. */
export function CardList({ stage, place, data, records, moves }: Props) {
  const t = useTexts(boardTexts);
  const scroller = useRef<HTMLDivElement>(null);
  const { selection } = useScope();
  const isNarrowed = selection.filter !== undefined || selection.q !== undefined;
  const cards = useCards(records, data.names);
  const heldId = useBoard(({ held }) => (held?.stage === stage.id ? held.record.id : null));
  const heldRow = heldId === null ? -1 : cards.findIndex(({ facts }) => facts.id === heldId);
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (cards[row]?.height ?? 0) + GAP,
    // A new list of keys makes the heights be read again.
    getItemKey: useCallback((row: number) => cards[row]?.facts.id ?? row, [cards]),
    // The held card stays in the page while its column scrolls, or the browser would end the drag.
    rangeExtractor: useCallback(
      (range: Range) => [...new Set([...defaultRangeExtractor(range), ...(heldRow < 0 ? [] : [heldRow])])].sort((a, b) => a - b),
      [heldRow],
    ),
    overscan: OVERSCAN,
  });
  useMoreAhead(rows.range?.endIndex ?? 0, cards.length, data);
  useEffect(() => {
    if (scroller.current === null) return;
    return autoScrollForElements({ element: scroller.current, canScroll: ({ source }) => isCard(source.data), getAllowedAxis: () => 'vertical' });
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => focusNeighbour(event, rows.scrollToIndex);
  return (
    <div ref={scroller} className={styles.list} data-place={place}>
      {cards.length === 0 && <p className={styles.nothing}>{t(isNarrowed ? 'noMatch' : 'emptyColumn')}</p>}
      <ul className={styles.cards} style={{ height: rows.getTotalSize() }} onKeyDown={onKeyDown}>
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const card = cards[index];
          return (
            card && (
              <li
                key={key}
                className={styles.place}
                style={{ height: card.height, transform: `translateY(${start}px)` }}
                data-row={index}
                aria-setsize={data.hasMore ? -1 : cards.length}
                aria-posinset={index + 1}
              >
                <BoardCard facts={card.facts} record={card.record} stage={stage.id} moves={moves} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface Drawn {
  readonly facts: CardFacts;
  readonly record: BoardRecord;
  readonly height: number;
}

function useCards(records: readonly BoardRecord[], names: Readonly<Record<string, string>>): readonly Drawn[] {
  const { pipeline, shape, chart } = useScope();
  const ownerName = usePersonName();
  const now = useMinute();
  return useMemo(
    () =>
      records.flatMap((record) => {
        const facts = cardFacts(record, names, { pipeline, shape, chart, now, ownerName });
        return facts === null ? [] : [{ facts, record, height: cardHeight(facts) }];
      }),
    [records, names, pipeline, shape, chart, now, ownerName],
  );
}

/** The next page is on its way before the end comes into sight. */
function useMoreAhead(lastRow: number, count: number, { hasMore, isLoadingMore, more }: ColumnData): void {
  const isNear = hasMore && !isLoadingMore && lastRow >= count - AHEAD;
  useEffect(() => {
    if (isNear) more();
    // `more` is made anew each time; only coming near counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isNear]);
}
