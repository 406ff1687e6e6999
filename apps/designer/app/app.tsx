import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useTexts } from '../i18n/texts.js';
import { ApiProblem } from '../api/problem.js';
import { showProblem } from '../ui/show-problem.js';
import { uiTexts } from '../ui/texts.js';
import { appTexts } from './texts.js';
import { nonce } from './nonce.js';
import { router } from './router.js';
import { theme } from './theme.js';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; an engine that does not answer, or says "later", is asked again.
      retry: (failures, error) => failures < 3 && (!(error instanceof ApiProblem) || error.status === 429 || error.status === 503),
    },
  },
  // A write whose caller does not say itself what went wrong: said here, once.
  mutationCache: new MutationCache({
    onError: (error, _input, _context, mutation) => void (mutation.options.onError ?? mutation.meta?.['isSaid'] ?? showProblem(error)),
  }),
});

export function App() {
  const t = useTexts(appTexts);
  const close = useTexts(uiTexts)('close');
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={client}>
        <ModalsProvider labels={{ confirm: t('confirm'), cancel: t('cancel') }} modalProps={{ closeButtonProps: { 'aria-label': close } }}>
          <Notifications position="bottom-right" limit={4} />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
