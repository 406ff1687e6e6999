import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../../../api/operations.js';
import { useAnswer } from '../../../api/use-answer.js';
import { useTexts } from '../../../i18n/texts.js';
import { Moment } from '../../../ui/moment.js';
import { Card } from '../../parts/section.js';
import styles from '../../settings.module.css';
import { hostOf } from './subscription.js';
import { outgoingTexts } from './texts.js';

type Sent = Answer<'listSentWebhooks'>['items'][number];

const REFRESH_MS = 5_000;

/** The newest messages with what became of them, each with its run; nothing where none was sent. */
export function SentList() {
  const t = useTexts(outgoingTexts);
  const { data } = useAnswer('listSentWebhooks', { query: { limit: '10' } }, { refreshMs: REFRESH_MS });
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={t('sent')}>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing={8} aria-label={t('sent')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('when')}</Table.Th>
              <Table.Th>{t('to')}</Table.Th>
              <Table.Th>{t('outcome')}</Table.Th>
              <Table.Th>{t('run')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((one) => (
              <Row key={one.id} sent={one} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

function Row({ sent: { runId, url, type, status, error, updatedAt } }: { readonly sent: Sent }) {
  const t = useTexts(outgoingTexts);
  const isAgain = status === 'waiting' && error !== null;
  return (
    <Table.Tr>
      <Table.Td>
        <Moment at={updatedAt} />
      </Table.Td>
      <Table.Td>
        {hostOf(url ?? '')}
        <span className={styles.quietLine}>{type}</span>
      </Table.Td>
      <Table.Td className={status === 'failed' ? styles.wrong : undefined}>
        {t(isAgain ? 'status_again' : `status_${status}`)}
        {error !== null && <span className={styles.quietLine}>{error.message}</span>}
      </Table.Td>
      <Table.Td>
        <Link to="/runs/$id" params={{ id: runId }}>
          {t('openRun')}
        </Link>
      </Table.Td>
    </Table.Tr>
  );
}
