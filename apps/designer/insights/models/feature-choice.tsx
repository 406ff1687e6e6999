import { Button, Checkbox, Table } from '@mantine/core';
import { useId } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import type { Draft } from './draft.js';
import { modelFormTexts } from './form-texts.js';
import type { Version } from './shapes.js';
import { modelTexts } from './texts.js';

type Feature = Answer<'modelFeatures'>['items'][number];
interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** Whose leak check is told beside the features; null before the first training. */
  readonly advice: Version | null;
}

/** The features of an object, each with how it is computed and what the leak check said of it. */
export function FeatureChoice({ draft, onChange, advice }: Props) {
  const { object, pipeline } = draft;
  const answer = useAnswer('modelFeatures', { query: { object, ...(pipeline === null ? {} : { pipeline }) } }, { keepsPrevious: true });
  return <Answered answer={answer}>{({ items }) => <Features items={items} draft={draft} onChange={onChange} advice={advice} />}</Answered>;
}

function Features({ items, draft, onChange, advice }: Props & { readonly items: readonly Feature[] }) {
  const t = useTexts(modelFormTexts);
  const shared = useTexts(modelTexts);
  const titleId = useId();
  const usual = items.filter(({ byDefault }) => byDefault).map(({ name }) => name);
  const chosen = new Set(draft.features ?? usual);
  const choose = (name: string, isChosen: boolean): void => {
    const next = items.filter((item) => (item.name === name ? isChosen : chosen.has(item.name))).map((item) => item.name);
    const isUsual = next.length === usual.length && next.every((one) => usual.includes(one));
    onChange({ ...draft, features: isUsual ? null : next });
  };
  const keep = (name: string, isKept: boolean): void =>
    onChange({ ...draft, keepLeaks: [...draft.keepLeaks.filter((one) => one !== name), ...(isKept ? [name] : [])] });
  return (
    <div className={styles.screen}>
      <div>
        <h2 id={titleId} className={styles.heading}>
          {t('features')}
        </h2>
        <p className="quiet">{t('featuresLead')}</p>
        {advice && <p className="quiet">{t('advised', { version: advice.version })}</p>}
      </div>
      <div className={styles.scope}>
        <span aria-live="polite">{t('chosen', { count: chosen.size, all: items.length })}</span>
        {draft.features !== null && (
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...draft, features: null })}>
            {t('byDefault')}
          </Button>
        )}
      </div>
      <div className={`${styles.rows} ${styles.long}`} role="region" aria-labelledby={titleId} tabIndex={0}>
        <Table verticalSpacing={6} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{shared('feature')}</Table.Th>
              <Table.Th scope="col">{shared('how')}</Table.Th>
              {advice && <Table.Th scope="col">{shared('leaks')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Row
                key={item.name}
                item={item}
                isChosen={chosen.has(item.name)}
                onChoose={(is) => choose(item.name, is)}
                isKept={draft.keepLeaks.includes(item.name)}
                onKeep={(is) => keep(item.name, is)}
                advice={advice}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}

interface RowProps {
  readonly item: Feature;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly isKept: boolean;
  readonly onKeep: (isKept: boolean) => void;
  readonly advice: Version | null;
}

function Row({ item, isChosen, onChoose, isKept, onKeep, advice }: RowProps) {
  const format = useFormat();
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Checkbox label={format.text(item.label)} checked={isChosen} onChange={({ currentTarget: { checked } }) => onChoose(checked)} />
      </Table.Th>
      <Table.Td className={styles.prose}>{format.text(item.how)}</Table.Td>
      {advice && (
        <Table.Td className={styles.prose}>
          <Advice item={item} advice={advice} isChosen={isChosen} isKept={isKept} onKeep={onKeep} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

/** What the leak check said of a feature, and the choice to use it all the same. */
function Advice({ item, advice, isChosen, isKept, onKeep }: Omit<RowProps, 'onChoose' | 'advice'> & { readonly advice: Version }) {
  const t = useTexts(modelFormTexts);
  const format = useFormat();
  const leak = advice.leaks.find(({ name }) => name === item.name);
  const leftOut = advice.leftOut.find(({ name }) => name === item.name);
  if (!leak)
    return (
      leftOut && (
        <>
          <strong>{t('isLeftOut')}</strong> {format.text(leftOut.why)}
        </>
      )
    );
  return (
    <>
      <strong>{t('leak')}</strong> {format.text(leak.text)}
      <Checkbox
        size="xs"
        mt={4}
        label={t('keepShort')}
        aria-label={t('keep', { feature: format.text(item.label) })}
        checked={isKept}
        disabled={!isChosen}
        onChange={({ currentTarget: { checked } }) => onKeep(checked)}
      />
    </>
  );
}
