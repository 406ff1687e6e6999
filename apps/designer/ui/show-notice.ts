import { type NotificationData, notifications } from '@mantine/notifications';
import { translate } from '../i18n/texts.js';
import { uiTexts } from './texts.js';

/** Shows a notice; its button to close has a name. */
export const showNotice = (notice: NotificationData): string =>
  notifications.show({ withBorder: true, closeButtonProps: { 'aria-label': translate(uiTexts, 'close') }, ...notice });
