import { Alert, Button, Group, Radio, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Answer } from '../api/operations.js';
import { isStatus } from '../api/problem.js';
import { useAnswer, useWrite } from '../api/use-answer.js';
import { otherProblem } from '../fields/field-problems.js';
import { forgetNames, useRecordName } from '../fields/use-names.js';
import { useObject } from '../fields/use-objects.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { showDone } from '../ui/show-done.js';
import { chosenSide, type Chosen, differingFields, taken } from './merge-choice.js';
import styles from './merge-dialog.module.css';
import { SaidValue } from './said-value.js';
import { mergeTexts } from './texts.js';

type RecordAnswer = Answer<'getRecord'>;

interface Props {
  readonly object: string;
  readonly ids: readonly [string, string];
  readonly onClose: () => void;
  /** Besides closing. */
  readonly onMerged?: () => void;
}

/** Makes two records one: which stays, and whose value of each field it holds. */
export function MergeDialog({ object, ids: [first, second], onClose, onMerged }: Props) {
  const t = useTexts(mergeTexts);
  const a = useAnswer('getRecord', { params: { object, id: first } });
  const b = useAnswer('getRecord', { params: { object, id: second } });
  const failed = [a, b].find(({ data, error }) => error && !data)?.error;
  const readAgain = (): void => void [a, b].forEach((one) => void one.refetch());
  return (
    <Dialog onClose={onClose} title={t('mergeTitle')} size="lg">
      {failed && <ProblemState error={failed} retry={readAgain} />}
      {a.data && b.data && <Choices records={[a.data, b.data]} onClose={onClose} onMerged={onMerged} onChanged={readAgain} />}
      {!failed && !(a.data && b.data) && <LateSkeleton lines={8} height={32} />}
    </Dialog>
  );
}

interface ChoicesProps {
  readonly records: readonly [RecordAnswer, RecordAnswer];
  readonly onClose: () => void;
  readonly onMerged: (() => void) | undefined;
  /** One of the two is no longer as it is shown. */
  readonly onChanged: () => void;
}

function Choices({ records, onClose, onMerged, onChanged }: ChoicesProps) {
  const t = useTexts(mergeTexts);
  const format = useFormat();
  const nameOf = useRecordName();
  const client = useQueryClient();
  const shape = useObject(records[0].object);
  const merging = useWrite('mergeRecord', ['customersDuplicates', 'getRecord', 'listRecords', 'mergedRecords'], true);
  const [stays, setStays] = useState<0 | 1>(0);
  const [chosen, setChosen] = useState<Chosen>({});
  const [survivor, loser] = stays === 0 ? records : [records[1], records[0]];
  const { differing, same } = differingFields(shape?.fields ?? [], records);
  const refused = merging.error ? (otherProblem(merging.error, []) ?? merging.error.message) : null;
  const problem = isStatus(merging.error, 412) ? t('changedMeanwhile') : refused;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    merging.mutate(
      {
        params: { object: survivor.object, id: survivor.id },
        body: { loser: loser.id, loserVersion: loser.version, take: taken(differing, { records, stays, chosen }) },
        ifMatch: survivor.version,
      },
      {
        onSuccess: () => {
          void forgetNames(client, survivor.object);
          showDone(t('merged', { loser: nameOf(loser), name: nameOf(survivor) }));
          onClose();
          onMerged?.();
        },
        onError: (error) => {
          if (isStatus(error, 412)) onChanged();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {problem !== null && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <Sides legend={t('whichStays')} name="stays" value={stays} onChange={setStays}>
          {records.map((record) => t('fromTo', { name: nameOf(record), created: format.moment(record.createdAt), changed: format.moment(record.updatedAt) }))}
        </Sides>
        <h3 className={styles.heading} id="merge-values">
          {t('whichValue')}
        </h3>
        <div className={styles.fields} role="region" aria-labelledby="merge-values" tabIndex={0}>
          {differing.map((field) => (
            <Sides
              key={field.name}
              legend={field.title}
              name={field.name}
              value={chosenSide(field.name, { records, stays, chosen })}
              onChange={(side) => setChosen((before) => ({ ...before, [field.name]: side }))}
            >
              {records.map((record) => (
                <SaidValue key={record.id} field={field} record={record} />
              ))}
            </Sides>
          ))}
          <p className="quiet">{differing.length === 0 ? t('allSame') : same > 0 && t('same', { count: same })}</p>
        </div>
        <p className="quiet">{t('whatHappens', { name: nameOf(loser) })}</p>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={merging.isPending}>
            {t('mergeNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface SidesProps {
  readonly legend: string;
  readonly name: string;
  readonly value: 0 | 1;
  readonly onChange: (side: 0 | 1) => void;
  /** One a side. */
  readonly children: readonly ReactNode[];
}

function Sides({ legend, name, value, onChange, children }: SidesProps) {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      <div className={styles.sides}>
        {([0, 1] as const).map((side) => (
          <Radio
            key={side}
            className={styles.side}
            data-chosen={value === side || undefined}
            name={`merge ${name}`}
            label={children[side]}
            checked={value === side}
            onChange={() => onChange(side)}
          />
        ))}
      </div>
    </fieldset>
  );
}
