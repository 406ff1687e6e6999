import { Button, Group, MultiSelect, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../../api/use-answer.js';
import { dropdown } from '../../fields/input-props.js';
import { useObjects } from '../../fields/use-objects.js';
import { useTexts } from '../../i18n/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { showDone } from '../../ui/show-done.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { customerTexts } from './texts.js';

const PURCHASES = ['rfm.recencyDays', 'rfm.frequency', 'rfm.money', 'rfm.tenureDays', 'rfm.value', 'rfm.alive'] as const;
const BUYERS = new Set(['account', 'contact']);
const NUMBERS = new Set(['number', 'integer', 'money']);
/** Amounts, which spread over orders of magnitude. */
const AMOUNTS = new Set(['rfm.money', 'rfm.value']);

/** A key made of a title: `Buyers of the year` becomes `buyers-of-the-year`; of a title without Latin letters, a dated one. */
const keyOf = (title: string): string => {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return (words === '' ? 'set' : words).slice(0, 60) + '-' + crypto.randomUUID().slice(0, 4);
};

/** Chooses whose records and which numbers tell them apart, and finds segments. */
export function NewSegmentSet({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(customerTexts);
  const objects = useObjects() ?? [];
  const { change } = useInsightSearch();
  const [title, setTitle] = useState('');
  const [object, setObject] = useState('account');
  const [columns, setColumns] = useState<readonly string[]>(PURCHASES.slice(0, 3));
  const [method, setMethod] = useState<'k-means' | 'dbscan'>('k-means');
  const [k, setK] = useState<number | null>(null);
  const [eps, setEps] = useState(0.5);
  const [minPts, setMinPts] = useState(5);
  const create = useWrite('createSegmentSet', ['listSegmentSets']);
  const fields = objects.find(({ key }) => key === object)?.fields.filter(({ type }) => NUMBERS.has(type)) ?? [];
  const choices = [
    ...(BUYERS.has(object) ? PURCHASES.map((value) => ({ value: value as string, label: t(value) })) : []),
    ...fields.map(({ name, title: label }) => ({ value: name, label })),
  ];
  const logColumns = columns.filter((column) => AMOUNTS.has(column) || fields.some(({ name, type }) => name === column && type === 'money'));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const how = method === 'dbscan' ? { eps, minPts } : k === null ? { kFrom: 2, kTo: 8 } : { k };
    const definition = { object, columns: [...columns], method, logColumns, ...how };
    create.mutate(
      { body: { key: keyOf(title), title, definition } },
      {
        onSuccess: (set) => {
          showDone(t('created'));
          change({ key: set.key, at: undefined });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title={t('newSet')} size="md">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t('name')} value={title} onChange={({ currentTarget: { value } }) => setTitle(value)} maxLength={200} required data-autofocus />
          <NativeSelect
            label={t('object')}
            data={objects.map(({ key, plural }) => ({ value: key, label: plural }))}
            value={object}
            onChange={({ currentTarget: { value } }) => {
              setObject(value);
              setColumns(BUYERS.has(value) ? PURCHASES.slice(0, 3) : []);
            }}
          />
          <MultiSelect
            label={t('columns')}
            description={t('columnsHint')}
            data={choices}
            value={[...columns]}
            onChange={setColumns}
            comboboxProps={dropdown}
            required
          />
          <NativeSelect
            label={t('method')}
            data={[
              { value: 'k-means', label: t('kMeans') },
              { value: 'dbscan', label: t('dbscan') },
            ]}
            value={method}
            onChange={({ currentTarget: { value } }) => setMethod(value === 'dbscan' ? 'dbscan' : 'k-means')}
          />
          {method === 'k-means' ? (
            <NumberInput
              label={t('k')}
              description={t('kHint')}
              min={1}
              max={50}
              allowDecimal={false}
              value={k ?? ''}
              onChange={(value) => setK(typeof value === 'number' ? value : null)}
            />
          ) : (
            <Group grow>
              <NumberInput label={t('eps')} min={0.01} max={1e6} step={0.1} value={eps} onChange={(value) => setEps(Number(value))} />
              <NumberInput label={t('minPts')} min={1} max={10_000} allowDecimal={false} value={minPts} onChange={(value) => setMinPts(Number(value))} />
            </Group>
          )}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={columns.length === 0}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
