import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../app/session.js';
import { useTexts } from '../../i18n/texts.js';
import { localMoment } from './past-moment.js';
import { pastTexts } from './texts.js';

const WEEK_MS = 604_800_000;

/** Opens the board of a week ago; from there any moment can be chosen. */
export function TimeTravel() {
  const t = useTexts(pastTexts);
  const may = useMay();
  const navigate = useNavigate({ from: '/boards/$pipeline' });
  if (!may('insight.read')) return null;
  const travel = (): void => void navigate({ search: (before) => ({ ...before, at: localMoment(Date.now() - WEEK_MS) }) });
  return (
    <Tooltip label={t('travel')}>
      <ActionIcon variant="default" size={36} aria-label={t('travel')} onClick={travel}>
        <IconHistory size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
