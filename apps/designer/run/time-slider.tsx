import { ActionIcon, Slider } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import type { JournalEntry } from './journal.js';
import styles from './run-page.module.css';
import { runTexts } from './texts.js';

interface Props {
  readonly entries: readonly JournalEntry[];
  readonly seq: number;
  readonly onChange: (seq: number) => void;
}

/** Goes through the history of a run, event by event. */
export function TimeSlider({ entries, seq, onChange }: Props) {
  const t = useTexts(runTexts);
  const format = useFormat();
  const count = entries.at(-1)?.seq ?? 1;
  const at = entries.find((entry) => entry.seq === seq)?.occurredAt;
  const label = at === undefined ? t('slider') : t('sliderOf', { seq, count, at: format.moment(at) });
  const jump = (name: 'first' | 'previous' | 'next' | 'last', to: number, Mark: typeof IconChevronLeft) => (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={t(name)} disabled={to < 1 || to > count || to === seq} onClick={() => onChange(to)}>
      <Mark size={16} />
    </ActionIcon>
  );
  return (
    <>
      <div className={styles.slider}>
        {jump('first', 1, IconChevronsLeft)}
        {jump('previous', seq - 1, IconChevronLeft)}
        <Slider
          min={1}
          max={Math.max(2, count)}
          value={seq}
          disabled={count < 2}
          onChange={onChange}
          label={null}
          thumbLabel={t('slider')}
          thumbProps={{ 'aria-valuetext': label }}
        />
        {jump('next', seq + 1, IconChevronRight)}
        {jump('last', count, IconChevronsRight)}
      </div>
      <p className={`quiet figures ${styles.moment}`} role="status">
        {label}
      </p>
    </>
  );
}
