import { Checkbox, MultiSelect, NativeSelect, NumberInput } from '@mantine/core';
import type { PipelineWords } from '../../fields/index.js';
import { dropdown } from '../../fields/input-props.js';
import { useTexts } from '../../i18n/texts.js';
import { type Draft, hasFeatures, hasWindow, isChance, METHODS, SCHEDULES } from './draft.js';
import { modelFormTexts } from './form-texts.js';
import { useMethodName } from './method-name.js';
import { modelTexts } from './texts.js';

interface Props {
  readonly draft: Draft;
  readonly words: PipelineWords | undefined;
  readonly onChange: (draft: Draft) => void;
}

const DECISIONS = ['any-move', 'start', 'stage'] as const;

/** How a model learns: from which moment, by which methods, how often. */
export function LearningForm({ draft, words, onChange }: Props) {
  const t = useTexts(modelFormTexts);
  const shared = useTexts(modelTexts);
  const methodName = useMethodName();
  const { kind, pipeline, decision } = draft;
  if (kind === 'onnx') return <p className="quiet">{t('onnxFirst')}</p>;
  return (
    <>
      {pipeline !== null && hasFeatures(kind) && (
        <NativeSelect
          label={t('decision')}
          description={t('decisionHint')}
          data={DECISIONS.map((value) => ({ value, label: t(`decision-${value}`) }))}
          value={decision}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, decision: DECISIONS.find((one) => one === value) ?? 'any-move' })}
        />
      )}
      {pipeline !== null && decision === 'stage' && hasFeatures(kind) && (
        <NativeSelect
          label={t('stage')}
          data={[{ value: '', label: t('choose') }, ...(words?.stages ?? []).map(({ id, title }) => ({ value: id, label: title }))]}
          value={draft.stage}
          required
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, stage: value })}
        />
      )}
      {isChance(kind) && (
        <MultiSelect
          label={t('methods')}
          description={t('methodsHint')}
          data={METHODS.map((value) => ({ value, label: methodName(value) }))}
          value={[...draft.methods]}
          onChange={(chosen) => onChange({ ...draft, methods: METHODS.filter((one) => chosen.includes(one)) })}
          comboboxProps={dropdown}
          required
        />
      )}
      {hasWindow(kind) && (
        <NumberInput
          label={t('windowDays')}
          description={t('windowHint')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={draft.windowDays ?? ''}
          onChange={(days) => onChange({ ...draft, windowDays: typeof days === 'number' ? days : null })}
        />
      )}
      <NativeSelect
        label={t('schedule')}
        data={SCHEDULES.map((value) => ({ value, label: shared(value) }))}
        value={draft.schedule}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, schedule: SCHEDULES.find((one) => one === value) ?? 'never' })}
      />
      <Checkbox
        label={t('autoActivate')}
        checked={draft.autoActivate}
        onChange={({ currentTarget: { checked } }) => onChange({ ...draft, autoActivate: checked })}
      />
    </>
  );
}
