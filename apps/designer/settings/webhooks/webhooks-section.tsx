import { Button, Switch, Table } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { showDone } from '../../ui/show-done.js';
import { askSure } from '../../ui/ask-sure.js';
import { Card, Section } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';
import type { Webhook } from './mapping.js';
import { NewAddress } from './new-address.js';
import { OutgoingSection } from './outgoing/outgoing-section.js';
import { WebhookForm } from './webhook-form.js';

/** Both directions: what other systems tell us, and what they are told. */
export function WebhooksSection() {
  return (
    <div className={styles.both}>
      <IncomingSection />
      <OutgoingSection />
    </div>
  );
}

/** Incoming endpoints: made, changed, turned off and on, given a new secret, removed. */
function IncomingSection() {
  const t = useTexts(settingsTexts);
  const { data } = useAnswer('listWebhooks', {});
  const [edited, edit] = useState<Webhook | 'new' | null>(null);
  const rotate = useWrite('rotateWebhook');
  return (
    <Section
      title={t('webhooks')}
      lead={t('webhooksLead')}
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => edit('new')} disabled={edited === 'new'}>
          {t('newWebhook')}
        </Button>
      }
    >
      {edited !== null && <WebhookForm key={edited === 'new' ? '' : edited.id} webhook={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
      {rotate.data && <NewAddress webhook={rotate.data} onClose={rotate.reset} />}
      {data?.items.length === 0 && edited === null && <EmptyState icon={IconWebhook} title={t('noWebhooks')} hint={t('noWebhooksHint')} />}
      {data && data.items.length > 0 && (
        <Card>
          <Table.ScrollContainer minWidth={640}>
            <Table verticalSpacing={8} aria-label={t('webhooks')}>
              <Table.Tbody>
                {data.items.map((webhook) => (
                  <WebhookRow key={webhook.id} webhook={webhook} onEdit={() => edit(webhook)} onRotate={() => rotate.mutate({ params: { id: webhook.id } })} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Card>
      )}
    </Section>
  );
}

interface RowProps {
  readonly webhook: Webhook;
  readonly onEdit: () => void;
  readonly onRotate: () => void;
}

function WebhookRow({ webhook, onEdit, onRotate }: RowProps) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const change = useWrite('changeWebhook', ['listWebhooks']);
  const remove = useWrite('removeWebhook', ['listWebhooks']);
  const { id, title: name, pipeline, match, event, enabled } = webhook;
  const away = (): void =>
    askSure({
      title: t('removeOf', { name }),
      text: t('removeWebhookSure'),
      confirm: t('remove'),
      onYes: () => remove.mutate({ params: { id } }, { onSuccess: () => showDone(t('removed')) }),
    });
  const again = (): void => askSure({ title: t('rotateOf', { name }), text: t('rotateHint'), confirm: t('rotate'), onYes: onRotate });
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {name}
        <span className={styles.quietLine}>
          {pipeline} · {match.at} · {'name' in event ? event.name : format.list(Object.values(event.names))}
        </span>
      </Table.Th>
      <Table.Td w={88}>
        <Switch
          label={t('enabled')}
          aria-label={t('enabledOf', { name })}
          checked={enabled}
          onChange={(change_) => change.mutate({ params: { id }, body: { enabled: change_.currentTarget.checked } })}
        />
      </Table.Td>
      <Table.Td w={304}>
        <div className={styles.foot}>
          <Button size="compact-sm" variant="default" aria-label={t('editOf', { name })} onClick={onEdit}>
            {t('edit')}
          </Button>
          <Button size="compact-sm" variant="default" aria-label={t('rotateOf', { name })} onClick={again}>
            {t('rotate')}
          </Button>
          <Button size="compact-sm" variant="subtle" color="red" aria-label={t('removeOf', { name })} onClick={away}>
            {t('remove')}
          </Button>
        </div>
      </Table.Td>
    </Table.Tr>
  );
}
