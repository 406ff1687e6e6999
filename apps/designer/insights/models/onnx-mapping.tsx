import { ActionIcon, Autocomplete, Button, NativeSelect, NumberInput, Table } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import type { Answer } from '../../api/operations.js';
import { useObject } from '../../fields/index.js';
import { dropdown } from '../../fields/input-props.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { type Column, filledTo, MOST_COLUMNS, movedUp } from './onnx-columns.js';
import { onnxTexts } from './onnx-texts.js';

type Feature = Answer<'modelFeatures'>['items'][number];
interface Props {
  readonly object: string;
  readonly features: readonly Feature[];
  readonly columns: readonly Column[];
  readonly onChange: (columns: readonly Column[]) => void;
}

/** What of a record stands at each place of the input row. */
export function OnnxMapping({ object, features, columns, onChange }: Props) {
  const t = useTexts(onnxTexts);
  const titleId = useId();
  return (
    <div>
      <h3 id={titleId} className={styles.heading}>
        {t('columns')}
      </h3>
      <div className={styles.rows} role="region" aria-labelledby={titleId} tabIndex={0}>
        <Table verticalSpacing={4} horizontalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">#</Table.Th>
              {(['feature', 'level', 'mean', 'scale', 'empty'] as const).map((name) => (
                <Table.Th key={name} scope="col">
                  {t(name)}
                </Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column, place) => (
              <Row
                key={column.id}
                object={object}
                features={features}
                column={column}
                n={place + 1}
                onChange={(next) => onChange(columns.map((one) => (one.id === column.id ? next : one)))}
                onUp={place === 0 ? null : () => onChange(movedUp(columns, place))}
                onDrop={() => onChange(columns.filter(({ id }) => id !== column.id))}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Button
        mt="xs"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={columns.length >= MOST_COLUMNS}
        onClick={() => onChange(filledTo(columns, columns.length + 1))}
      >
        {t('add')}
      </Button>
    </div>
  );
}

interface RowProps {
  readonly object: string;
  readonly features: readonly Feature[];
  readonly column: Column;
  readonly n: number;
  readonly onChange: (column: Column) => void;
  readonly onUp: (() => void) | null;
  readonly onDrop: () => void;
}

function Row({ object, features, column, n, onChange, onUp, onDrop }: RowProps) {
  const t = useTexts(onnxTexts);
  const format = useFormat();
  const field = useObject(object)?.byName.get(column.feature.replace(/^record\./, ''));
  const isLevel = features.find(({ name }) => name === column.feature)?.kind === 'level';
  const number = (member: 'mean' | 'scale' | 'missing', label: string) => (
    <NumberInput
      aria-label={label}
      hideControls
      disabled={isLevel}
      {...(member === 'scale' ? { min: Number.MIN_VALUE } : {})}
      value={column[member] ?? ''}
      onChange={(value) => onChange({ ...column, [member]: typeof value === 'number' ? value : null })}
    />
  );
  return (
    <Table.Tr>
      <Table.Th scope="row">{n}</Table.Th>
      <Table.Td className={styles.wideCell}>
        <NativeSelect
          aria-label={t('featureOf', { n })}
          data={[{ value: '', label: t('choose') }, ...features.map(({ name, label }) => ({ value: name, label: format.text(label) }))]}
          value={column.feature}
          onChange={({ currentTarget: { value } }) => onChange({ ...column, feature: value, level: '', mean: null, scale: null, missing: null })}
        />
      </Table.Td>
      <Table.Td className={styles.wideCell}>
        <Autocomplete
          aria-label={t('levelOf', { n })}
          data={(field?.options ?? []).map(({ value }) => value)}
          disabled={!isLevel}
          value={column.level}
          onChange={(level) => onChange({ ...column, level })}
          comboboxProps={dropdown}
        />
      </Table.Td>
      <Table.Td className={styles.cell}>{number('mean', t('meanOf', { n }))}</Table.Td>
      <Table.Td className={styles.cell}>{number('scale', t('scaleOf', { n }))}</Table.Td>
      <Table.Td className={styles.cell}>{number('missing', t('emptyOf', { n }))}</Table.Td>
      <Table.Td>
        <ActionIcon variant="subtle" color="gray" aria-label={t('up', { n })} disabled={onUp === null} onClick={() => onUp?.()}>
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('drop', { n })} onClick={onDrop}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}
