import { Button } from '@mantine/core';
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { useTexts } from '../i18n/texts.js';
import { csvOf } from '../lists/csv.js';
import { downloadCsv } from '../ui/download.js';
import styles from './figure.module.css';
import { csvRows, type Table } from './table.js';
import { chartTexts } from './texts.js';

interface Props {
  readonly title: string;
  readonly table: Table;
  readonly asOf: string;
  readonly isTable: boolean;
  /** Absent where there is no drawing to switch to. */
  readonly onSwitch?: () => void;
}

/** The numbers as a table, and as a file. */
export function FigureTools({ title, table, asOf, isTable, onSwitch }: Props) {
  const t = useTexts(chartTexts);
  return (
    <div className={styles.tools}>
      {onSwitch && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={isTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
          aria-label={isTable ? t('chartOf', { title }) : t('tableOf', { title })}
          onClick={onSwitch}
        >
          {isTable ? t('asChart') : t('asTable')}
        </Button>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconDownload size={16} aria-hidden />}
        aria-label={t('csvOf', { title })}
        onClick={() => downloadCsv(`${title} ${asOf.slice(0, 10)}.csv`, csvOf(csvRows(table)))}
      >
        {t('csv')}
      </Button>
    </div>
  );
}
