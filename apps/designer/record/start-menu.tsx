import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPlay } from '@tabler/icons-react';
import { useWrite } from '../api/use-answer.js';
import { usePipelinesOf } from '../fields/use-pipelines.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { recordTexts } from './texts.js';
import { type RecordAnswer, useRefresh } from './use-record.js';

/** The pipelines in which the record has no open run. */
export function useStartable({ object, runs }: RecordAnswer) {
  return usePipelinesOf(object).filter(({ key }) => !runs.some((run) => run.pipeline === key && run.endedAt === null));
}

/** Starts the record in one of the pipelines where it is not open already. */
export function StartMenu({ record }: { readonly record: RecordAnswer }) {
  const t = useTexts(recordTexts);
  const startable = useStartable(record);
  const refresh = useRefresh();
  const starting = useWrite('startRun');
  const start = (key: string, pipeline: string): void =>
    starting.mutate(
      { body: { recordId: record.id, pipeline: key } },
      {
        onSuccess: () => {
          void refresh();
          showDone(t('startedIn', { pipeline }));
        },
      },
    );
  if (startable.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={starting.isPending}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('start')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {startable.map(({ key, title }) => (
          <Menu.Item key={key} onClick={() => start(key, title)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
