import { Autocomplete, Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMay, useMe } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import { askSure } from '../../ui/ask-sure.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';

type Workspace = Answer<'listWorkspaces'>['items'][number];

const ZONES = Intl.supportedValuesOf('timeZone');
const CURRENCIES = Intl.supportedValuesOf('currency');

/** The workspace: name, zone, currency; and the sample data that came with it. */
export function WorkspaceSection() {
  const t = useTexts(settingsTexts);
  const may = useMay();
  const me = useMe();
  const { data } = useAnswer('listWorkspaces', {});
  const own = data?.items.find(({ id }) => id === me.workspace.id);
  return (
    <Section title={t('workspace')} lead={t('workspaceLead')}>
      {own && <WorkspaceForm key={own.id} workspace={own} mayEdit={may('workspace.edit')} />}
      {may('sample.remove') && <Sample />}
    </Section>
  );
}

function WorkspaceForm({ workspace, mayEdit }: { readonly workspace: Workspace; readonly mayEdit: boolean }) {
  const t = useTexts(settingsTexts);
  const [given, setGiven] = useState({ name: workspace.name, timeZone: workspace.timeZone, currency: workspace.currency });
  const change = useWrite('changeWorkspace', ['listWorkspaces', 'whoAmI']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ body: given }, { onSuccess: () => showDone(t('saved')) });
  };
  return (
    <Card>
      <form onSubmit={submit} className={styles.section}>
        <TextInput
          label={t('name')}
          required
          disabled={!mayEdit}
          value={given.name}
          onChange={({ currentTarget: { value: name } }) => setGiven((before) => ({ ...before, name }))}
        />
        <div className={styles.row}>
          <Autocomplete
            label={t('timeZone')}
            description={t('zoneHint')}
            disabled={!mayEdit}
            data={ZONES}
            limit={100}
            value={given.timeZone}
            onChange={(timeZone) => setGiven((before) => ({ ...before, timeZone }))}
          />
          <Autocomplete
            label={t('currency')}
            description={t('currencyHint')}
            disabled={!mayEdit}
            data={CURRENCIES}
            limit={100}
            value={given.currency}
            onChange={(currency) => setGiven((before) => ({ ...before, currency: currency.toUpperCase() }))}
          />
        </div>
        {mayEdit ? (
          <div className={styles.foot}>
            <Button type="submit" loading={change.isPending}>
              {t('save')}
            </Button>
          </div>
        ) : (
          <p className="quiet">{t('onlyOwner')}</p>
        )}
      </form>
    </Card>
  );
}

function Sample() {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const { data } = useAnswer('countSample', {});
  const remove = useWrite('removeSample', ['countSample', 'listRecords', 'listTasks', 'summarise']);
  if (!data) return null;
  const { records, runs, tasks } = data;
  const ask = (): void =>
    askSure({
      title: t('sampleRemove'),
      text: t('sampleSure'),
      confirm: t('sampleRemove'),
      onYes: () => remove.mutate({}, { onSuccess: ({ removed }) => showDone(t('sampleDone', { count: removed['records'] ?? 0 })) }),
    });
  return (
    <Card title={t('sample')}>
      <p className="figures">
        {records + runs + tasks === 0 ? t('sampleGone') : t('sampleIs', { count: records, runs: format.number(runs), tasks: format.number(tasks) })}
      </p>
      {records + runs + tasks > 0 && (
        <div className={styles.foot}>
          <Button variant="default" loading={remove.isPending} onClick={ask}>
            {t('sampleRemove')}
          </Button>
        </div>
      )}
    </Card>
  );
}
