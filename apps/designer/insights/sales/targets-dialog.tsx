import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ask } from '../../api/ask.js';
import type { Answer } from '../../api/operations.js';
import { keyOf, useAnswer } from '../../api/use-answer.js';
import { useTexts } from '../../i18n/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { showDone } from '../../ui/show-done.js';
import { showProblem } from '../../ui/show-problem.js';
import { insightTexts } from '../texts.js';
import { salesTexts } from './texts.js';

interface Props {
  readonly data: Answer<'insightSales'>;
  readonly onClose: () => void;
}

/** Who of a target; everybody together is nobody in particular. */
const EVERYBODY = '';

/** The targets of one month, by the same people or teams as the figure. */
export function TargetsDialog({ data, onClose }: Props) {
  const t = useTexts(salesTexts);
  const of = useTexts(insightTexts);
  const client = useQueryClient();
  const [month, setMonth] = useState(() => data.asOf.slice(0, 7));
  const [changed, setChanged] = useState<ReadonlyMap<string, number | null>>(new Map());
  const [isSaving, setSaving] = useState(false);
  const targets = useAnswer('listTargets', { query: { by: data.by, from: month, to: month } }, { enabled: month !== '' });
  const kept = new Map((targets.data?.items ?? []).map(({ who, amount }) => [who ?? EVERYBODY, amount]));
  const rows = [{ key: EVERYBODY, name: t('everybody') }, ...data.rows.flatMap(({ key, name }) => (key === null ? [] : [{ key, name: name ?? key }]))];
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    try {
      for (const [who, amount] of changed) {
        const person = who === EVERYBODY ? {} : { who };
        if (amount !== null) await ask('putTarget', { body: { by: data.by, who: who === EVERYBODY ? null : who, month, amount, currency: data.currency } });
        else if (kept.has(who)) await ask('removeTarget', { query: { by: data.by, month, ...person } });
      }
      await Promise.all([client.invalidateQueries({ queryKey: keyOf('listTargets') }), client.invalidateQueries({ queryKey: keyOf('insightSales') })]);
      showDone(t('saved'));
      onClose();
    } catch (error) {
      showProblem(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <Dialog opened onClose={onClose} title={t('targetsTitle')} size="md">
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="sm">
          <p className="quiet">{t('targetsLead', { currency: data.currency })}</p>
          <TextInput
            type="month"
            label={of('month')}
            value={month}
            onChange={({ currentTarget: { value } }) => {
              setMonth(value);
              setChanged(new Map());
            }}
            required
          />
          {targets.data &&
            rows.map(({ key, name }) => (
              <NumberInput
                key={`${month} ${key}`}
                label={name}
                min={0}
                max={1e15}
                thousandSeparator
                defaultValue={kept.get(key) ?? ''}
                onChange={(value) => setChanged(new Map(changed).set(key, typeof value === 'number' ? value : null))}
              />
            ))}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isSaving} disabled={changed.size === 0}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
