import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconFlag, IconPlus } from '@tabler/icons-react';
import { useMay } from '../app/session.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useScope } from './scope.js';
import type { Stage } from '../acts/stages.js';
import type { StageSum } from './sums.js';
import { boardTexts } from './texts.js';
import { useAmounts } from './use-amounts.js';
import styles from './board.module.css';

/** Name, count, sum and weighted sum of a stage; new records are made where the pipeline begins. */
export function ColumnHead({ stage, sum }: { readonly stage: Stage; readonly sum: StageSum }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const may = useMay();
  const { shape, store, amount } = useScope();
  const amounts = useAmounts(sum);
  const title = format.text(stage.title);
  const newOne = t('createIn', { object: shape.title, stage: title });
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <OutcomeMark outcome={stage.outcome} />
        <h2 id={`stage-${stage.id}`}>{title}</h2>
        <span className={`${styles.count} figures`}>
          <span aria-hidden>{format.number(sum.count)}</span>
          <span className="unseen">{t('count', { count: sum.count, shown: format.number(sum.count) })}</span>
        </span>
        {stage.isFirst && may('record.write') && (
          <Tooltip label={newOne}>
            <ActionIcon variant="subtle" color="gray" size={28} aria-label={newOne} onClick={() => store.setState({ dialog: { kind: 'create' } })}>
              <IconPlus size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {amount !== null && (
        <p className={`${styles.sums} figures`}>
          <span>{amounts.sum ?? '–'}</span>
          {amounts.weighted !== null && stage.outcome === null && stage.probability !== null && (
            <Tooltip label={t('weightedHint', { share: format.percent(stage.probability) })}>
              <span className="quiet">{t('weighted', { sum: amounts.weighted })}</span>
            </Tooltip>
          )}
        </p>
      )}
    </header>
  );
}

/** How runs end in a final stage: an icon beside the name, not colour alone. */
export function OutcomeMark({ outcome }: { readonly outcome: string | null }) {
  if (outcome === null) return null;
  const Icon = outcome === 'won' ? IconCircleCheck : outcome === 'lost' ? IconCircleX : IconFlag;
  return <Icon size={16} className={styles.outcomeMark} data-outcome={outcome} aria-hidden />;
}
