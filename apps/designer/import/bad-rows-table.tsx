import { Button, Table } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useId } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { downloadCsv } from '../ui/download.js';
import { badRowsCsv } from './bad-rows.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';
import type { ImportJob } from './use-import.js';

const SHOWN = 20;

/** The rows that are left out, with their reasons; all of them as a CSV file. Nothing where there are none. */
export function BadRows({ job }: { readonly job: ImportJob }) {
  const t = useTexts(importTexts);
  const format = useFormat();
  const id = useId();
  const { data } = useAnswer('listImportProblems', { params: { id: job.id } }, { enabled: (job.counts.failed ?? 0) > 0 });
  if (!data || data.items.length === 0) return null;
  const { items } = data;
  const download = (): void =>
    downloadCsv(`${(job.fileName ?? 'import').replace(/\.\w+$/, '')}-rows.csv`, badRowsCsv(items, { line: t('line'), reason: t('reason') }, format));
  return (
    <section aria-labelledby={id} className={styles.block}>
      <div className={styles.blockHead}>
        <div>
          <h2 id={id}>{t('problems')}</h2>
          <p className="quiet">{t('problemsHint')}</p>
        </div>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
          {t('download')}
        </Button>
      </div>
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing={6} aria-labelledby={id}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={64}>{t('line')}</Table.Th>
              <Table.Th w={160}>{t('column')}</Table.Th>
              <Table.Th w={180}>{t('value')}</Table.Th>
              <Table.Th>{t('reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.slice(0, SHOWN).map(({ line, column, code, text, cells }) => (
              <Table.Tr key={`${line} ${code} ${column}`}>
                <Table.Td className="figures">{line}</Table.Td>
                <Table.Td>{column}</Table.Td>
                <Table.Td className={styles.samples}>{column === null ? '' : cells?.[column]}</Table.Td>
                <Table.Td>{format.text(text).replaceAll('`', '')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {items.length > SHOWN && <p className="quiet">{t('moreProblems', { count: format.number(items.length - SHOWN) })}</p>}
    </section>
  );
}
