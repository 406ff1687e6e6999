import { Button, Table } from '@mantine/core';
import { IconArrowMerge, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/operations.js';
import { useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { Unfilled } from '../../fields/field-value.js';
import { useObject } from '../../fields/use-objects.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import { duplicateTexts } from './duplicate-texts.js';
import styles from './duplicates.module.css';

export type Pair = Answer<'customersDuplicates'>['pairs'][number];

interface Props {
  readonly object: 'account' | 'contact' | 'lead';
  readonly pair: Pair;
  /** Somebody found it to be two. */
  readonly isDistinct: boolean;
  readonly onMerge: () => void;
}

/** Two records side by side: how alike they are, in what, and what to do about it. */
export function DuplicatePair({ object, pair: { a, b, score, fields }, isDistinct, onMerge }: Props) {
  const t = useTexts(duplicateTexts);
  const format = useFormat();
  const may = useMay();
  const shape = useObject(object);
  const deciding = useWrite('decideDuplicate', ['customersDuplicates']);
  const nameOf = ({ name }: Pair['a']): string => name ?? t('unnamed');
  const both = t('pair', { a: nameOf(a), b: nameOf(b) });
  const decide = (isDuplicate: boolean, onSuccess?: () => void): void =>
    deciding.mutate({ body: { object, a: a.id, b: b.id, isDuplicate } }, onSuccess ? { onSuccess } : {});
  const link = (side: Pair['a']) => (
    <Link to="/records/$object/$id" params={{ object, id: side.id }}>
      {nameOf(side)}
    </Link>
  );
  return (
    <article className={styles.pair} aria-label={both}>
      <div className={styles.head}>
        <h3>{both}</h3>
        <span className="figures">{t('alike', { score: format.percent(score) })}</span>
      </div>
      <div className={styles.scroll} role="region" aria-label={both} tabIndex={0}>
        <Table verticalSpacing={4} horizontalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('field')}</Table.Th>
              <Table.Th scope="col">{link(a)}</Table.Th>
              <Table.Th scope="col">{link(b)}</Table.Th>
              <Table.Th scope="col">{t('agrees')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <Table.Tr key={field.name}>
                <Table.Th scope="row">{shape?.byName.get(field.name)?.title ?? field.name}</Table.Th>
                <Table.Td>{field.a ?? <Unfilled />}</Table.Td>
                <Table.Td>{field.b ?? <Unfilled />}</Table.Td>
                <Table.Td className="figures">{field.score === null ? <span className="quiet">{t('noScore')}</span> : format.percent(field.score)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <div className={styles.actions}>
        {may('record.delete') && (
          <Button size="xs" leftSection={<IconArrowMerge size={16} aria-hidden />} aria-label={t('mergeOf', { pair: both })} onClick={onMerge}>
            {t('merge')}
          </Button>
        )}
        {may('record.write') && !isDistinct && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconEyeOff size={16} aria-hidden />}
            aria-label={t('isTwoOf', { pair: both })}
            loading={deciding.isPending}
            onClick={() => decide(false, () => showDone(t('keptTwo'), () => decide(true)))}
          >
            {t('isTwo')}
          </Button>
        )}
        {may('record.write') && isDistinct && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={deciding.isPending} onClick={() => decide(true)}>
            {t('lookAgain')}
          </Button>
        )}
      </div>
    </article>
  );
}
