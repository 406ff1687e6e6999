import { Button, Group, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { FieldInput, isFilled, unknownField, useCurrencyOf } from '../fields/index.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { eventToward } from '../acts/bulk.js';
import { runOf } from '../acts/facts.js';
import type { BoardRecord } from './pages.js';
import { useScope } from './scope.js';
import { boardTexts } from './texts.js';
import { useBulk } from '../acts/use-bulk.js';
import styles from '../acts/dialogs.module.css';

/** Moves several cards to one stage; what they all may lack is asked once. */
export function BulkMoveDialog({ records, onClose }: { readonly records: readonly BoardRecord[]; readonly onClose: () => void }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const { chart, pipeline, shape } = useScope();
  const bulk = useBulk();
  const currency = useCurrencyOf()({});
  const [stage, setStage] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({});
  const ways = records.map((record) => ({ record, way: stage === null ? null : wayOf(record, stage) }));
  const missing = [...new Set(ways.flatMap(({ record, way }) => (way?.requires ?? []).filter((name) => !isFilled(record.fields[name]))))];
  const stuck = ways.filter(({ way }) => way === null).length;
  function wayOf(record: BoardRecord, to: string) {
    const run = runOf(record, pipeline);
    return run === undefined || run.endedAt !== null || run.stage === to ? null : eventToward(chart, run.configuration, to);
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (stage === null) return;
    onClose();
    void bulk.move(records, stage, values);
  };
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      <Select
        label={t('target')}
        data-autofocus
        data={chart.stages.map(({ id, title }) => ({ value: id, label: format.text(title) }))}
        value={stage}
        onChange={setStage}
        comboboxProps={{ zIndex: 400 }}
      />
      {stage !== null && stuck > 0 && <p className="quiet">{t('noWayFor', { count: stuck })}</p>}
      {missing.length > 0 && <p className="quiet">{t('willFill')}</p>}
      {missing.map((name) => (
        <FieldInput
          key={name}
          field={shape.byName.get(name) ?? unknownField(name)}
          value={values[name] ?? null}
          onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
          currency={currency}
        />
      ))}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" disabled={stage === null || stuck === records.length}>
          {t('move')}
        </Button>
      </Group>
    </form>
  );
}
