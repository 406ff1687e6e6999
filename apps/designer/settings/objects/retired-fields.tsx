import { Button, Table } from '@mantine/core';
import type { Answer } from '../../api/operations.js';
import { useWrite } from '../../api/use-answer.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { Moment } from '../../ui/moment.js';
import { showDone } from '../../ui/show-done.js';
import { Card } from '../parts/section.js';
import styles from '../settings.module.css';
import { settingsTexts } from '../texts.js';

type RetiredField = Answer<'listObjects'>['items'][number]['retiredFields'][number];

interface Props {
  readonly object: string;
  readonly fields: readonly RetiredField[];
  readonly mayEdit: boolean;
}

/** Fields that were taken out of use, and the way back. */
export function RetiredFields({ object, fields, mayEdit }: Props) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const bringBack = useWrite('bringBackField', ['listObjects']);
  const added = fields.filter(({ origin }) => origin === 'added');
  if (added.length === 0) return null;
  return (
    <Card title={t('retiredFields')}>
      <p className="quiet">{t('retiredFieldsLead')}</p>
      <Table.ScrollContainer minWidth={280}>
        <Table verticalSpacing={6} aria-label={t('retiredFields')}>
          <Table.Tbody>
            {added.map(({ name, title, retiredAt }) => {
              const field = format.text(title);
              return (
                <Table.Tr key={name}>
                  <Table.Th scope="row">
                    {field}
                    <span className={styles.quietLine}>{name}</span>
                  </Table.Th>
                  <Table.Td>
                    <Moment at={retiredAt} />
                  </Table.Td>
                  <Table.Td>
                    {mayEdit && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('bringBackField', { field })}
                        onClick={() => bringBack.mutate({ params: { object, field: name } }, { onSuccess: () => showDone(t('fieldBack', { field })) })}
                      >
                        {t('bringBack')}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
