import { Autocomplete, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useWrite } from '../../api/use-answer.js';
import { useObject } from '../../fields/use-objects.js';
import { usePipelinesOf } from '../../fields/use-pipelines.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import { Card } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { EventChoice } from './event-choice.js';
import { bodyOf, type Given, givenOf, placesIn, type Webhook } from './mapping.js';
import { NewAddress } from './new-address.js';
import { POINTER } from './pointer.js';
import { PairRows } from './pair-rows.js';
import { TryMapping } from './try-mapping.js';

/** Makes or changes an endpoint: how a delivery becomes an event of a record. Of a new one, address and secret are shown once. */
export function WebhookForm({ webhook, onClose }: { readonly webhook: Webhook | null; readonly onClose: () => void }) {
  const t = useTexts(settingsTexts);
  const [written, setWritten] = useState(() => givenOf(webhook));
  const [payload, setPayload] = useState('');
  const places = useMemo(() => placesIn(payload), [payload]);
  // The one that is mapped already stays among them.
  const pipelines = usePipelinesOf(null, webhook?.pipeline);
  const chosen = pipelines.find(({ key }) => key === written.pipeline) ?? pipelines[0];
  const given: Given = { ...written, pipeline: chosen?.key ?? '' };
  const fields = useObject(chosen?.object ?? '')?.fields ?? [];
  const change = (part: Partial<Given>): void => setWritten((before) => ({ ...before, ...part }));
  const save = useSaving(webhook, onClose);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.run(given);
  };
  if (save.made) return <NewAddress webhook={save.made} onClose={onClose} />;
  return (
    <Card title={webhook === null ? t('newWebhook') : t('editOf', { name: webhook.title })}>
      <form onSubmit={submit} className={styles.section}>
        <div className={styles.row}>
          <TextInput label={t('name')} required value={given.title} onChange={(event) => change({ title: event.currentTarget.value })} />
          <Select
            label={t('pipeline')}
            value={chosen?.key ?? null}
            onChange={(pipeline) => change({ pipeline: pipeline ?? '' })}
            data={pipelines.map(({ key, title }) => ({ value: key, label: title }))}
            allowDeselect={false}
          />
        </div>
        <div className={styles.row}>
          <Autocomplete
            label={t('matchAt')}
            description={t('matchAtHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            pattern={POINTER}
            data={[...places]}
            value={given.at}
            onChange={(at) => change({ at })}
          />
          <Select
            label={t('matchField')}
            value={given.field}
            onChange={(field) => change({ field: field ?? 'external' })}
            data={[{ value: 'external', label: t('matchExternal') }, ...fields.map(({ name, title }) => ({ value: name, label: title }))]}
            allowDeselect={false}
            searchable
          />
        </div>
        <EventChoice given={given} places={places} onChange={change} />
        <PairRows
          label={t('webhookFields')}
          hint={t('webhookFieldsHint')}
          pairs={given.fields}
          name={{ label: t('field'), data: fields.map(({ name }) => name) }}
          value={{ label: t('placeInPayload'), data: places, pattern: POINTER }}
          onChange={(next) => change({ fields: next })}
        />
        <Checkbox label={t('webhookCreate')} checked={given.create} onChange={(event) => change({ create: event.currentTarget.checked })} />
        <TryMapping given={given} payload={payload} onPayload={setPayload} />
        <div className={styles.foot}>
          <Button type="submit" loading={save.isPending} disabled={!chosen}>
            {t(webhook === null ? 'add' : 'save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function useSaving(webhook: Webhook | null, onClose: () => void) {
  const t = useTexts(settingsTexts);
  const make = useWrite('createWebhook', ['listWebhooks']);
  const change = useWrite('changeWebhook', ['listWebhooks']);
  const run = (given: Given): void => {
    if (webhook === null) return make.mutate({ body: bodyOf(given) });
    const done = (): void => {
      showDone(t('saved'));
      onClose();
    };
    change.mutate({ params: { id: webhook.id }, body: bodyOf(given) }, { onSuccess: done });
  };
  return { run, made: make.data, isPending: make.isPending || change.isPending };
}
