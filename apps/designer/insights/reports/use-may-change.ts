import { useMay } from '../../app/session.js';
import type { Report } from './definition.js';

/** Whether the reader may change a report: their own, or a shared one where they may share; null = make a new one. */
export function useMayChange(report: Report | null): boolean {
  const may = useMay();
  return may('report.edit') && (report === null || report.mine || (report.shared && may('view.share')));
}
