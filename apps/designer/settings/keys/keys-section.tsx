import { Button, Table, TagsInput, TextInput } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Moment } from '../../ui/moment.js';
import { showDone } from '../../ui/show-done.js';
import { askSure } from '../../ui/ask-sure.js';
import { CodeSample } from '../parts/code-sample.js';
import { CopyField } from '../parts/copy-field.js';
import { type RoleName, RoleSelect } from '../parts/role-select.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { curlExample, programExample } from './examples.js';

/** API keys: made, shown once with commands that work, revoked. */
export function KeysSection() {
  const t = useTexts(settingsTexts);
  const [isMaking, setMaking] = useState(false);
  return (
    <Section
      title={t('keys')}
      lead={t('keysLead')}
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)} disabled={isMaking}>
          {t('newKey')}
        </Button>
      }
    >
      {isMaking && <KeyForm onClose={() => setMaking(false)} />}
      <KeyList />
    </Section>
  );
}

function KeyForm({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(settingsTexts);
  const [given, setGiven] = useState({ name: '', role: 'agent' as RoleName, pipelineRoles: [] as string[] });
  const make = useWrite('createKey', ['listKeys']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate({ body: given });
  };
  const key = make.data?.key;
  if (typeof key === 'string')
    return (
      <Card title={t('yourKey')}>
        <div role="status">
          <CopyField label={t('yourKey')} hint={t('shownOnce')} value={key} />
        </div>
        <CodeSample title={t('tryCurl')} code={curlExample(location.origin, key)} />
        <CodeSample title={t('tryCode')} code={programExample(location.origin, key)} />
        <div className={styles.foot}>
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </Card>
    );
  return (
    <Card title={t('newKey')}>
      <form onSubmit={submit} className={styles.section}>
        <div className={styles.row}>
          <TextInput
            label={t('keyName')}
            required
            value={given.name}
            onChange={({ currentTarget: { value: name } }) => setGiven((before) => ({ ...before, name }))}
          />
          <RoleSelect label={t('role')} value={given.role} onPick={(role) => setGiven((before) => ({ ...before, role }))} />
        </div>
        <TagsInput
          label={t('pipelineRoles')}
          description={t('pipelineRolesHint')}
          value={given.pipelineRoles}
          onChange={(pipelineRoles) => setGiven((before) => ({ ...before, pipelineRoles }))}
        />
        <div className={styles.foot}>
          <Button type="submit" loading={make.isPending}>
            {t('newKey')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function KeyList() {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const { data } = useAnswer('listKeys', {});
  const revoke = useWrite('revokeKey', ['listKeys']);
  if (!data) return null;
  if (data.items.length === 0) return <EmptyState icon={IconKey} title={t('noKeys')} hint={t('noKeysHint')} />;
  return (
    <Card>
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing={8} aria-label={t('keys')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('keyName')}</Table.Th>
              <Table.Th>{t('role')}</Table.Th>
              <Table.Th>{t('lastUse')}</Table.Th>
              <Table.Th w={96} aria-label={t('actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map(({ id, name, prefix, role, pipelineRoles, lastUsedAt }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row">
                  {name}
                  <span className={styles.quietLine}>{prefix}…</span>
                </Table.Th>
                <Table.Td>
                  {t(role)}
                  <span className={styles.quietLine}>{format.list(pipelineRoles)}</span>
                </Table.Td>
                <Table.Td>{lastUsedAt === null ? t('neverUsed') : <Moment at={lastUsedAt} />}</Table.Td>
                <Table.Td>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="red"
                    aria-label={t('revokeOf', { name })}
                    onClick={() =>
                      askSure({
                        title: t('revokeOf', { name }),
                        text: t('revokeSure'),
                        confirm: t('revoke'),
                        onYes: () => revoke.mutate({ params: { id } }, { onSuccess: () => showDone(t('revoked')) }),
                      })
                    }
                  >
                    {t('revoke')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
