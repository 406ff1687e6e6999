import { Button, SegmentedControl, Switch, Table, TextInput, useMantineColorScheme } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMe } from '../../app/session.js';
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { useKeyState } from '../../keys/use-keys.js';
import { Moment } from '../../ui/moment.js';
import { showDone } from '../../ui/show-done.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { SecretInput } from '../../ui/secret-input.js';

const SCHEMES = ['light', 'dark', 'auto'] as const;

/** Whoever is signed in: name, password, how things look, sessions. */
export function AccountSection() {
  const t = useTexts(settingsTexts);
  return (
    <Section title={t('account')} lead={t('accountLead')}>
      <Name />
      <Display />
      <Password />
      <SessionList />
    </Section>
  );
}

function Name() {
  const t = useTexts(settingsTexts);
  const me = useMe();
  const [name, setName] = useState(me.name);
  const change = useWrite('changeMe', ['whoAmI', 'listMembers']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ body: { name } }, { onSuccess: () => showDone(t('saved')) });
  };
  return (
    <Card>
      <form onSubmit={submit} className={styles.section}>
        <TextInput label={t('yourName')} description={me.email} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <div className={styles.foot}>
          <Button type="submit" variant="default" loading={change.isPending} disabled={name.trim() === '' || name === me.name}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Display() {
  const t = useTexts(settingsTexts);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { hasBareKeys, allowBareKeys } = useKeyState();
  const named = { light: t('light'), dark: t('dark'), auto: t('system') };
  return (
    <Card title={t('display')}>
      <div className={styles.row}>
        <div>
          <div aria-hidden>{t('language')}</div>
          <SegmentedControl
            aria-label={t('language')}
            value={language}
            onChange={(value) => choose(value === 'zh-CN' ? 'zh-CN' : 'en')}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </div>
        <div>
          <div aria-hidden>{t('theme')}</div>
          <SegmentedControl
            aria-label={t('theme')}
            value={colorScheme}
            onChange={(value) => setColorScheme(SCHEMES.find((one) => one === value) ?? 'auto')}
            data={SCHEMES.map((value) => ({ value, label: named[value] }))}
          />
        </div>
      </div>
      <Switch
        label={t('singleKeys')}
        description={t('singleKeysHint')}
        checked={hasBareKeys}
        onChange={(event) => allowBareKeys(event.currentTarget.checked)}
      />
    </Card>
  );
}

function Password() {
  const t = useTexts(settingsTexts);
  const [given, setGiven] = useState({ current: '', password: '' });
  const change = useWrite('changePassword', ['listSessions']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { body: given },
      {
        onSuccess: () => {
          setGiven({ current: '', password: '' });
          showDone(t('passwordChanged'));
        },
      },
    );
  };
  return (
    <Card title={t('password')}>
      <form onSubmit={submit} className={styles.section}>
        <div className={styles.row}>
          <SecretInput
            label={t('currentPassword')}
            autoComplete="current-password"
            required
            value={given.current}
            onChange={({ currentTarget: { value: current } }) => setGiven((before) => ({ ...before, current }))}
          />
          <SecretInput
            label={t('newPassword')}
            description={t('newPasswordHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="new-password"
            required
            minLength={12}
            value={given.password}
            onChange={({ currentTarget: { value: password } }) => setGiven((before) => ({ ...before, password }))}
          />
        </div>
        <div className={styles.foot}>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('changePassword')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function SessionList() {
  const t = useTexts(settingsTexts);
  const { data } = useAnswer('listSessions', {});
  const end = useWrite('revokeSession', ['listSessions']);
  return (
    <Card title={t('sessions')}>
      <Table verticalSpacing={8} aria-label={t('sessions')}>
        <Table.Tbody>
          {data?.items.map(({ id, agent, address, current, lastUsedAt }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">
                {agent ?? t('unknownDevice')} {current && <span className="quiet">({t('thisSession')})</span>}
                <span className={styles.quietLine}>
                  {address} · {t('lastUsed')} <Moment at={lastUsedAt} />
                </span>
              </Table.Th>
              <Table.Td w={96}>
                {!current && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('endSessionOf', { agent: agent ?? t('unknownDevice') })}
                    onClick={() => end.mutate({ params: { id } })}
                  >
                    {t('endSession')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
