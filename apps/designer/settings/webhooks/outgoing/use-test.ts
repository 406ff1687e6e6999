import { useWrite } from '../../../api/use-answer.js';
import { useTexts } from '../../../i18n/texts.js';
import { showDone } from '../../../ui/show-done.js';
import { hostOf } from './subscription.js';
import { outgoingTexts } from './texts.js';
import { showNotice } from '../../../ui/show-notice.js';

/** Sends a test message and says what became of it. */
export function useTest() {
  const t = useTexts(outgoingTexts);
  const write = useWrite('testWebhook');
  const send = ({ url, secret, type }: { readonly url: string; readonly secret: string; readonly type: string }): void =>
    write.mutate(
      { body: { url, secret, type } },
      {
        onSuccess: ({ outcome, status, reason }) => {
          const host = hostOf(url);
          if (outcome === 'delivered') return showDone(t('delivered', { host, status: status ?? 0 }));
          const message = outcome === 'refused' ? t('refused', { host, status: status ?? 0 }) : t('unreachable', { reason: reason ?? host });
          showNotice({ color: 'red', message });
        },
      },
    );
  return { send, isPending: write.isPending };
}
