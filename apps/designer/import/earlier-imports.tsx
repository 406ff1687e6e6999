import { Button, Table } from '@mantine/core';
import { useAnswer } from '../api/use-answer.js';
import type { ObjectShape } from '../fields/object-shape.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Moment } from '../ui/moment.js';
import styles from './import.module.css';
import { importTexts } from './texts.js';

const STATUS = { running: 'statusRunning', done: 'statusDone', failed: 'statusFailed', undoing: 'statusUndoing', undone: 'statusUndone' } as const;

/** What was imported before; each can be opened, and from there undone. */
export function EarlierImports({ objects, onOpen }: { readonly objects: readonly ObjectShape[]; readonly onOpen: (job: string) => void }) {
  const t = useTexts(importTexts);
  const format = useFormat();
  const { data } = useAnswer('listImports', {});
  if (!data) return null;
  return (
    <section className={styles.panel} aria-labelledby="earlier">
      <h2 id="earlier">{t('earlier')}</h2>
      {data.items.length === 0 ? (
        <p className="quiet">{t('noEarlier')}</p>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing={6} aria-labelledby="earlier">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('file')}</Table.Th>
                <Table.Th>{t('object')}</Table.Th>
                <Table.Th>{t('when')}</Table.Th>
                <Table.Th>{t('result')}</Table.Th>
                <Table.Th aria-label={t('details')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.items.map(({ id, object, fileName, startedAt, status, counts }) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row">{fileName ?? t('unnamed')}</Table.Th>
                  <Table.Td>{objects.find(({ key }) => key === object)?.plural ?? object}</Table.Td>
                  <Table.Td>
                    <Moment at={startedAt} />
                  </Table.Td>
                  <Table.Td className="figures">
                    {status === 'done'
                      ? t('counts', {
                          created: format.number(counts.created ?? 0),
                          updated: format.number(counts.updated ?? 0),
                          failed: format.number(counts.failed ?? 0),
                        })
                      : t(STATUS[status])}
                  </Table.Td>
                  <Table.Td>
                    <Button size="compact-sm" variant="default" aria-label={t('detailsOf', { file: fileName ?? t('unnamed') })} onClick={() => onOpen(id)}>
                      {t('details')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
