import { IconAlertTriangle, IconCalendarDue, IconCalendarEvent, IconCalendarQuestion, IconClockPause, type Icon } from '@tabler/icons-react';
import { useCurrencyOf } from '../fields/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import type { CardFacts } from './card-facts.js';
import type { NextActivity } from './next-activity.js';
import type { BoardRecord } from './pages.js';
import { useScope } from './scope.js';
import { boardTexts } from './texts.js';
import styles from './card.module.css';

const DAY_MS = 86_400_000;
const SHOWN_TAGS = 2;

/** The amount, and who looks after it. */
export function MoneyLine({ facts, record }: { readonly facts: CardFacts; readonly record: BoardRecord }) {
  const format = useFormat();
  const currencyOf = useCurrencyOf();
  if (facts.value === null && facts.owner === null) return null;
  return (
    <p className={`${styles.line} ${styles.money} figures`}>
      <span className={styles.value}>{facts.value === null ? '' : format.money(facts.value, currencyOf(record.fields))}</span>
      {facts.owner !== null && <span className={`${styles.owner} quiet`}>{facts.owner}</span>}
    </p>
  );
}

/** Where it is inside the stage, and its tags. */
export function Chips({ facts: { state, tags } }: { readonly facts: CardFacts }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const { chart } = useScope();
  if (state === null && tags.length === 0) return null;
  const more = tags.slice(SHOWN_TAGS);
  return (
    <p className={styles.chips}>
      {state !== null && (
        <span className={styles.chip} data-kind="state">
          {format.text(chart.titleOf(state))}
        </span>
      )}
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <span key={tag} className={styles.chip}>
          {tag}
        </span>
      ))}
      {more.length > 0 && (
        <span className={styles.chip} data-kind="more" title={format.list(more)}>
          {t('moreTags', { count: more.length })}
        </span>
      )}
    </p>
  );
}

const NEXT: Readonly<Record<NextActivity, Icon>> = {
  overdue: IconAlertTriangle,
  today: IconCalendarDue,
  later: IconCalendarEvent,
  none: IconCalendarQuestion,
};

/** The next activity: colour, icon and text say the same. */
export function NextLine({ facts: { next } }: { readonly facts: CardFacts }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  if (next === null) return null;
  const Icon = NEXT[next.kind];
  const task = next.title ?? '';
  const said = next.kind === 'none' ? t('none') : next.due === null ? t('undated', { task }) : t(next.kind, { task, when: format.relative(next.due) });
  return (
    <p className={styles.next} data-kind={next.kind} title={next.due === null ? said : `${task} · ${format.moment(next.due)}`}>
      <Icon size={14} aria-hidden />
      <span>{said}</span>
    </p>
  );
}

/** Only where it lay still for too long. */
export function IdleLine({ facts: { idle } }: { readonly facts: CardFacts }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  if (idle === null) return null;
  const whole = (ms: number): string => format.length(ms >= DAY_MS ? Math.floor(ms / DAY_MS) * DAY_MS : ms);
  return (
    <p className={styles.next} data-kind="idle">
      <IconClockPause size={14} aria-hidden />
      <span>{t('idle', { idle: whole(idle.ms), limit: whole(idle.limitMs) })}</span>
    </p>
  );
}
