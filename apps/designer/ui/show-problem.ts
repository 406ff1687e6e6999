import { ApiProblem } from '../api/problem.js';
import { translate } from '../i18n/texts.js';
import { uiTexts } from './texts.js';
import { showNotice } from './show-notice.js';

/** Says in a notice why something did not go through. */
export function showProblem(error: unknown): void {
  const known = error instanceof ApiProblem;
  showNotice({
    color: 'red',
    title: known ? error.details.title : translate(uiTexts, 'unreachable'),
    message: known ? error.details.detail : translate(uiTexts, 'unreachableHint'),
  });
}
