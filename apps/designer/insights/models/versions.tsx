import { Button, Table } from '@mantine/core';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { useMethodName } from './method-name.js';
import type { Model } from './shapes.js';
import { modelTexts } from './texts.js';

interface Props {
  readonly model: Model;
  /** The version whose figures are shown below. */
  readonly shown: number | null;
}

/** The versions of a model; an older one is one click away. */
export function Versions({ model, shown }: Props) {
  const t = useTexts(modelTexts);
  const format = useFormat();
  const may = useMay();
  const methodName = useMethodName();
  const { change } = useInsightSearch();
  const answer = useAnswer('listModelVersions', { params: { model: model.key } });
  const activate = useWrite('activateModelVersion', ['listModels', 'listModelVersions', 'modelDrift']);
  const use = (version: number): void =>
    activate.mutate({ params: { model: model.key, version: String(version) } }, { onSuccess: () => showDone(t('activated', { version })) });
  return (
    <Answered answer={answer}>
      {({ items }) => (
        <div className={styles.rows} role="region" aria-label={t('versions')} tabIndex={0}>
          <Table verticalSpacing={6} horizontalSpacing={12}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('version')}</Table.Th>
                <Table.Th scope="col">{t('method')}</Table.Th>
                <Table.Th scope="col">{t('trainedAt')}</Table.Th>
                <Table.Th scope="col" data-number>
                  {t('rowsTitle')}
                </Table.Th>
                <Table.Th scope="col" data-number>
                  {t('checked')}
                </Table.Th>
                <Table.Th scope="col">{t('state')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.version} aria-current={one.version === shown || undefined}>
                  <Table.Th scope="row">
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={t('show', { version: one.version })}
                      onClick={() => change({ at: String(one.version) })}
                    >
                      {t('versionNow', { version: one.version })}
                    </Button>
                  </Table.Th>
                  <Table.Td>{methodName(one.method)}</Table.Td>
                  <Table.Td>{format.moment(one.trainedAt)}</Table.Td>
                  <Table.Td data-number>{format.number(one.rows)}</Table.Td>
                  <Table.Td data-number>{one.checked === null ? '–' : format.number(one.checked.value, 3)}</Table.Td>
                  <Table.Td>
                    {one.active && t('active')}
                    {!one.active && may('model.train') && (
                      <Button variant="default" size="compact-sm" loading={activate.isPending} onClick={() => use(one.version)}>
                        {t('activate', { version: one.version })}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Answered>
  );
}
