import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { ApiProblem } from '../api/problem.js';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from './empty-state.js';
import { uiTexts } from './texts.js';

/** In place of something that could not be read. */
export function ProblemState({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const t = useTexts(uiTexts);
  const action = retry && (
    <Button variant="default" onClick={retry}>
      {t('tryAgain')}
    </Button>
  );
  return error instanceof ApiProblem ? (
    <EmptyState icon={IconAlertTriangle} title={error.details.title} hint={error.details.detail} action={action} />
  ) : (
    <EmptyState icon={IconPlugConnectedX} title={t('unreachable')} hint={t('unreachableHint')} action={action} />
  );
}
