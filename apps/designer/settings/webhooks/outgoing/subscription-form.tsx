import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAnswer } from '../../../api/use-answer.js';
import { useObject } from '../../../fields/use-objects.js';
import { usePipelinesOf } from '../../../fields/use-pipelines.js';
import { useFormat } from '../../../i18n/format.js';
import { useTexts } from '../../../i18n/texts.js';
import { stagesOf } from '../../../pipelines/stages-of.js';
import { type PipelineRules, useRules } from '../../../rules/use-rules.js';
import { LateSkeleton } from '../../../ui/late-skeleton.js';
import { ProblemState } from '../../../ui/problem-state.js';
import { Card } from '../../parts/section.js';
import styles from '../../settings.module.css';
import { MadeSubscription } from './made.js';
import { isAddress, isFor, type Moment, type Subscribed } from './subscription.js';
import { outgoingTexts } from './texts.js';
import { useSubscribing } from './use-subscribing.js';

/** Subscribes another system to moments of a pipeline. */
export function SubscriptionForm({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(outgoingTexts);
  const pipelines = usePipelinesOf(null);
  const [picked, pick] = useState('');
  const subscribing = useSubscribing();
  const chosen = pipelines.find(({ key }) => key === picked) ?? pipelines[0];
  if (subscribing.data) return <MadeSubscription made={subscribing.data} onClose={onClose} />;
  if (!chosen) return null;
  return (
    <Card title={t('newOne')}>
      <Select
        label={t('pipeline')}
        value={chosen.key}
        onChange={(pipeline) => pick(pipeline ?? '')}
        data={pipelines.map(({ key, title }) => ({ value: key, label: title }))}
        allowDeselect={false}
      />
      <FormOf key={chosen.key} pipeline={chosen.key} object={chosen.object} subscribing={subscribing} onClose={onClose} />
    </Card>
  );
}

interface FormProps {
  readonly pipeline: string;
  readonly object: string;
  readonly subscribing: ReturnType<typeof useSubscribing>;
  readonly onClose: () => void;
}

/** Waits for what the pipeline's rules are made with. */
function FormOf({ pipeline, ...props }: FormProps) {
  const rules = useRules(pipeline);
  if (rules.kind === 'failed') return <ProblemState error={rules.error} retry={rules.retry} />;
  return rules.kind === 'waiting' ? <LateSkeleton /> : <Fields rules={rules.rules} {...props} />;
}

function Fields({ rules, object, subscribing, onClose }: Omit<FormProps, 'pipeline'> & { readonly rules: PipelineRules }) {
  const t = useTexts(outgoingTexts);
  const shape = useObject(object);
  const secrets = useAnswer('listSecrets', {}).data?.items;
  const [given, setGiven] = useState<Subscribed>({ moments: [], url: '', secret: '', type: `${object}.moved`, fields: [] });
  const [wasLeft, setLeft] = useState(false);
  const change = (part: Partial<Subscribed>): void => setGiven((before) => ({ ...before, ...part }));
  const usable = (secrets ?? []).filter(({ hosts }) => isFor(hosts, given.url));
  const secret = usable.some(({ name }) => name === given.secret) ? given.secret : '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isAddress(given.url)) return setLeft(true);
    if (shape && secrets && given.moments.length > 0)
      subscribing.mutate({ pipeline: rules, nameField: shape.nameField, secrets: secrets.map(({ name }) => name), given: { ...given, secret } });
  };
  return (
    <form onSubmit={submit} className={styles.section}>
      <Moments document={rules.document} value={given.moments} onChange={(moments) => change({ moments })} />
      <div className={styles.row}>
        <TextInput
          type="url"
          label={t('address')}
          description={t('addressHint')}
          required
          placeholder="https://"
          value={given.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
          onBlur={() => setLeft(given.url !== '')}
          error={wasLeft && !isAddress(given.url) ? t('addressWrong') : undefined}
        />
        <Select
          label={t('secret')}
          description={t('secretHint')}
          value={secret}
          onChange={(name) => change({ secret: name ?? '' })}
          data={[{ value: '', label: t('newSecret') }, ...usable.map(({ name }) => ({ value: name, label: name }))]}
          allowDeselect={false}
        />
      </div>
      <div className={styles.row}>
        <TextInput label={t('type')} required maxLength={200} value={given.type} onChange={(event) => change({ type: event.currentTarget.value })} />
        <MultiSelect
          label={t('fields')}
          description={t('fieldsHint')}
          value={[...given.fields]}
          onChange={(fields) => change({ fields })}
          data={(shape?.fields ?? []).filter(({ name }) => name !== shape?.nameField).map(({ name, title }) => ({ value: name, label: title }))}
          searchable
        />
      </div>
      <div className={styles.foot}>
        <Button type="submit" loading={subscribing.isPending} disabled={given.moments.length === 0}>
          {t('make')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

interface MomentsProps {
  readonly document: PipelineRules['document'];
  readonly value: readonly Moment[];
  readonly onChange: (moments: readonly Moment[]) => void;
}

function Moments({ document, value, onChange }: MomentsProps) {
  const t = useTexts(outgoingTexts);
  const format = useFormat();
  const stages = stagesOf(document).map(({ id, title }) => ({ value: `stage:${id}`, label: format.text(title) }));
  return (
    <MultiSelect
      label={t('moments')}
      description={t('momentsHint')}
      withAsterisk
      value={[...value]}
      onChange={(moments) => onChange(moments as readonly Moment[])}
      data={[
        { group: t('groupRun'), items: (['any', 'started', 'ended'] as const).map((one) => ({ value: one, label: t(one) })) },
        { group: t('groupStage'), items: stages },
      ]}
      searchable
    />
  );
}
