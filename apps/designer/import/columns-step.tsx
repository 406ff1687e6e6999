import { Alert, Button, Select, Table } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react';
import type { ObjectShape } from '../fields/object-shape.js';
import { useTexts } from '../i18n/texts.js';
import type { ChosenFile } from './file-step.js';
import { type Mapping, withColumn } from './guess-columns.js';
import type { DateOrder, Writing } from './import-map.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';

interface Props {
  readonly object: ObjectShape;
  readonly file: ChosenFile;
  readonly mapping: Mapping;
  readonly writing: Writing;
  readonly onChange: (change: { readonly mapping?: Mapping; readonly writing?: Writing }) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

const SAMPLES = 3;

/** Which column goes to which field: guessed, and changeable beside what stands in the file. */
export function ColumnsStep({ object, file, mapping, writing, onChange, onBack, onNext }: Props) {
  const t = useTexts(importTexts);
  const header = file.head.header.filter((name) => name !== '');
  const columns = [...Object.keys(mapping.joins), ...header];
  const fields = object.fields.filter(({ origin }) => origin !== 'companion').map(({ name, title }) => ({ value: name, label: title }));
  const missing = object.fields.find(({ name, required }) => required && !Object.values(mapping.columns).includes(name));
  return (
    <section className={styles.panel} aria-label={t('stepColumns')}>
      <p role="status">
        <strong>{t('rowsOf', { file: file.name, count: header.length })}</strong>{' '}
        <span className="quiet">{t('mapped', { count: Object.keys(mapping.columns).length, total: columns.length })}</span>
      </p>
      <div className={styles.choices}>
        <Select
          label={t('key')}
          description={t('keyHint')}
          value={mapping.key}
          onChange={(key) => onChange({ mapping: { ...mapping, key } })}
          data={columns}
          searchable
          allowDeselect={false}
          error={mapping.key === null && t('keyMissing')}
          className={styles.key}
        />
        <Ways writing={writing} onChange={(next) => onChange({ writing: next })} />
      </div>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing={6} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column')}</Table.Th>
              <Table.Th>{t('sample')}</Table.Th>
              <Table.Th>{t('field')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => (
              <Table.Tr key={column}>
                <Table.Th scope="row">
                  {column}
                  {Object.hasOwn(mapping.joins, column) && <span className={styles.note}>{t('joined')}</span>}
                </Table.Th>
                <Table.Td className={styles.samples}>{samplesOf(file, mapping, column).join(' · ')}</Table.Td>
                <Table.Td>
                  <Select
                    size="xs"
                    aria-label={t('fieldOf', { column })}
                    value={mapping.columns[column] ?? null}
                    onChange={(field) => onChange({ mapping: withColumn(mapping, column, field) })}
                    data={fields}
                    placeholder={t('notImported')}
                    searchable
                    clearable
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {missing && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {t('nameMissing', { field: missing.title })}
        </Alert>
      )}
      <div className={styles.foot}>
        <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
          {t('back')}
        </Button>
        <Button onClick={onNext} disabled={mapping.key === null || Object.keys(mapping.columns).length === 0}>
          {t('toCheck')}
        </Button>
      </div>
    </section>
  );
}

/** How dates and amounts are written in the file. */
function Ways({ writing, onChange }: { readonly writing: Writing; readonly onChange: (writing: Writing) => void }) {
  const t = useTexts(importTexts);
  return (
    <>
      <Select
        label={t('dates')}
        value={writing.dates}
        onChange={(dates) => onChange({ ...writing, dates: (dates ?? 'ymd') as DateOrder })}
        data={(['ymd', 'dmy', 'mdy'] as const).map((value) => ({ value, label: t(value) }))}
        allowDeselect={false}
      />
      <Select
        label={t('decimal')}
        value={writing.decimal}
        onChange={(decimal) => onChange({ ...writing, decimal: decimal === ',' ? ',' : '.' })}
        data={[
          { value: '.', label: t('point') },
          { value: ',', label: t('comma') },
        ]}
        allowDeselect={false}
      />
    </>
  );
}

function samplesOf({ head }: ChosenFile, { joins }: Mapping, column: string): readonly string[] {
  const places = (joins[column] ?? [column]).map((name) => head.header.indexOf(name));
  const values = head.rows.map((row) =>
    places
      .map((place) => row[place] ?? '')
      .join(' ')
      .trim(),
  );
  return [...new Set(values.filter((value) => value !== ''))].slice(0, SAMPLES);
}
