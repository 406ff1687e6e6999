import { Badge, Button, Table } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Answer } from '../../api/operations.js';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMay, useMe } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import { askSure } from '../../ui/ask-sure.js';
import { RoleSelect } from '../parts/role-select.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import { InviteForm } from './invite-form.js';
import { PipelineRoles } from './pipeline-roles.js';

type Member = Answer<'listMembers'>['items'][number];

/** The people of the workspace: invited, given roles, removed. */
export function PeopleSection() {
  const t = useTexts(settingsTexts);
  const may = useMay();
  const { data } = useAnswer('listMembers', {});
  const [isInviting, setInviting] = useState(false);
  return (
    <Section
      title={t('people')}
      lead={t('peopleLead')}
      action={
        may('member.edit') && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)} disabled={isInviting}>
            {t('invite')}
          </Button>
        )
      }
    >
      {isInviting && <InviteForm onClose={() => setInviting(false)} />}
      <Card>
        <Table.ScrollContainer minWidth={640}>
          <Table verticalSpacing={8} aria-label={t('people')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('personName')}</Table.Th>
                <Table.Th w={160}>{t('role')}</Table.Th>
                <Table.Th>{t('pipelineRoles')}</Table.Th>
                {may('member.edit') && <Table.Th w={96} aria-label={t('actions')} />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data?.items.map((member) => (
                <MemberRow key={member.id} member={member} mayEdit={may('member.edit')} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
    </Section>
  );
}

function MemberRow({ member, mayEdit }: { readonly member: Member; readonly mayEdit: boolean }) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const me = useMe();
  const change = useWrite('changeMember', ['listMembers', 'whoAmI']);
  const remove = useWrite('removeMember', ['listMembers']);
  const { id, name, email, role, pipelineRoles, status } = member;
  const isMine = id === me.id;
  const done = { onSuccess: () => showDone(t('saved')) };
  const away = (): void =>
    askSure({
      title: t('removePerson', { name }),
      text: t('removePersonSure', { name }),
      confirm: t('remove'),
      onYes: () => remove.mutate({ params: { id } }, { onSuccess: () => showDone(t('removed')) }),
    });
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {name} {isMine && <span className="quiet">({t('you')})</span>}{' '}
        {status === 'invited' && (
          <Badge variant="light" color="gray" tt="none">
            {t('invited')}
          </Badge>
        )}
        <span className={styles.quietLine}>{email}</span>
      </Table.Th>
      <Table.Td>
        {mayEdit ? (
          <RoleSelect
            size="xs"
            aria-label={t('roleOf', { name })}
            value={role}
            onPick={(next) => change.mutate({ params: { id }, body: { role: next } }, done)}
          />
        ) : (
          t(role)
        )}
      </Table.Td>
      <Table.Td>
        {mayEdit ? (
          <PipelineRoles
            label={t('pipelineRolesOf', { name })}
            value={pipelineRoles}
            onSave={(next) => change.mutate({ params: { id }, body: { pipelineRoles: [...next] } }, done)}
          />
        ) : (
          format.list(pipelineRoles)
        )}
      </Table.Td>
      {mayEdit && (
        <Table.Td>
          <Button size="compact-sm" variant="subtle" color="red" aria-label={t('removePerson', { name })} onClick={away}>
            {t('remove')}
          </Button>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
