import { Skeleton, Stack } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';
import { useTexts } from '../i18n/texts.js';
import { uiTexts } from './texts.js';

const PATIENCE_MS = 200;

/** Grey lines, but only when it takes longer than a fifth of a second. */
export function LateSkeleton({ lines = 5, height = 20 }: { readonly lines?: number; readonly height?: number }) {
  const t = useTexts(uiTexts);
  const [isLate, setLate] = useState(false);
  useTimeout(() => setLate(true), PATIENCE_MS, { autoInvoke: true });
  if (!isLate) return null;
  return (
    <Stack gap="xs" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
