import { Button, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../../api/use-answer.js';
import { useTexts } from '../../i18n/texts.js';
import { CopyField } from '../parts/copy-field.js';
import { type RoleName, RoleSelect } from '../parts/role-select.js';
import { Card } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';

/** Invites a person: name, address and roles, then the one-time link. */
export function InviteForm({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(settingsTexts);
  const [given, setGiven] = useState({ name: '', email: '', role: 'agent' as RoleName, pipelineRoles: [] as string[] });
  const invite = useWrite('inviteMember', ['listMembers']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate({ body: given });
  };
  if (invite.data)
    return (
      <Card title={t('inviteLink', { name: invite.data.name })}>
        <div role="status">
          <CopyField label={t('inviteLink', { name: invite.data.name })} hint={t('inviteLinkHint')} value={invite.data.link ?? ''} />
        </div>
        <div className={styles.foot}>
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </div>
      </Card>
    );
  return (
    <Card title={t('invite')}>
      <form onSubmit={submit} className={styles.section}>
        <div className={styles.row}>
          <TextInput
            label={t('personName')}
            required
            data-autofocus
            value={given.name}
            onChange={({ currentTarget: { value: name } }) => setGiven((before) => ({ ...before, name }))}
          />
          <TextInput
            label={t('email')}
            type="email"
            required
            value={given.email}
            onChange={({ currentTarget: { value: email } }) => setGiven((before) => ({ ...before, email }))}
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
          <Button type="submit" loading={invite.isPending}>
            {t('inviteButton')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
