import { Button } from '@mantine/core';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../../i18n/texts.js';
import { EmptyState } from '../../../ui/empty-state.js';
import { ProblemState } from '../../../ui/problem-state.js';
import { Section } from '../../parts/section.js';
import { SentList } from './sent-list.js';
import { SubscriptionForm } from './subscription-form.js';
import { SubscriptionList } from './subscription-list.js';
import { outgoingTexts } from './texts.js';
import { useSubscriptions } from './use-subscriptions.js';

/** Other systems that are told what happens: subscribed, turned off and on, tried, and what was sent last. */
export function OutgoingSection() {
  const t = useTexts(outgoingTexts);
  const [isMaking, setMaking] = useState(false);
  const { items, error, retry } = useSubscriptions();
  return (
    <Section
      title={t('tell')}
      lead={t('lead')}
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)} disabled={isMaking}>
          {t('newOne')}
        </Button>
      }
    >
      {isMaking && <SubscriptionForm onClose={() => setMaking(false)} />}
      {error && <ProblemState error={error} retry={retry} />}
      {items?.length === 0 && !isMaking && <EmptyState icon={IconSend} title={t('none')} hint={t('noneHint')} />}
      {items && items.length > 0 && <SubscriptionList items={items} />}
      <SentList />
    </Section>
  );
}
