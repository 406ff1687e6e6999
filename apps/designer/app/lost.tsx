import { Button } from '@mantine/core';
import { IconCompass, IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../i18n/texts.js';
import { EmptyState } from '../ui/empty-state.js';
import { appTexts } from './texts.js';

export function NotFound() {
  const t = useTexts(appTexts);
  return (
    <EmptyState
      icon={IconCompass}
      title={t('notFound')}
      hint={t('notFoundHint')}
      action={
        <Button component={Link} to="/">
          {t('goHome')}
        </Button>
      }
    />
  );
}

export function Broken() {
  const t = useTexts(appTexts);
  return (
    <EmptyState
      icon={IconPlugConnectedX}
      title={t('broken')}
      hint={t('brokenHint')}
      action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}
    />
  );
}
