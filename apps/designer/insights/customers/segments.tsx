import { Button, NativeSelect } from '@mantine/core';
import { IconChartDots3, IconPlus, IconRefresh, IconTrash, IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAnswer, useWrite } from '../../api/use-answer.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import { EmptyState } from '../../ui/empty-state.js';
import { askSure } from '../../ui/ask-sure.js';
import { showDone } from '../../ui/show-done.js';
import styles from '../insights.module.css';
import { Answered } from '../parts/answered.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { NewSegmentSet } from './new-segment-set.js';
import { SegmentFigures } from './segment-figures.js';
import { customerTexts } from './texts.js';

const READ = ['listSegmentSets', 'getSegmentSet'] as const;

/** Saved ways to put records into segments, each with its map and profile. */
export function Segments() {
  const t = useTexts(customerTexts);
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const { search, change } = useInsightSearch();
  const sets = useAnswer('listSegmentSets', { query: {} });
  const add = may('segment.edit') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
      {t('newSet')}
    </Button>
  );
  return (
    <>
      <Answered answer={sets}>
        {({ items }) => {
          const current = items.find(({ key }) => key === search.key) ?? items[0];
          if (current === undefined) return <EmptyState icon={IconChartDots3} title={t('noSets')} hint={t('noSetsHint')} action={add} />;
          return (
            <div className={styles.screen}>
              <div className={styles.scope}>
                <NativeSelect
                  aria-label={t('set')}
                  data={items.map(({ key, title }) => ({ value: key, label: title }))}
                  value={current.key}
                  onChange={({ currentTarget: { value } }) => change({ key: value, at: undefined })}
                />
                {add}
              </div>
              <OneSet key={current.key} setKey={current.key} />
            </div>
          );
        }}
      </Answered>
      {isNew && <NewSegmentSet onClose={() => setNew(false)} />}
    </>
  );
}

function OneSet({ setKey }: { readonly setKey: string }) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const may = useMay();
  const { search, change } = useInsightSearch();
  const refresh = useWrite('refreshSegmentSet', READ);
  const put = useWrite('changeSegmentSet', READ);
  const remove = useWrite('removeSegmentSet', READ);
  const version = /^[1-9]\d{0,8}$/.test(search.at ?? '') ? Number(search.at) : undefined;
  const answer = useAnswer('getSegmentSet', { params: { key: setKey }, query: version === undefined ? {} : { version } }, { keepsPrevious: true });
  const bring = (how: 'assign' | 'train'): void => refresh.mutate({ params: { key: setKey }, body: { how } }, { onSuccess: () => showDone(t('refreshed')) });
  const drop = (): void =>
    remove.mutate(
      { params: { key: setKey } },
      {
        onSuccess: () => {
          showDone(t('removed'));
          change({ key: undefined, at: undefined });
        },
      },
    );
  return (
    <Answered answer={answer}>
      {(set) => (
        <div className={styles.screen}>
          <div className={styles.scope}>
            <NativeSelect
              aria-label={t('version')}
              data={set.versions.map((one) => ({
                value: String(one.version),
                label: t('versionOf', { version: one.version, at: format.moment(one.trainedAt) }),
              }))}
              value={String(version ?? set.version)}
              onChange={({ currentTarget: { value } }) => change({ at: Number(value) === set.version ? undefined : value })}
            />
            {may('segment.edit') && (
              <>
                {version !== undefined && version !== set.version && (
                  <Button variant="default" loading={put.isPending} onClick={() => put.mutate({ params: { key: setKey }, body: { version } })}>
                    {t('useVersion')}
                  </Button>
                )}
                <Button variant="default" leftSection={<IconUsersPlus size={16} aria-hidden />} loading={refresh.isPending} onClick={() => bring('assign')}>
                  {t('assign')}
                </Button>
                <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={refresh.isPending} onClick={() => bring('train')}>
                  {t('train')}
                </Button>
                <Button
                  variant="subtle"
                  color="red"
                  leftSection={<IconTrash size={16} aria-hidden />}
                  onClick={() => askSure({ title: t('remove'), text: set.title, confirm: t('remove'), onYes: drop })}
                >
                  {t('remove')}
                </Button>
              </>
            )}
          </div>
          <SegmentFigures set={set} />
        </div>
      )}
    </Answered>
  );
}
