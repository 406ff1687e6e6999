import { notifications } from '@mantine/notifications';
import { ApiProblem } from '../api/problem.js';
import { translate } from '../i18n/texts.js';
import { uiTexts } from './texts.js';

/** Says in a notice why something did not go through. */
export function showProblem(error: unknown): void {
  const known = error instanceof ApiProblem;
  notifications.show({
    color: 'red',
    title: known ? error.details.title : translate(uiTexts, 'unreachable'),
    message: known ? error.details.detail : translate(uiTexts, 'unreachableHint'),
    withBorder: true,
  });
}
