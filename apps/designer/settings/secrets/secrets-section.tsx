import { Button, Table, TagsInput, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Moment } from '../../ui/moment.js';
import { showDone } from '../../ui/show-done.js';
import { askSure } from '../../ui/ask-sure.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { SecretInput } from '../../ui/secret-input.js';

const NONE = { name: '', value: '', hosts: [] as string[] };

/** Secrets of steps: written, replaced, removed; their values are never shown. */
export function SecretsSection() {
  const t = useTexts(settingsTexts);
  return (
    <Section title={t('secrets')} lead={t('secretsLead')}>
      <SecretForm />
      <SecretList />
    </Section>
  );
}

function SecretForm() {
  const t = useTexts(settingsTexts);
  const [given, setGiven] = useState(NONE);
  const put = useWrite('putSecret', ['listSecrets']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const done = (): void => {
      setGiven(NONE);
      showDone(t('saved'));
    };
    put.mutate({ params: { name: given.name }, body: { value: given.value, hosts: given.hosts } }, { onSuccess: done });
  };
  return (
    <Card title={t('newSecret')}>
      <form onSubmit={submit} className={styles.section}>
        <div className={styles.row}>
          <TextInput
            label={t('secretName')}
            required
            autoComplete="off"
            value={given.name}
            onChange={({ currentTarget: { value: name } }) => setGiven((before) => ({ ...before, name }))}
          />
          <SecretInput
            label={t('secretValue')}
            required
            autoComplete="off"
            value={given.value}
            onChange={({ currentTarget: { value } }) => setGiven((before) => ({ ...before, value }))}
          />
        </div>
        <TagsInput
          label={t('secretHosts')}
          description={t('secretHostsHint')}
          required
          value={given.hosts}
          onChange={(hosts) => setGiven((before) => ({ ...before, hosts }))}
        />
        <div className={styles.foot}>
          <Button type="submit" loading={put.isPending} disabled={given.hosts.length === 0}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function SecretList() {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const { data } = useAnswer('listSecrets', {});
  const remove = useWrite('removeSecret', ['listSecrets']);
  if (!data) return null;
  if (data.items.length === 0) return <EmptyState icon={IconLock} title={t('noSecrets')} hint={t('noSecretsHint')} />;
  const away = (name: string): void =>
    askSure({
      title: t('removeOf', { name }),
      text: t('removeSecretSure'),
      confirm: t('remove'),
      onYes: () => remove.mutate({ params: { name } }, { onSuccess: () => showDone(t('removed')) }),
    });
  return (
    <Card>
      <Table verticalSpacing={8} aria-label={t('secrets')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('secretName')}</Table.Th>
            <Table.Th>{t('hosts')}</Table.Th>
            <Table.Th>{t('updated')}</Table.Th>
            <Table.Th w={96} aria-label={t('actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.items.map(({ name, hosts, updatedAt }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className={styles.mono}>
                {name}
              </Table.Th>
              <Table.Td className={styles.mono}>{format.list(hosts)}</Table.Td>
              <Table.Td>
                <Moment at={updatedAt} />
              </Table.Td>
              <Table.Td>
                <Button size="compact-sm" variant="subtle" color="red" aria-label={t('removeOf', { name })} onClick={() => away(name)}>
                  {t('remove')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
