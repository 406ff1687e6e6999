import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { IconDots } from '@tabler/icons-react';
import { memo, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useMay } from '../app/session.js';
import { useTexts } from '../i18n/texts.js';
import { toggleSelected } from './board-store.js';
import type { CardFacts } from './card-facts.js';
import { Chips, IdleLine, MoneyLine, NextLine } from './card-lines.js';
import { openMenuAt } from './card-menu.js';
import type { BoardRecord } from './pages.js';
import { useBoard, useScope } from './scope.js';
import { selectTo } from './select-to.js';
import { boardTexts } from './texts.js';
import { useCardKeys } from './use-card-keys.js';
import { dragData } from './use-drag.js';
import type { Moving } from '../acts/use-moves.js';
import styles from './card.module.css';

interface Props {
  readonly facts: CardFacts;
  readonly record: BoardRecord;
  readonly stage: string;
  readonly moves: Moving;
}

/** One record on the board. Its keys: M or S, O, A, T, D, P, X; its menu has all of them. */
export const BoardCard = memo(function BoardCard({ facts, record, stage, moves }: Props) {
  const { store, cache, open } = useScope();
  const may = useMay();
  const root = useRef<HTMLElement>(null);
  const marks = useMarks(facts.id);
  const [isNew] = useState(() => cache.hasJustArrived(facts.id));
  const onKeyDown = useCardKeys(record);
  const canMove = may('run.send') && facts.next !== null && !marks['data-pending'];
  useEffect(() => {
    if (root.current === null || !canMove) return;
    return draggable({ element: root.current, getInitialData: () => dragData(record, stage) });
  }, [record, stage, canMove]);
  useFocusNext(facts.id, root);
  const click = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    if (target.closest('button, input')) return;
    const isSelecting = event.shiftKey || event.ctrlKey || event.metaKey;
    if (isSelecting && event.shiftKey) selectTo(store, cache.loaded(stage), record);
    else if (isSelecting) toggleSelected(store, record);
    else if (target.closest('a')) open(record.id);
    else return root.current?.querySelector<HTMLElement>('[data-card]')?.focus();
    event.preventDefault();
  };
  return (
    <article
      ref={root}
      className={styles.card}
      data-record={facts.id}
      data-arrived={isNew || undefined}
      data-movable={canMove || undefined}
      data-idle={facts.idle !== null || undefined}
      {...marks}
      onKeyDown={onKeyDown}
      onClick={click}
      onPointerDown={() => (canMove ? void moves.explain(record).catch(() => undefined) : undefined)}
      onContextMenu={(event) => openMenuAt(event, store, record)}
    >
      <NameLine facts={facts} record={record} isSelected={marks['data-selected'] === true} />
      {facts.about !== null && <p className={`${styles.line} quiet`}>{facts.about}</p>}
      <MoneyLine facts={facts} record={record} />
      <Chips facts={facts} />
      <NextLine facts={facts} />
      <IdleLine facts={facts} />
    </article>
  );
});

function NameLine({ facts, record, isSelected }: Pick<Props, 'facts' | 'record'> & { readonly isSelected: boolean }) {
  const t = useTexts(boardTexts);
  const { store, hrefOf } = useScope();
  return (
    <div className={styles.name}>
      <input
        type="checkbox"
        className={styles.check}
        checked={isSelected}
        onChange={() => toggleSelected(store, record)}
        aria-label={t('select', { name: facts.name })}
        tabIndex={-1}
      />
      <a href={hrefOf(facts.id)} draggable={false} data-card className={styles.link} title={facts.name}>
        {facts.name}
      </a>
      <button
        type="button"
        className={styles.menu}
        aria-label={t('menuOf', { name: facts.name })}
        aria-haspopup="menu"
        onClick={(event) => openMenuAt(event, store, record)}
      >
        <IconDots size={16} aria-hidden />
      </button>
    </div>
  );
}

/** What is going on with the card, in one look at the state. */
function useMarks(id: string) {
  const marks = useBoard(({ held, selected, pending, returned }) =>
    [held?.record.id === id, selected.has(id), selected.size > 0, pending.has(id), returned === id].map(Number).join(''),
  );
  const is = (place: number): true | undefined => (marks[place] === '1' ? true : undefined);
  return { 'data-held': is(0), 'data-selected': is(1), 'data-selecting': is(2), 'data-pending': is(3), 'data-returned': is(4) };
}

/** A dialog that closes gives the focus back first, to a card that is no longer there. */
const AFTER_DIALOG_MS = 60;

/** Takes the focus once, after a move brought the card here. */
function useFocusNext(id: string, root: { readonly current: HTMLElement | null }): void {
  const { store } = useScope();
  const isNext = useBoard(({ focusNext }) => focusNext === id);
  useEffect(() => {
    if (!isNext) return;
    const take = (): void => {
      const isBusy = document.activeElement?.closest('[role="dialog"], input, textarea');
      if (!isBusy) root.current?.querySelector<HTMLElement>('[data-card]')?.focus({ preventScroll: true });
      store.setState({ focusNext: null });
    };
    const timer = setTimeout(take, AFTER_DIALOG_MS);
    return () => clearTimeout(timer);
  }, [isNext, root, store]);
}
